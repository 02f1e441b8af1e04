"""A search that several visitors share: it ends with the last who waits."""

from __future__ import annotations

from ui.waiting import Waiting


def test_the_search_ends_when_the_last_one_leaves() -> None:
    waiting = Waiting()
    waiting.join("anne")
    waiting.join("bruno")
    assert not waiting.leave("anne", lambda visitor: True), "Bruno still waits"
    assert waiting.left("anne")
    assert not waiting.left("bruno")
    assert waiting.leave("bruno", lambda visitor: True)


def test_one_who_left_is_not_counted_again_by_looking() -> None:
    """The page joins whoever looks on; one who had enough must ask again."""
    waiting = Waiting()
    waiting.join("anne")
    waiting.join("bruno")
    waiting.leave("anne", lambda visitor: True)
    waiting.join("anne")
    assert waiting.left("anne")
    waiting.join("anne", again=True)
    assert not waiting.leave("bruno", lambda visitor: True), "Anne waits again"


def test_a_closed_page_keeps_no_search_alive() -> None:
    waiting = Waiting()
    waiting.join("anne")
    waiting.join("bruno")
    assert waiting.leave("anne", lambda visitor: visitor != "bruno")


def test_a_new_search_begins_with_nobody() -> None:
    waiting = Waiting()
    waiting.join("anne")
    waiting.leave("anne", lambda visitor: True)
    waiting.clear()
    waiting.join("anne")
    assert not waiting.left("anne")
