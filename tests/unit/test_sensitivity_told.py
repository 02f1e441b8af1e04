"""What ``sensitivity`` says of money on the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

import cli


@pytest.mark.parametrize(
    ("lang", "cell", "level", "head"),
    [("en", "€437,753.77", "under €0.00.", "At its 10%"), ("fr", "437753,77€", "sous0,00€.", "Àses10%")],
)
def test_sensitivity_of_money_tells_euros(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, lang: str, cell: str, level: str, head: str
) -> None:
    """Cells, level and heads as the language writes them."""
    told = ["sensitivity", "rennes-2009", "--indicator", "present_value", "--points", "16", "--out", str(tmp_path)]
    assert cli.main([*told, "--lang", lang]) == 0
    out = capsys.readouterr().out
    plain = out if lang == "en" else "".join(out.split())
    assert cell in plain
    assert level in plain
    assert head in plain
