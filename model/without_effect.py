"""What an indicator would be if work in prison changed nothing after release: the one place that knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from model.schema.programme import Programme

Told = TypeVar("Told")


def without_effect(
    programme: Programme, indicator: str, value: Callable[[str], Told], fixed: Callable[[float], Told]
) -> Told | None:
    """An indicator without any effect on re-entry; None where it does not rest on one (section 6 of the method).

    value: how the indicator that tells it is looked up, in the member and period at hand; fixed: how a number that
    holds everywhere is told (0 reconvictions avoided).
    """
    known = programme.indicators[indicator].if_no_effect
    if known is None:
        return None
    return value(known) if isinstance(known, str) else fixed(known)


def rest_on_effects(programme: Programme) -> tuple[str, ...]:
    """The indicators that rest on an effect after release, in their order."""
    return tuple(name for name, known in programme.indicators.items() if known.if_no_effect is not None)
