"""How well a figure is known: the mark of its source, its age, and whether it stands in for an unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

from model.schema.base import first_day
from model.schema.law import DatedValue
from model.schema.quantity import Quantity, StandIn

Provenance = Literal["published", "old", "weak", "inferred", "imputed", "memory", "assumed", "chosen", "default"]
"""published: read in a source, recent enough; old: read in a source, undated or older than the defaults say; weak: read
in a weak source, whatever its age;
inferred, imputed, memory, assumed, chosen: the figure's mark; default: stands in for an unknown."""

PROVENANCES: tuple[Provenance, ...] = get_args(Provenance)
"""From the best known to the least."""


def provenance(quantity: Quantity, old_before: str) -> Provenance:
    """How well a figure is known; ``old_before`` is ``defaults.published_before_is_old``."""
    if isinstance(quantity, StandIn):
        return "default"
    match quantity.mark:
        case "found" | "found_secondary":
            dated = quantity.as_of or quantity.start
            recent = dated is not None and first_day(dated) >= first_day(old_before)
            return "published" if recent else "old"
        case "found_weak":
            return "weak"
        case mark:
            return mark


def of_law(value: DatedValue) -> Provenance:
    """How well a rule is known: a law does not age, found is published."""
    match value.mark:
        case "found" | "found_secondary":
            return "published"
        case "found_weak":
            return "weak"
        case mark:
            return mark


def counts(quantities: Iterable[Quantity], old_before: str) -> dict[Provenance, int]:
    """How many figures of each provenance, none left out."""
    found: dict[Provenance, int] = dict.fromkeys(PROVENANCES, 0)
    for quantity in quantities:
        found[provenance(quantity, old_before)] += 1
    return found
