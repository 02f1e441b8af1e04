"""Both languages: every fault has its sentence, every word of a screen its French, numbers their form."""

from __future__ import annotations

import ast
import math
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from babel.messages.pofile import read_po

import language
from language import formats
from language.catalogue import FOLDER
from language.faults import sentences
from language.terms import terms
from model.ledger import PARTIES
from model.loading.validation import _TYPES
from model.schema import quantity
from model.schema.activity import Needs
from model.schema.fault import Fault
from model.schema.prison import PrisonType
from model.schema.quantity import Mark
from reports.wording import amount, difference

HOME = Path(__file__).resolve().parents[2]
SOURCES = [
    *HOME.glob("*.py"),
    *(f for room in ("model", "terminal", "reports", "ui", "language") for f in (HOME / room).rglob("*.py")),
]
MAKERS = {"Fault", "refuse", "refused", "fault_at", "_nowhere", "wrong", "nowhere"}
NOT_FIELDS = {"file", "line", "path", "severity", "fields"}
BARE = "\u202f"


def _codes() -> Iterator[tuple[str, frozenset[str], str]]:
    """Every code in the source, with the fields given where it is made."""
    for file in SOURCES:
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        named = _named_dicts(nodes)
        for node in nodes:
            where = f"{file.relative_to(HOME)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.Call) and _called(node) in MAKERS:
                literals = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
                for code in [value for value in literals if _is_code(value)][:1]:
                    plain = NOT_FIELDS - {"path"} if _called(node) == "_nowhere" else NOT_FIELDS
                    given = {k.arg for k in node.keywords if k.arg and k.arg not in plain}
                    yield str(code), frozenset(given | _keys(_dicts(node, named))), where
            elif isinstance(node, ast.Tuple):
                for one, other in zip(node.elts, node.elts[1:], strict=False):
                    if isinstance(one, ast.Constant) and _is_code(one.value) and isinstance(other, ast.Dict):
                        yield str(one.value), frozenset(_keys([other])), where


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _named_dicts(nodes: list[ast.AST]) -> list[tuple[str, int, ast.Dict]]:
    """Dictionaries that have a name: name, line, dictionary."""
    return [
        (target.id, node.lineno, node.value)
        for node in nodes
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    ]


def _dicts(node: ast.Call, named: list[tuple[str, int, ast.Dict]]) -> list[ast.Dict]:
    """Dictionaries given in a call, written there or named shortly before."""
    found: list[ast.Dict] = []
    for argument in (*node.args, *(k.value for k in node.keywords)):
        if isinstance(argument, ast.Dict):
            found.append(argument)
        elif isinstance(argument, ast.Name):
            before = [(line, d) for name, line, d in named if name == argument.id and line < node.lineno]
            found += [d for _, d in sorted(before, key=lambda pair: pair[0])[-1:]]
    return found


def _is_code(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", value) is not None


def _keys(dicts: list[ast.Dict]) -> set[str]:
    return {str(k.value) for d in dicts for k in d.keys if isinstance(k, ast.Constant)}


CODES = sorted(_codes())


def test_the_walk_finds_the_codes() -> None:
    names = {code for code, _, _ in CODES}
    assert {
        "unknown_key",
        "file_missing",
        "red_floor",
        "seats_outside",
        "wrong_unit",
        "set_malformed",
        "workbook_unreadable",
        "law_unknown_then",
        "option_unknown",
        "unknown_path",
    } <= names


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_code_has_a_sentence_with_its_fields(lang: str) -> None:
    known, wrong = sentences(lang), []
    for code, fields, where in CODES:
        if code not in known:
            wrong.append(f"{where}: {code} has no sentence in {lang}")
            continue
        allowed = fields | ({"hint"} if fields & {"suggestion", "known"} else set())
        missing = {name for _, name, _, _ in string.Formatter().parse(known[code]) if name} - allowed
        if missing:
            wrong.append(f"{where}: {code} does not give {sorted(missing)} ({lang})")
    assert wrong == []


def test_no_sentence_without_a_code() -> None:
    made = {code for code, _, _ in CODES}
    assert set(sentences("fr")) == set(sentences("en"))
    assert set(sentences("fr")) - made == set()


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_sentences_begin_and_end_as_sentences(lang: str) -> None:
    for code in sentences(lang):
        said = language.sentence(Fault(code, fields=_sample(code)), lang)
        assert said[0].isupper() or not said[0].isalpha(), (code, said)
        assert said[-1] in ".?)" + "…", (code, said)
        assert "{" not in said or code == "not_a_figure", (code, said)


def _sample(code: str) -> dict[str, str | float]:
    """Some fields, of a kind that every way of showing them takes."""
    names = {
        name for lang in language.LANGUAGES for _, name, _, _ in string.Formatter().parse(sentences(lang)[code]) if name
    }
    return {name: 2.0 if name in ("found", "bound", "indicative") else "2020" for name in names if name != "hint"}


def test_a_suggestion_and_what_is_known() -> None:
    fields = {"key": "capcity", "suggestion": "capacity", "known": "capacity, detained"}
    assert language.sentence(Fault("unknown_key", fields=fields), "en") == (
        "The key “capcity” is not known here. Did you mean “capacity”?"
    )
    assert language.sentence(Fault("unknown_key", fields=fields), "fr") == (
        f"La clé «{BARE}capcity{BARE}» n'est pas connue ici. Vouliez-vous dire «{BARE}capacity{BARE}»{BARE}?"
    )
    assert language.sentence(Fault("unknown_key", fields={**fields, "suggestion": ""}), "en") == (
        "The key “capcity” is not known here. Known here: capacity, detained."
    )


def test_a_line_leaves_out_what_is_not_known() -> None:
    missing = {"key": "id"}
    assert language.line(Fault("missing_key", "a.yaml", 3, "x.y", missing), "en") == (
        "a.yaml:3: x.y: The key “id” is missing. Add it."
    )
    assert language.line(Fault("missing_key", "a.yaml", None, "", missing), "en") == (
        "a.yaml: The key “id” is missing. Add it."
    )
    assert language.line(Fault("missing_key", "", None, "--set", missing), "en").startswith("--set: The key")
    assert language.line(Fault("file_empty"), "en").startswith("The file is empty.")


def test_what_was_found_cannot_break_the_line() -> None:
    said = language.line(Fault("wrong_value", "a.yaml", 1, "x", {"found": '"a\nb\x1b[31m{found}"'}), "en")
    assert "\n" not in said
    assert "\x1b" not in said
    assert "{found}" in said


def test_an_unknown_code_or_field_never_raises() -> None:
    assert language.sentence(Fault("no_such_code"), "fr") == "no_such_code"
    assert "…" in language.sentence(Fault("unknown_key"), "fr")


def test_french_has_no_break_spaces_and_english_none() -> None:
    for code, text in sentences("fr").items():
        assert not re.search(r"\S [:;?!»]", text), code
        assert "« " not in text, code
    for code, text in sentences("en").items():
        assert "«" not in text, code
        assert BARE not in text, code


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, "fr"),
        ("", "fr"),
        ("C", "fr"),
        ("C.UTF-8", "fr"),
        ("POSIX", "fr"),
        ("fr_FR.UTF-8", "fr"),
        ("de_DE", "fr"),
        ("en_GB.UTF-8", "en"),
        ("en", "en"),
        ("en-US", "en"),
        ("EN_us", "en"),
        ("fr-CA", "fr"),
        ("enx", "fr"),
    ],
)
def test_default_language(text: str | None, expected: str) -> None:
    assert language.default_language(text) == expected


def test_formats() -> None:
    assert formats.money(1234.5, "fr") == "1\u202f234,50\u00a0€"
    assert formats.money(1234.5, "en") == "€1,234.50"
    assert formats.money(-1234.5, "en", 0) == "−\u2060€1,234"
    assert formats.money(-1234.5, "fr", 0) == "−1\u202f234\u00a0€"
    assert (formats.number(-1.5, "fr", 1), formats.percent(-0.5, "en")) == ("−1,5", "−50%")
    assert (amount(-196_000, "EUR", "fr"), amount(-196_000, "EUR", "en")) == ("−196\u00a0k€", "−\u2060€196k")
    assert (difference(1e-6, "ratio", "fr"), difference(-0.0004, "share", "en")) == ("±0", "±0.0\u00a0pts")
    assert formats.money(-0.001, "fr") == "0,00\u00a0€"
    assert formats.number(1234567.891, "fr", 1) == "1\u202f234\u202f567,9"
    assert formats.number(0.5, "en", 2) == "0.50"
    assert formats.short_number(12.50, "fr") == "12,5"
    assert formats.percent(0.456, "fr", 1) == f"45,6{BARE}%"
    assert formats.percent(0.45, "en") == "45%"
    assert formats.month("2027-04", "fr") == "avril 2027"
    assert formats.month("2027-04", "en") == "April 2027"
    assert (formats.of_month("2027-04", "fr"), formats.of_month("2027-05", "fr")) == ("d'avril 2027", "de mai 2027")
    assert formats.of_month("2027-04", "en") == "of April 2027"
    assert formats.date("2022-05-01", "fr") == "1er mai 2022"
    assert formats.date("2022-05-11", "fr") == "11 mai 2022"
    assert formats.date("2022-05-01", "en") == "1 May 2022"
    assert formats.date("2018", "fr") == "2018"
    assert formats.date("2018-08", "en") == "August 2018"
    assert formats.quarter("2028-Q1", "fr") == "1er trimestre 2028"
    assert formats.quarter("2028-Q3", "en") == "Q3 2028"
    assert formats.interval(192, 2330, "fr") == "192 à 2\u202f330"
    assert formats.money_interval(230, 300, "en") == "€230 to €300"
    assert formats.size(50_000_000, "fr") == "50\u00a0Mo"
    assert formats.size(999, "en") == "999\u00a0bytes"


def test_a_colon_is_written_as_the_language_has_it() -> None:
    """In English no space stands before it: ``New value : A number is expected``."""
    written = [
        f"{file.relative_to(HOME)}:{part.lineno}"
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and " : " in str(part.value)
    ]
    assert written == []


@pytest.mark.parametrize("value", [1e15, 1e26, 1e30, 1e308])
def test_a_number_of_any_size_can_be_written(value: float) -> None:
    """From 1e26 on none was: whoever typed one into a link met an error without a word."""
    power = f"1E{round(math.log10(value))}"
    assert [formats.number(value, "fr", 2), formats.short_number(-value, "en")] == [power, f"−{power}"]
    assert [formats.money(value, "fr"), formats.money(-value, "en")] == [f"{power}\u00a0€", f"−\u2060€{power}"]
    assert formats.percent(value, "en", 1) == f"1E{round(math.log10(value)) + 2}%"
    assert formats.number(1.5 * value / 10, "fr") == ("150\u202f000\u202f000\u202f000\u202f000" if value == 1e15
                                                     else f"1,5E{round(math.log10(value)) - 1}")  # fmt: skip


def test_every_word_of_the_model_has_a_name() -> None:
    units = {
        m.unit
        for name in vars(quantity)
        if (metadata := getattr(getattr(quantity, name), "__metadata__", None))
        for m in metadata
        if isinstance(m, quantity.Bounds)
    }
    wanted = {
        "unit": units,
        "mark": set(get_args(Mark)),
        "prison_type": set(get_args(PrisonType)),
        "party": set(PARTIES),
        "type": set(_TYPES.values()),
        "need": set(Needs.model_fields),
        "item": _items(),
        "origin": set(get_args(quantity.Origin)),
    }
    for kind, keys in wanted.items():
        assert keys - set(terms("en")[kind]) == set(), kind
        assert keys - set(terms("fr")[kind]) == set(), kind


def _items() -> set[str]:
    """Items of the ledger, as the model names them."""
    found = set()
    for file in (HOME / "model").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r'Transfer\(\s*"([a-z_]+)"', text))
    return found


def test_terms_fall_back_on_the_key() -> None:
    assert language.term("party", "victim", "fr") == "Victimes"
    assert language.term("party", "nobody", "fr") == "nobody"
    assert language.term("no_such_kind", "x", "en") == "x"


def _words() -> Iterator[tuple[str, str]]:
    """Every literal given to _(...), word(...), or a plural, and every help text of the terminal."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("_", "word") and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value), f"{file.relative_to(HOME)}:{node.lineno}"
            if file.name == "cli.py":
                for keyword in node.keywords:
                    if keyword.arg == "help" and isinstance(keyword.value, ast.Constant):
                        yield str(keyword.value.value), f"cli.py:{node.lineno}"


def test_every_word_of_a_screen_is_in_french() -> None:
    with (FOLDER / "fr" / "LC_MESSAGES" / "essaimage.po").open("rb") as source:
        catalogue = read_po(source, locale="fr")
    wrong = []
    for text, where in _words():
        message = catalogue.get(text)
        if message is None or not message.string or "fuzzy" in message.flags:
            wrong.append(f"{where}: not in French: {text}")
    for message in catalogue:
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        ids = message.id if isinstance(message.id, (tuple, list)) else [message.id]
        if message.id and any(_fields(form) != _fields(ids[-1]) for form in forms):
            wrong.append(f"fields differ: {message.id}")
    assert wrong == []


def test_all_months_together_are_the_whole_horizon() -> None:
    """One word for one thing, in each language; a lever is applied to a scenario, which is another."""
    with (FOLDER / "fr" / "LC_MESSAGES" / "essaimage.po").open("rb") as source:
        catalogue = read_po(source, locale="fr")
    other = re.compile("whole (scenario|period)|tout le scénario|toute la période", re.IGNORECASE)
    told = {text for text, _ in _words()}
    found = [m.id for m in catalogue if isinstance(m.id, str) and other.search(f"{m.id} {m.string}")]
    found += [text for text in told if other.search(text)]
    assert [text for text in found if not text.startswith("Apply ")] == []
    assert catalogue["Whole horizon"].string == "Tout l'horizon"


def _fields(text: str) -> set[str]:
    return set(re.findall(r"\{[^}]*\}", text))


def test_words_of_the_screen() -> None:
    french, english = language.text("fr"), language.text("en")
    assert french("Pay slip") == "Bulletin de paie"
    assert english("Pay slip") == "Pay slip"
    assert french("no such text") == "no such text"
    assert french("Usage:") == f"Usage{BARE}:"
    assert language.plural("fr")("{n} file in order", "{n} files in order", 0) == "{n} fichier en ordre"
    assert language.plural("en")("{n} file in order", "{n} files in order", 0) == "{n} files in order"
