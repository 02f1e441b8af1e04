"""Words that are said for Streamlit are Streamlit's: those of the version in use, each said one way back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import streamlit as st

from ui.streamlit_words import SCRIPT, WORDS

PUT_TOGETHER = {
    "Press Enter to apply": "Press Enter to ",
    "Press Enter to submit form": "submit form",
    "1 option available.": " available.",
    "{n} options available.": " available.",
    "{n}MB per file": " per file",
    "File must be {n}MB or smaller.": "File must be ",
}
"""A piece of what is put together where it is said."""
GAP = re.compile(r"\{n?\}")


@pytest.fixture(scope="module")
def spoken() -> str:
    """All that Streamlit's page can say."""
    scripts = (Path(st.__file__).parent / "static" / "static" / "js").glob("*.js")
    return "\n".join(script.read_text("utf-8", errors="replace") for script in scripts)


@pytest.mark.parametrize("words", [words for words in WORDS if max(map(len, GAP.split(words))) > 3])
def test_streamlit_still_says_so(spoken: str, words: str) -> None:
    assert PUT_TOGETHER.get(words, max(GAP.split(words), key=len).strip(": ")) in spoken


@pytest.mark.parametrize(("words", "french"), list(WORDS.items()))
def test_what_is_put_in_is_kept(words: str, french: str) -> None:
    assert GAP.findall(words) == GAP.findall(french)
    assert french.strip()


def test_the_script_is_as_the_page_takes_it() -> None:
    """What looks like a tag would be taken away as unsafe; the words stand in it."""
    assert re.findall(r"<[a-zA-Z!/]", SCRIPT) == []
    assert "Parcourir" in SCRIPT
    assert "= WORDS" not in SCRIPT
