"""Whatever stands in a file, loading answers with faults that can be read, never with a stack trace."""

from __future__ import annotations

import string
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from model.loading.strict import Document, read_bytes, read_text
from model.loading.validation import validate
from model.schema.activity import Activities
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults
from model.schema.law import LawParameter
from model.schema.prison import Population, Prison
from model.schema.scenario import Policy, Scenario
from tests.examples import ROOT

YAMLISH = st.text(alphabet="-:[]{}&*!?|>'\"%@`#,\n\t ~.01eay<=²\x00\x85\u2028\ud800", max_size=60)
PROFILE = (ROOT / "sites/prisons/rennes-femmes.yaml").read_text(encoding="utf-8")
KINDS = (Prison, Company, Activities, LawParameter, Scenario)


def faults_of(load: Callable[[], object]) -> tuple[Fault, ...]:
    """What loading finds wrong; anything but InputFaults goes through and fails the test."""
    try:
        load()
    except InputFaults as found:
        return found.faults or (Fault("no_fault_at_all"),)
    return ()


def well_told(faults: tuple[Fault, ...]) -> bool:
    """Each fault has a code and names the file."""
    return all(f.code and f.code != "no_fault_at_all" and f.file == "given.yaml" for f in faults)


def survives(text: str) -> None:
    """Read and validate as everything."""
    faults = faults_of(lambda: read_text(text, "given.yaml"))
    assert well_told(faults)
    if not faults:
        document = read_text(text, "given.yaml")
        for kind in KINDS:
            assert well_told(faults_of(partial(validate, kind, document)))


@given(st.one_of(st.text(max_size=80), YAMLISH))
@example("\udcff: 1")
@example("a: &x [1]\nb: *x")
@example("!!python/object:os.system {}")
@example("? [a]\n: b")
@example("!!int abc")
@example("<<: {a: 1}")
@example("9" * 5000)
@example("population: {capacity: " + "9" * 400 + "}")
@example("population: {capacity: {value: -" + "9" * 400 + ", mark: chosen}}")
@example("[" * 500)
def test_any_text(text: str) -> None:
    """Text of any kind."""
    survives(text)


@given(st.binary(max_size=80))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbfid: a")
def test_any_bytes(raw: bytes) -> None:
    """Bytes of any kind, as from an upload."""
    assert well_told(faults_of(lambda: read_bytes(raw, "given.yaml")))


@given(st.integers(0, len(PROFILE)), st.integers(0, 40), YAMLISH)
def test_a_damaged_profile(place: int, gone: int, put: str) -> None:
    """A real profile with some of its text torn out and anything put there."""
    survives(PROFILE[:place] + put + PROFILE[place + gone :])


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(allow_nan=False, allow_infinity=False),
        st.text(max_size=8),
        st.sampled_from([10**300, -(10**300), 10**30, "²", "2009-13", "01"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)
FIELDS = sorted({name for kind in KINDS for name in kind.model_fields} | {"value", "low", "high", "from", "interval"})


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=6))
@example({"population": {"capacity": 10**300}})
@example({"plan": [{"ramp": [10**300]}], "months": 1e300})
def test_any_data_under_known_keys(data: dict[str, object]) -> None:
    """Known keys with values of any type, as an override or a form could bring them."""
    for kind in KINDS:
        assert well_told(faults_of(partial(validate, kind, Document("given.yaml", data))))


@pytest.mark.parametrize(
    ("kind", "path"),
    [(Prison, ()), (Population, ("population",)), (Policy, ("policy",)), (Company, ())],
    ids=["prison", "population", "policy", "company"],
)
@given(data=st.data())
def test_a_slip_of_the_finger_is_named(kind: type, path: tuple[str, ...], data: st.DataObject) -> None:
    """A key with one letter lost or doubled: the fault names it, its line, and the key that was meant."""
    keys = [k for k in kind.model_fields if len(k) >= 4]
    meant = data.draw(st.sampled_from(keys))
    where = data.draw(st.integers(0, len(meant) - 1))
    typo = data.draw(
        st.sampled_from([meant[:where] + meant[where + 1 :], meant[:where] + meant[where] + meant[where:]])
    )
    assume(typo not in kind.model_fields and typo[0] in string.ascii_lowercase)
    top = {Population: Prison, Policy: Scenario}.get(kind, kind)
    text = f"notes: []\n{path[0]}:\n  {typo}: 1\n" if path else f"notes: []\n\n{typo}: 1\n"
    with pytest.raises(InputFaults) as caught:
        validate(top, read_text(text, "given.yaml"))
    (fault,) = (f for f in caught.value.faults if f.code == "unknown_key")
    assert fault.line == 3
    assert fault.path == ".".join((*path, typo))
    assert fault.fields["suggestion"] == meant
