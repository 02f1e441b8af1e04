"""Strict YAML: words as in YAML 1.2, a line for everything, no trick gets through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model.loading.strict import MAX_BYTES, MAX_DEPTH, MAX_NODES, read, read_bytes, read_text
from model.schema.fault import Fault, InputFaults, dotted


def faults(text: str) -> list[Fault]:
    """What is wrong with a text."""
    with pytest.raises(InputFaults) as caught:
        read_text(text, "x.yaml")
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("null", None),
        ("~", None),
        ("", None),
        ("2009-03", "2009-03"),
        ("2009-03-01", "2009-03-01"),
        ("2009", 2009),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1e3", 1000.0),
        ("-1.5", -1.5),
        (".5", 0.5),
        ('"12"', "12"),
        ("2A", "2A"),
        ("01", "01"),
        ("0", 0),
    ],
)
def test_words(word: str, value: Any) -> None:
    """Only true and false are booleans; dates and departments stay text."""
    found = read_text(f"key: {word}\n", "x.yaml").data["key"]
    assert found == value
    assert type(found) is type(value)


def test_every_part_has_its_line() -> None:
    """Keys and items, also inside flow style; a missing part has the line of what holds it."""
    document = read_text("# comment\na: 1\nb:\n  - {c: 2,\n     d: 3}\n  - e\n", "x.yaml")
    assert document.data == {"a": 1, "b": [{"c": 2, "d": 3}, "e"]}
    lines = [document.line(path) for path in ((), ("a",), ("b",), ("b", 0), ("b", 0, "d"), ("b", 1), ("b", 0, "gone"))]
    assert lines == [2, 2, 3, 4, 5, 6, 4]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\nb: *x\n", "alias_refused", 2),
        ("a: &x 1\nb: *x\n", "alias_refused", 2),
        ("a: 1\n<<: {b: 1}\n", "alias_refused", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", "tag_refused", 2),
        ("a: !mine 1\n", "tag_refused", 1),
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", 3),
        ("a:\n  b: 1\n  b: 2\n", "duplicate_key", 3),
        ("a: 1\n---\nb: 2\n", "two_documents", 2),
        ("a: [1\nb: 2\n", "not_yaml", 2),
        ("a: \t- b\n\tc: d", "not_yaml", 1),
        ("a: 1\n? [b]\n: 2\n", "key_not_text", 2),
        ("a: 1\nb: .nan\n", "not_a_number", 2),
        ("a: -.inf\n", "not_a_number", 1),
        ("a: 1e999\n", "not_a_number", 1),
        ("a: !!int b\n", "not_a_number", 1),
        ("", "file_empty", None),
        ("# only\n", "file_empty", None),
    ],
)
def test_tricks_are_refused(text: str, code: str, line: int | None) -> None:
    """By name and line."""
    found = faults(text)
    assert [(f.code, f.line) for f in found] == [(code, line)]


def test_all_faults_at_once() -> None:
    """Two wrong things in one file are told together."""
    assert [(f.code, f.line) for f in faults("a: 1\na: 2\nb: .inf\n? {}\n: 1\n")] == [
        ("duplicate_key", 2),
        ("not_a_number", 3),
        ("key_not_text", 4),
    ]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    """Billion laughs: nothing is built."""
    text = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [*{o}, *{o}]\n" for o, n in zip("abcdefgh", "bcdefghi", strict=True))
    assert {f.code for f in faults(text)} == {"alias_refused"}


def test_depth_and_bulk() -> None:
    """As deep and as many as allowed, and one more."""
    assert read_text("[" * MAX_DEPTH + "]" * MAX_DEPTH, "x").data is not None
    assert [f.code for f in faults("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1))] == ["too_deep"]
    assert [f.code for f in faults("[" + "1," * MAX_NODES + "1]")] == ["too_many_nodes"]
    assert MAX_DEPTH <= 50, "deeper, Python's own stack would answer"
    assert max(MAX_NODES, MAX_BYTES) <= 1_000_000


def test_bytes() -> None:
    """A byte-order mark is no matter; what is not UTF-8 is told with its line."""
    assert read_bytes(b"\xef\xbb\xbfa: \xc3\xa9", "x").data == {"a": "é"}
    with pytest.raises(InputFaults) as caught:
        read_bytes(b"a: 1\nb: \xe9\n", "x")
    assert [(f.code, f.line, f.fields["found"]) for f in caught.value.faults] == [("not_utf8", 2, "0xe9")]


def test_files(tmp_path: Path) -> None:
    """Missing, a folder, too big."""
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a" * (MAX_BYTES + 1))
    for file, code in ((tmp_path / "none.yaml", "file_missing"), (tmp_path, "file_is_folder"), (big, "file_too_big")):
        with pytest.raises(InputFaults) as caught:
            read(file)
        assert [f.code for f in caught.value.faults] == [code]


def test_paths_as_text() -> None:
    """Positions are written from 1."""
    assert dotted(("plan", 2, "seats")) == "plan[3].seats"
    assert dotted(()) == ""


def test_a_key_written_as_number_and_as_text_is_a_duplicate() -> None:
    """limits: {state_capex: {2027: 1, "2027": 2}} has one year twice."""
    assert [f.code for f in faults('{2027: 1, "2027": 2}')] == ["duplicate_key"]
