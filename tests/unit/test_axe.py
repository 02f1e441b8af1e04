"""axe-core is found, or installed by npm from its lock file, or the run says what to install."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.axe import COMMAND, FOLDER, AxeMissing, find


def test_what_is_there_is_taken(tmp_path: Path) -> None:
    script = tmp_path / "axe.min.js"
    script.touch()

    def never() -> bool:
        raise AssertionError("npm was asked for")

    assert find(script, npm=never) == script


def test_npm_installs_what_is_missing(tmp_path: Path) -> None:
    script, ran = tmp_path / "axe.min.js", []

    def run(command: Sequence[str]) -> bool:
        ran.append(tuple(command))
        script.touch()
        return True

    assert find(script, run=run, npm=lambda: True) == script
    assert ran == [COMMAND]


@pytest.mark.parametrize("there", [True, False])
def test_a_sentence_says_what_to_install(tmp_path: Path, there: bool) -> None:
    with pytest.raises(AxeMissing, match=r"(?s)apt install npm.*npm ci"):
        find(tmp_path / "axe.min.js", run=lambda _command: False, npm=lambda: there)


def test_the_lock_pins_one_package_and_no_address() -> None:
    """Any registry or mirror will do: the lock names the package by its checksum."""
    lock = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))
    packages = {name: of for name, of in lock["packages"].items() if name}
    assert list(packages) == ["node_modules/axe-core"]
    assert packages["node_modules/axe-core"]["integrity"].startswith("sha512-")
    assert "resolved" not in packages["node_modules/axe-core"]
