"""The rivals of the bench do the same work on the same plan: they run, and count people."""

from __future__ import annotations

import numpy as np
import pytest

from bench.engines import timed
from bench.rivals import generator, pandas_columns, plain
from language import term
from model.loading.assembly import programme
from model.uncertainty.chunk import ready
from model.workshops import of
from tests.examples import shipped


def test_the_rivals_run_on_a_shipped_plan() -> None:
    """Some draws of numpy's own binomials: somebody is at work in the end, nobody beyond the seats."""
    workshops = of(programme(shipped(), "expansion-2009"))
    people = generator(plain(workshops), 8, np.random.default_rng(1))
    assert people.shape == (workshops.seats.shape[1],)
    assert people[-1] > 0


def test_pandas_is_given_as_many_rows_as_our_engines() -> None:
    """All draws side by side in the columns: each future of the plan over and over, as many people as alone."""
    one = plain(of(programme(shipped(), "expansion-2009")))
    many = one.times(3)
    assert len(many.frame) == 3 * len(one.frame)
    np.testing.assert_allclose(pandas_columns(many), 3 * pandas_columns(one))
    assert pandas_columns(one)[-1] > 0


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_line_has_a_name(lang: str) -> None:
    """What is timed is told in the reader's language; each rival has our draws, and its first run does not count."""
    known = ready(programme(shipped(), "rennes-2009"), ("programme",))
    lines = timed(known, 2, 1e9, 1e11)
    names = {line.name for line in lines}
    assert {"stochastic_people", "twin", "generator", "pandas_all", "pandas_one"} <= names
    assert all(term("timed", name, lang) != name for name in names)
    assert all(line.cells > 0 and line.cores == 0 for line in lines)
