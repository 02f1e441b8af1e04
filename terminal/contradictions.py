"""What is asked and cannot be: refused, or, where a limit or a target could give way, told before the answer."""

from __future__ import annotations

from dataclasses import replace

from model.loading.assembly import placed
from model.loading.catalogue import Catalogue
from model.rollout.impossible import impossible, is_negotiable
from model.rollout.problem import Problem
from model.schema.fault import InputFaults
from terminal.door import Door


def tell(door: Door, catalogue: Catalogue, scenario: str, problem: Problem, typed: int = 0) -> None:
    """Say what can be argued with. typed: how many pins, the last ones, were typed with --pin. Raises InputFaults where
    anything cannot."""
    found = tuple(impossible(problem))
    faults = placed(catalogue, scenario, found)
    written = len(problem.pinned) - typed
    for k, ((family, *place), _, _) in enumerate(found):
        if family == "pin" and place and int(place[0]) >= written:
            faults[k] = replace(faults[k], file="--pin", line=None, path="")
    if not all(map(is_negotiable, faults)):
        raise InputFaults(faults)
    door.faults(faults)
