"""How many draws there were, as ``project`` says it."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli


@pytest.mark.parametrize(
    ("draws", "lang", "said"), [("1", "en", "1 draw."), ("1", "fr", "1 tirage."), ("1030", "en", "1,030 draws.")]
)
def test_draws_are_counted_as_the_language_does(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, draws: str, lang: str, said: str
) -> None:
    """One is one, and thousands have their sign."""
    asked = ["project", "rennes-2009@reading-a", "--out", str(tmp_path), "--draws", draws, "--lang", lang]
    assert cli.main(asked) == 0
    assert said in capsys.readouterr().err
