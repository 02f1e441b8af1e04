"""The users' guides: each page has its picture in both languages, links lead somewhere, all is small."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.e2e.guide import ALL, FOLDER, LARGEST

ROOT = Path(__file__).resolve().parents[2]
TOLD = ("docs/guide.fr.md", "docs/guide.en.md", "docs/glossary.md", "README.md", "README.fr.md")
PAGES = ["overview", *re.findall(r'url_path="([\w-]+)"', (ROOT / "dashboard.py").read_text("utf-8"))]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_has_a_picture_in_the_guide(page: str, lang: str) -> None:
    assert f"](pictures/{page}-{lang}.png)" in (ROOT / f"docs/guide.{lang}.md").read_text("utf-8")


@pytest.mark.parametrize("name", TOLD)
def test_what_a_guide_names_is_there(name: str) -> None:
    file = ROOT / name
    named = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", file.read_text("utf-8"))
    assert named
    assert [one for one in named if "://" not in one and not (file.parent / one).exists()] == []


def test_pictures_are_small_and_none_is_forgotten() -> None:
    pictures = sorted(FOLDER.glob("*.png"))
    sizes = {one.name: one.stat().st_size for one in pictures}
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}
    assert sum(sizes.values()) <= ALL
    told = "".join((ROOT / name).read_text("utf-8") for name in TOLD)
    assert [name for name in sizes if name not in told] == []


def test_the_glossary_gives_both_names_and_a_meaning() -> None:
    rows = [r for r in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines() if r.startswith("| ")][2:]
    assert len(rows) >= 30
    assert [row for row in rows if row.count("|") != 5 or not all(c.strip() for c in row.split("|")[1:5])] == []
    french = [row.split("|")[1].strip().lower() for row in rows]
    assert {"donneur d'ordre", "contrat d'emploi pénitentiaire", "parties civiles", "pécule de libération"} <= set(
        french
    )
