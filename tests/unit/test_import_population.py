"""The ministry's monthly workbook, written by the tests in its published layout, into prison profiles."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

import cli
import language
import terminal.population
from model.loading import importing
from model.loading.catalogue import HOME
from model.loading.importing import Import, prepare, write
from model.loading.names import match
from model.loading.strict import read
from model.loading.validation import validate
from model.schema.fault import InputFaults
from model.schema.prison import Prison
from model.schema.reference import Sources

HEADER = (
    "Etablissement",
    "quartier",
    "capacité norme",
    "capacité opérationnelle",
    "écroués détenus",
    "densité",
)
Row = Sequence[Any]


def workbook(
    file: Path,
    sheets: Mapping[str, Iterable[Row]],
    date: Any = "Situation au 1er août 2026",
    header: Row = HEADER,
) -> Path:
    """A workbook as published: title on row 1, date on row 2, header on row 7, a total at the end."""
    book = openpyxl.Workbook()
    book.active.title = "Sommaire"
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for line in (
            [f"{name} : établissements de la direction"],
            [date],
            [],
            [],
            [],
            [],
            header,
            *rows,
            ("Total DISP", None, 9, 9999, 9999, "100,0 %"),
            ("Source : ministère de la Justice",),
        ):
            sheet.append(list(line))
    book.save(file)
    return file


PROFILE = """# {name}: a comment that stays
id: {id}
name: {name}   # so does this one
type: {type}
place: {{department: "01", region: Auvergne-Rhône-Alpes, disp: Lyon, latitude: 46.2, longitude: 5.2}}

population:
{population}
  women_share: {{value: 0.1, unit: share,
                mark: assumed}}   # over two lines
notes:
  - "capacity: not this one"
"""
SOURCES = """# Sources
sources:
  oip-2019:
    title: "Rapport"   # kept
"""


def profile(home: Path, id: str, name: str, type: str = "MA", population: str = "") -> Path:
    """A profile in a small project; returns its file."""
    file = home / "sites/prisons" / f"{id}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    written = population or "  capacity: {value: 100, unit: places, as_of: 2020-05, source: oip-2019, mark: found}"
    file.write_text(PROFILE.format(id=id, name=name, type=type, population=written), encoding="utf-8")
    (home / "config").mkdir(exist_ok=True)
    if not (home / "config/sources.yaml").exists():
        (home / "config/sources.yaml").write_text(SOURCES, encoding="utf-8")
    return file


def brought(home: Path, rows: Iterable[Row], **changed: Any) -> Import:
    """The import of one sheet, written."""
    prepared = prepare(workbook(home / "book.xlsx", {"Tab14": rows}, **changed), home)
    write(prepared)
    return prepared


def figures(file: Path, name: str) -> list[tuple[str | None, float, str | None]]:
    """Start, value and source of every entry of a figure, as the planner reads the file."""
    figure = getattr(validate(Prison, read(file)).population, name)
    return [(q.start, q.value, q.source) for q in figure.entries]


MINISTRY = "ministry-population-2026-08"


def test_a_figure_becomes_a_dated_list_and_all_else_stays(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    before = file.read_text(encoding="utf-8").splitlines()
    prepared = brought(tmp_path, [("MA AGEN", "MA", 90, 145, 201, "138,6 %")])
    assert figures(file, "capacity") == [("2020-05", 100, "oip-2019"), ("2026-08-01", 145, MINISTRY)]
    assert figures(file, "detained") == [(None, 201, MINISTRY)]
    after = file.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        "  capacity:",
        "    - {from: 2020-05, value: 100, unit: places, as_of: 2020-05, source: oip-2019, mark: found}",
        (f"    - {{from: 2026-08-01, value: 145, unit: places, as_of: 2026-08-01, source: {MINISTRY}, mark: found}}"),
        f"  detained: {{value: 201, unit: people, as_of: 2026-08-01, source: {MINISTRY}, mark: found}}",
    ]
    assert [line for line in before if line not in after] == [before[7]]
    assert [(c.prison, c.figure, c.old, c.new) for c in prepared.changes] == [
        ("agen", "capacity", 100, 145),
        ("agen", "detained", None, 201),
    ]
    sources = validate(Sources, read(tmp_path / "config/sources.yaml")).sources
    assert sources[MINISTRY].date == "2026-08-01"
    assert (tmp_path / "config/sources.yaml").read_text(encoding="utf-8").startswith(SOURCES)


LAYOUTS = {
    "bare": """
  capacity: 100   # places""",
    "flow on two lines": """
  capacity: {value: 100, unit: places, as_of: "2020",
             mark: assumed}   # a note
  # a line
""",
    "block": """
  # above
  capacity:
    value: 100   # inside
    as_of: 2020-05
    mark: assumed
  # below
""",
    "block list": """
  capacity:
    - {from: 2009-01, value: 90, mark: assumed}

    - from: 2020-01   # new wing
      value: 100
      mark: assumed   # end
""",
    "flow list": """
  capacity: [{from: 2009-01, value: 90, mark: assumed},
             {from: 2020-01, value: 100, mark: assumed}]""",
    "with a from": """
  capacity: {from: 2019-01, value: 100, mark: assumed}""",
    "both": """
  capacity: {value: 100, mark: assumed}
  detained:
    value: 90
    as_of: 2020-05
    mark: assumed""",
    "order turned": """
  detained: 90
  capacity: 100""",
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("population", LAYOUTS.values(), ids=LAYOUTS)
def test_every_layout_keeps_its_comments(tmp_path: Path, population: str, newline: str) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen", population=population)
    file.write_bytes(file.read_text(encoding="utf-8").replace("\n", newline).encode())
    before = file.read_bytes().decode()
    brought(tmp_path, [("AGEN", "MA", 0, 145, 201, "")])
    after = file.read_bytes().decode()
    assert figures(file, "capacity")[-1] == ("2026-08-01", 145, MINISTRY)
    assert figures(file, "capacity")[-2][1] == 100
    assert figures(file, "detained")[-1][1:] == (201, MINISTRY)
    assert re.findall("#.*", after) == re.findall("#.*", before)
    old, new = yaml.safe_load(before), yaml.safe_load(after)
    for data in (old, new):
        data["population"].pop("capacity")
        data["population"].pop("detained", None)
    assert old == new
    assert after.count("\n") == after.count(newline) or newline == "\n"


def test_a_population_in_braces(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    text = file.read_text(encoding="utf-8")
    start, end = text.index("population:"), text.index("notes:")
    file.write_text(
        text[:start] + "population: {capacity: {value: 100, mark: assumed}, women_share: 0.1}  # kept\n" + text[end:],
        encoding="utf-8",
    )
    brought(tmp_path, [("AGEN", "MA", 0, 145, 201, "")])
    assert [f[1] for f in figures(file, "capacity")] == [100, 145]
    assert [f[1] for f in figures(file, "detained")] == [201]
    assert "# kept" in file.read_text(encoding="utf-8")


def test_again_changes_nothing_and_a_later_month_moves_on(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    brought(tmp_path, [("AGEN", "MA", 0, 145, 201, "")])
    once = file.read_bytes()
    again = brought(tmp_path, [("AGEN", "MA", 0, 145, 201, "")])
    assert (again.texts, again.changes, len(again.confirmed)) == ({}, (), 2)
    assert file.read_bytes() == once
    brought(tmp_path, [("AGEN", "MA", 0, 145, 210, "")], date="au 1er septembre 2026")
    assert figures(file, "capacity") == [
        ("2020-05", 100, "oip-2019"),
        ("2026-08-01", 145, "ministry-population-2026-09"),
    ]
    assert [f[:2] for f in figures(file, "detained")] == [("2026-08-01", 201), ("2026-09-01", 210)]
    older = brought(tmp_path, [("AGEN", "MA", 0, 140, 190, "")], date="au 1er juillet 2026")
    assert older.texts == {}
    assert [(n.prison, n.figure, n.known) for n in older.newer] == [
        ("agen", "capacity", "2026-09-01"),
        ("agen", "detained", "2026-09-01"),
    ]


def test_a_corrected_workbook_of_the_same_day_replaces(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    brought(tmp_path, [("AGEN", "MA", 0, 145, 201, "")])
    brought(tmp_path, [("AGEN", "MA", 0, 146, 202, "")])
    assert [f[1] for f in figures(file, "capacity")] == [100, 146]
    assert [f[1] for f in figures(file, "detained")] == [202]


def test_quarters_are_summed_and_a_capacity_of_0_survives(tmp_path: Path) -> None:
    vendin = profile(tmp_path, "vendin-le-vieil", "Centre pénitentiaire de Vendin-le-Vieil", "CP")
    rennes = profile(tmp_path, "rennes-femmes", "Centre pénitentiaire pour femmes de Rennes", "CP")
    prepared = brought(
        tmp_path,
        [
            ("VENDIN LE VIEIL", "QMC", 0, 0, 104, "-"),
            ("CPF RENNES", "QCD", 200, 200, 150.0, "75,0 %"),
            (None, "QMA", 60, "66", "1 090", ""),
            ("Total CPF RENNES", None, 260, 266, 1240, ""),
        ],
    )
    assert figures(vendin, "capacity")[-1][1] == 0
    assert figures(vendin, "detained")[-1][1] == 104
    assert figures(rennes, "capacity")[-1][1] == 266
    assert figures(rennes, "detained")[-1][1] == 1240
    assert len(prepared.census.establishments) == 2


def test_a_number_that_is_not_given_changes_nothing(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen", population="  capacity: 100\n  detained: 90")
    brought(
        tmp_path,
        [
            ("AGEN", "MA", 0, 145, "nd", ""),
            ("AGEN", "QSL", 0, 5, 3, ""),
            ("AUTRE", "", None, None, None, None),
        ],
    )
    assert figures(file, "capacity")[-1][1] == 150
    assert figures(file, "detained") == [(None, 90, None)]


def test_what_does_not_match_is_told_both_ways(tmp_path: Path) -> None:
    for id, name, kind in (
        ("melun", "Centre de détention de Melun", "CD"),
        ("csl-melun", "Centre de semi-liberté de Melun", "CSL"),
        ("agen", "Maison d'arrêt d'Agen", "MA"),
        ("albi", "Maison d'arrêt d'Albi", "MA"),
        ("nice", "Maison d'arrêt de Nice", "MA"),
    ):
        profile(tmp_path, id, name, kind)
    prepared = brought(
        tmp_path,
        [
            ("MELUN", "", 1, 2, 3, ""),
            ("AGENN", "", 1, 2, 3, ""),
            ("MA NICE", "", 1, 2, 3, ""),
            ("CP NICE", "", 1, 2, 3, ""),
        ],
    )
    assert prepared.match.found == {}
    assert prepared.match.ambiguous == {
        "MELUN": ("csl-melun", "melun"),
        "MA NICE": ("nice",),
        "CP NICE": ("nice",),
    }
    assert prepared.match.unknown == {"AGENN": "agen"}
    assert prepared.without_row == ("agen", "albi")
    assert prepared.texts == {}


PRISONS = {
    "rennes-femmes": ("Centre pénitentiaire pour femmes de Rennes", "CP"),
    "rennes-vezin": ("Centre pénitentiaire de Rennes - Vezin-le-Coquet", "CP"),
    "melun": ("Centre de détention de Melun", "CD"),
    "csl-melun": ("Centre de semi-liberté de Melun", "CSL"),
    "saint-pierre-reunion": ("Maison d'arrêt de Saint-Pierre", "MA"),
    "saint-pierre-spm": ("Centre pénitentiaire de Saint-Pierre (SPM)", "CP"),
    "noumea": ("Centre pénitentiaire de Nouméa (Camp-Est)", "CP"),
    "beauvais": ("Maison d'arrêt de Beauvais", "MA"),
    "lille-annoeullin": ("Centre pénitentiaire de Lille Annœullin", "CP"),
    "le-havre": ("Centre pénitentiaire du Havre", "CP"),
    "epm-marseille": ("Établissement pénitentiaire pour mineurs de Marseille", "EPM"),
}


@pytest.mark.parametrize(
    ("row", "prison"),
    [
        ("CPF Rennes", "rennes-femmes"),
        ("RENNES FEMMES", "rennes-femmes"),
        ("Rennes-Vezin", "rennes-vezin"),
        ("Centre pénitentiaire de RENNES VEZIN LE COQUET", "rennes-vezin"),
        ("CD Melun", "melun"),
        ("CSL MELUN", "csl-melun"),
        ("MA St Pierre", "saint-pierre-reunion"),
        ("CP SAINT-PIERRE", "saint-pierre-spm"),
        ("NOUMEA", "noumea"),
        ("CP Beauvais", "beauvais"),
        ("LILLE-ANNOEULLIN", "lille-annoeullin"),
        ("LE HAVRE", "le-havre"),
        ("EPM MARSEILLE", "epm-marseille"),
        ("MARSEILLE (EPM)", "epm-marseille"),
    ],
)
def test_names_meet(row: str, prison: str) -> None:
    assert match([row], PRISONS).found == {row: prison}


@pytest.mark.parametrize("row", ["MELUN", "Rennes", "Saint-Pierre", "MA MARSEILLE", "CSL Beauvais", "Lille"])
def test_names_that_are_not_guessed(row: str) -> None:
    assert match([row], PRISONS).found == {}


def test_every_shipped_prison_meets_itself() -> None:
    shipped = {f.stem: validate(Prison, read(f)) for f in (HOME / "sites/prisons").glob("[a-z]*.yaml")}
    met = match([p.name for p in shipped.values()], {i: (p.name, p.type) for i, p in shipped.items()})
    assert len(met.found) == len(shipped)


@pytest.mark.parametrize("date", ["Situation au 1er août 2026", "au 1 aout 2026", "01/08/2026", "2026-08-01"])
def test_the_date_is_read(tmp_path: Path, date: str) -> None:
    profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    assert brought(tmp_path, [("AGEN", "", 1, 2, 3, "")], date=date).census.day == "2026-08-01"


def test_the_date_of_the_name_when_the_sheets_have_none(tmp_path: Path) -> None:
    profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    book = workbook(
        tmp_path / "statistique_etablissements_01082026.xlsx",
        {"Tab14": [("AGEN", "", 1, 2, 3, "")]},
        date=None,
    )
    assert prepare(book, tmp_path).census.day == "2026-08-01"


def test_other_sheets_and_a_header_lower_down(tmp_path: Path) -> None:
    profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    book = workbook(
        tmp_path / "b.xlsx",
        {"Tab13": [("AGEN", "", 9, 9, 9, "")], "Tab 14": [("AGEN", "", 1, 2, 3, "")], "Tab23": []},
    )
    assert [(e.sheet, e.detained) for e in prepare(book, tmp_path).census.establishments] == [("Tab 14", 3)]


# --- what is wrong with a workbook ---------------------------------------------------------------------


def refused(file: Path, home: Path) -> list[str]:
    """Codes of the faults of a workbook; both languages must have the words."""
    with pytest.raises(InputFaults) as told:
        prepare(file, home)
    for fault in told.value.faults:
        assert "…" not in language.line(fault, "fr") + language.line(fault, "en")
    return [f.code for f in told.value.faults]


def test_what_is_not_a_workbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, archive, empty = tmp_path / "text.xlsx", tmp_path / "zip.xlsx", tmp_path / "empty.xlsx"
    text.write_text("Etablissement;capacité")
    empty.write_bytes(b"")
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("a.txt", "not a workbook")
    for file in (text, archive, empty):
        assert refused(file, tmp_path) == ["workbook_unreadable"]
    assert refused(tmp_path, tmp_path) == ["file_is_folder"]
    assert refused(tmp_path / "missing.xlsx", tmp_path) == ["file_missing"]


def test_a_zip_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts,
        parts.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(150):
            part.write(b"\0" * 1_000_000)
    assert bomb.stat().st_size < 1_000_000
    assert refused(bomb, tmp_path) == ["workbook_too_big"]


def test_a_file_too_big(tmp_path: Path) -> None:
    big = tmp_path / "big.xlsx"
    with big.open("wb") as lines:
        lines.truncate(50_000_000)
    assert refused(big, tmp_path) == ["workbook_too_big"]


def test_another_layout(tmp_path: Path) -> None:
    assert refused(workbook(tmp_path / "a.xlsx", {"Tab14": []}, header=("Nom", "a", "b")), tmp_path) == [
        "workbook_layout_unknown"
    ]
    header = ("Etablissement", "quartier", "capacité norme", "places", "hébergés", "densité")
    assert refused(workbook(tmp_path / "b.xlsx", {"Tab14": []}, header=header), tmp_path) == [
        "workbook_column_missing",
        "workbook_column_missing",
    ]
    assert refused(workbook(tmp_path / "c.xlsx", {"Tab14": []}, date="sans date"), tmp_path) == [
        "workbook_date_missing"
    ]


def test_bad_numbers_are_all_told_and_nothing_is_written(tmp_path: Path) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    before = file.read_bytes()
    book = workbook(tmp_path / "b.xlsx", {"Tab14": [("AGEN", "", 1, "beaucoup", 3.5, ""), ("ALBI", "", 1, -2, 3, "")]})
    assert refused(book, tmp_path) == ["workbook_bad_number"] * 3
    assert file.read_bytes() == before


def test_two_dates_in_one_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, date in (("Tab14", "1er août 2026"), ("Tab15", "1er juillet 2026")):
        sheet = book.create_sheet(name)
        for line in ([name], [date], [], [], [], [], HEADER):
            sheet.append(list(line))
    book.save(tmp_path / "b.xlsx")
    assert refused(tmp_path / "b.xlsx", tmp_path) == ["workbook_dates_differ"]


def test_a_broken_profile_stops_the_import(tmp_path: Path) -> None:
    profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    broken = profile(tmp_path, "albi", "Maison d'arrêt d'Albi", population="  capcity: 3")
    book = workbook(tmp_path / "b.xlsx", {"Tab14": [("AGEN", "", 1, 2, 3, "")]})
    assert refused(book, tmp_path) == ["missing_key", "unknown_key"]
    assert "capcity" in broken.read_text()


def test_written_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [profile(tmp_path, id, f"Maison d'arrêt {id}") for id in ("agen", "albi")]
    before = [f.read_bytes() for f in files]
    prepared = prepare(
        workbook(tmp_path / "b.xlsx", {"Tab14": [("AGEN", "", 1, 2, 3, ""), ("ALBI", "", 1, 2, 3, "")]}),
        tmp_path,
    )
    replace, done = Path.replace, []

    def fails(self: Path, target: Path) -> Path:
        done.append(target)
        if len(done) == 2:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(InputFaults):
        write(prepared)
    assert [f.read_bytes() for f in files] == before
    assert (tmp_path / "config/sources.yaml").read_text(encoding="utf-8") == SOURCES
    assert sorted(os.listdir(tmp_path / "sites/prisons")) == ["agen.yaml", "albi.yaml"]


# --- at the terminal -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    file = profile(tmp_path, "agen", "Maison d'arrêt d'Agen")
    profile(tmp_path, "albi", "Maison d'arrêt d'Albi")
    book = workbook(tmp_path / "b.xlsx", {"Tab14": [("AGEN", "", 1, 145, 201, ""), ("Nulle Part", "", 1, 2, 3, "")]})
    monkeypatch.setattr(terminal.population, "prepare", lambda f: importing.prepare(f, tmp_path))
    before = file.read_bytes()
    assert cli.main(["import-population", str(book), "--dry-run", "--lang", lang]) == 0
    dry = capsys.readouterr()
    assert file.read_bytes() == before
    assert cli.main(["import-population", str(book), "--lang", lang]) == 0
    told = capsys.readouterr()
    assert told.out == dry.out
    assert file.read_bytes() != before
    expected = {
        "fr": (
            "Classeur du 1er août 2026\u202f: 2 établissements, 1 rapproch",
            "Aucune prison pour la ligne",
            "Prisons sans ligne\u202f: albi",
        ),
        "en": (
            "Workbook of 1 August 2026: 2 establishments, 1 matched",
            "No prison for the row “Nulle Part”.",
            "Prisons without a row: albi",
        ),
    }
    assert all(words in told.out for words in expected[lang])
    assert re.search(r"AGEN +agen +\w+ +100 +145", told.out)
    assert re.search(r"AGEN +agen +\w+ +- +201", told.out)
    assert told.err == {"fr": "2 fichiers changés.\n", "en": "2 files changed.\n"}[lang]
    assert (
        dry.err
        == {
            "fr": "Essai à blanc\u202f: 2 fichiers changeraient, aucun n'a été touché.\n",
            "en": "Dry run: 2 files would change, none was.\n",
        }[lang]
    )
