"""What is asked and cannot be: refused, or, where a limit or a target could give way, told before the answer."""

from __future__ import annotations

from dataclasses import replace

from model.loading.assembly import placed
from model.loading.catalogue import Catalogue
from model.rollout.impossible import impossible, is_negotiable
from model.rollout.problem import Problem
from model.schema.fault import InputFaults
from terminal.door import Door


def tell(door: Door, catalogue: Catalogue, scenario: str, problem: Problem, settings: tuple[str, ...],
         written: int | None = None) -> None:  # fmt: skip
    """Say what can be argued with. written: how many pins, the first ones, stand in the scenario; those after them were
    typed with --pin. Raises InputFaults where anything cannot."""
    found = tuple(impossible(problem))
    faults = placed(catalogue, scenario, found, settings)
    for k, ((family, *place), _, _) in enumerate(found):
        if written is not None and family == "pin" and place and int(place[0]) >= written:
            faults[k] = replace(faults[k], file="--pin", line=None, path="")
    if not all(map(is_negotiable, faults)):
        raise InputFaults(faults)
    door.faults(faults)
