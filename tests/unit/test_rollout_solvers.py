"""Another solver, in another process, finds the same optimum in the file that ``--write-mps`` writes."""

from __future__ import annotations

import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.rollout.assemble import assemble
from model.rollout.linear import linear, write_mps
from model.rollout.problem import Problem
from model.rollout.solve import solve
from tests.problems import LIMITS, toy


def cbc(problem: Problem, folder: Path) -> float:
    """CBC's optimum of a problem's file, to be maximised."""
    spec = find_spec("pulp")
    assert spec is not None
    assert spec.origin is not None
    solver = Path(spec.origin).parent / "solverdir/cbc/linux/i64/cbc"
    file = folder / "problem.mps"
    write_mps(linear(problem), str(file))
    command = [str(solver), str(file), "ratioGap", "0", "allowableGap", "0", "solve", "quit"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "Optimal solution found" in said, said
    value = re.search(r"Objective value:\s+(\S+)", said)
    assert value is not None
    return -float(value.group(1))


@pytest.mark.parametrize("name", list(LIMITS))
def test_cbc_agrees_on_the_toys(name: str, tmp_path: Path) -> None:
    problem = toy(**LIMITS[name])
    assert cbc(problem, tmp_path) == pytest.approx(solve(problem, gap=0.0).objective, rel=1e-6, abs=1e-6)


def test_cbc_agrees_on_the_ministers_wish(catalogue: Catalogue, tmp_path: Path) -> None:
    problem = assemble(programme(catalogue, "expansion-2009@ministers-wish")).problem
    assert cbc(problem, tmp_path) == pytest.approx(solve(problem, gap=0.0).objective, rel=1e-5)
