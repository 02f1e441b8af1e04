"""The compiled expected engine is the expected engine: the same people at every point of the inputs."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import workforce
from model.futures.means import KINDS, means
from model.loading.assembly import programme
from model.money import Array
from model.workforce import Flows, best, expected
from model.workshops import Workshops, of
from tests.examples import shipped
from tests.property.test_workforce import plans


def drawn(plan: Workshops, draws: int, spread: float) -> Flows:
    """Flows of some points around those of a plan, (D, W); what a prison has one of stays one."""
    at = best(plan)
    scale = np.linspace(1 - spread, 1, draws)[:, None]
    return Flows(**{f.name: np.asarray(getattr(at, f.name) * scale) for f in fields(Flows)})


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(1, 19), st.floats(0, 0.9))
def test_the_compiled_engine_counts_the_same(plan: Workshops, draws: int, spread: float) -> None:
    """Every kind of people, in every month, at any number of points."""
    flows = drawn(plan, draws, spread)
    found, same = means(plan, flows), expected(plan, flows)
    assert tuple(found) == KINDS
    for kind, people in found.items():
        np.testing.assert_allclose(people, getattr(same, kind), rtol=1e-9, atol=1e-9, err_msg=kind)


@settings(max_examples=30, deadline=None)
@given(plans(), st.integers(2, 19))
def test_a_point_does_not_depend_on_its_neighbours(plan: Workshops, draws: int) -> None:
    """Points are worked on side by side, and none sees another."""
    flows = drawn(plan, draws, 0.5)
    together = means(plan, flows)
    for place in (0, draws - 1):
        one: dict[str, Array] = {f.name: getattr(flows, f.name)[place : place + 1] for f in fields(Flows)}
        for kind, people in means(plan, replace(flows, **one)).items():
            np.testing.assert_array_equal(people[0], together[kind][place])


def test_the_compiler_can_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without numba the recursion of the means counts, with the same results."""
    plan = of(programme(shipped(), "expansion-2009"))
    flows = drawn(plan, 3, 0.4)
    compiled = workforce.means(plan, flows)
    monkeypatch.setitem(__import__("sys").modules, "model.futures.means", None)
    for kind, people in workforce.means(plan, flows).items():
        np.testing.assert_allclose(people, compiled[kind], rtol=1e-9, atol=1e-9)
