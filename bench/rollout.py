"""The roll-out optimiser on synthetic problems: ``.venv/bin/python -m bench.rollout [CASE...]`` prints the table.

Every case runs in a process of its own, one thread, after a tiny problem that compiles; the load is printed with it,
because times on a busy machine are too long.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Final

import numpy as np

from bench.problems import relaxed, synthetic
from model.rollout.large import solve_large
from model.rollout.solution import Progress

CASES: Final = {
    "small": ("small", 0, 5.0),
    **{f"france {seed}": ("france", seed, 58.0) for seed in range(5)},
    "france relaxed": ("relaxed", 0, 58.0),
    "world": ("world", 0, 290.0),
}
"""Kind of problem, seed, seconds."""
GAPS: Final = {"relaxed": 0.01, "small": 0.001}
"""Gap at which a case may stop; 0 where it uses all its time."""


@dataclass
class Told:
    """What the solver tells on its way."""

    first: float = -np.inf
    """Incumbent of the first plan."""

    def __call__(self, now: Progress) -> None:
        if not np.isfinite(self.first):
            self.first = now.objective


def run(case: str) -> dict[str, float | str]:
    """One case, in this process."""
    kind, seed, seconds = CASES[case]
    solve_large(synthetic("tiny", 1), gap=0, time_limit=600, turns=100)
    problem = relaxed("france", seed) if kind == "relaxed" else synthetic(kind, seed)
    told = Told()
    found = solve_large(problem, gap=GAPS.get(kind, 0.0), time_limit=seconds, seed=1, progress=told)
    return {
        "case": case,
        "columns": float(problem.allowed.sum()),
        "bound": found.bound / 1e4,
        "construction": told.first / 1e4,
        "improved": found.objective / 1e4,
        "gap": found.gap,
        "seconds": found.seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
        "load": os.getloadavg()[0],
    }


def main(cases: list[str]) -> None:
    """The table, one process a case."""
    print("| case | columns | bound | first plan | improved | proven gap | seconds | memory, GB | load |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for case in cases:
        command = [sys.executable, "-m", "bench.rollout", "--one", case]
        one = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        print(
            f"| {case} | {one['columns']:,.0f} | {one['bound']:,.1f} | {one['construction']:,.1f} | "
            f"{one['improved']:,.1f} | {one['gap']:.2%} | {one['seconds']:.0f} | {one['memory']:.2f} | "
            f"{one['load']:.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(run(sys.argv[2])))
    else:
        main(sys.argv[1:] or list(CASES))
