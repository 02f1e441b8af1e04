"""The rivals of the bench do the same work on the same plan: they run, and count people."""

from __future__ import annotations

import numpy as np

from bench.rivals import generator, plain
from model.loading.assembly import programme
from model.workshops import of
from tests.examples import shipped


def test_the_rivals_run_on_a_shipped_plan() -> None:
    """Some draws of numpy's own binomials: somebody is at work in the end, nobody beyond the seats."""
    workshops = of(programme(shipped(), "expansion-2009"))
    people = generator(plain(workshops), 8, np.random.default_rng(1))
    assert people.shape == (workshops.seats.shape[1],)
    assert people[-1] > 0
