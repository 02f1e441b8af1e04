"""Several plans of the same shape beside each other: their cohorts are followed in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from model.schema.programme import Programme
from model.slips import Slips
from model.tenure import Profile, profile
from model.workforce import Workforce
from model.workshops import Workshops

Rows = TypeVar("Rows", Workshops, Slips, Workforce)


def profiles(programme: Programme, plans: Sequence[tuple[Workshops, Slips, Workforce]]) -> list[Profile]:
    """What tenure brings in each plan, as :func:`model.tenure.profile` tells it plan by plan.

    The plans have as many workshops and months each, and the programme's studies.
    """
    if not plans:
        return []
    workshops, slips, forces = zip(*plans, strict=True)
    whole = profile(programme, _beside(workshops), _beside(slips), False, _beside(forces))
    rows = len(workshops[0].list)
    return [
        Profile(**{name: part[..., first : first + rows, :] for name, part in vars(whole).items()})
        for first in range(0, rows * len(plans), rows)
    ]


def _beside(parts: Sequence[Rows]) -> Rows:
    """The workshops of all parts, one part after the other; every field has them along its first axis."""
    joined: dict[str, Any] = {}
    for field in fields(parts[0]):
        values = [getattr(part, field.name) for part in parts]
        joined[field.name] = sum(values, ()) if isinstance(values[0], tuple) else np.concatenate(values)
    return type(parts[0])(**joined)
