"""The number of an article of law stands on one line, wherever it is shown."""

from __future__ import annotations

import pytest

from reports.markup import inline, unbroken
from ui.widgets import plain

ARTICLES = ("L412-6", "R381-104", "D432-1", "717-3", "L136-1-1")


@pytest.mark.parametrize("article", ARTICLES)
def test_an_article_is_held_together(article: str) -> None:
    told = f"art. {article} (CPP)"
    assert inline(told) == f'art. <span style="white-space:nowrap">{article}</span> (CPP)'
    assert unbroken(told) == told.replace("-", "\u2011")
    assert article.replace("-", "\u2011") in plain(told)


@pytest.mark.parametrize("other", ["2027-10", "2025-06-30", "rennes-2009", "cost-of-12", "a<b"])
def test_nothing_else_is_touched(other: str) -> None:
    assert unbroken(other) == other
    assert "white-space" not in inline(other)
    assert "<b" not in inline("a<b")
