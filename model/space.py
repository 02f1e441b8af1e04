"""Floor and rooms that a prison could give to new partners (section 10 of the method)."""

from __future__ import annotations

from model.schema.prison import Prison
from model.schema.programme import Programme
from model.schema.quantity import Quantity, StandIn
from model.schema.reference import Defaults


def free_area(prison: Prison, defaults: Defaults, month: str) -> Quantity:
    """m2 free in a prison in a month: its known rooms; where none is known, the country's free area by places.

    The country's area is spread evenly over places: an assumption, so what it gives is marked as a default. A prison
    whose type holds no workshop has none, unless its profile gives a room.
    """
    if prison.workshops:
        rooms = [room.area.at(month) for room in prison.workshops if room.free]
        if not rooms:
            return Quantity(value=0.0, unit="m2", mark="chosen")
        least = min(rooms, key=lambda room: room.sourced)
        return Quantity(
            value=sum(room.value for room in rooms), unit="m2", mark=least.mark, as_of=least.as_of, source=least.source
        )
    if prison.type in defaults.without_workshops:
        return Quantity(value=0.0, unit="m2", mark="chosen")
    free, spread = defaults.planning.free_area.at(month), defaults.planning.places.at(month).value
    places = prison.population.capacity.at(month).value
    return StandIn(
        value=free.value * places / spread, unit="m2", as_of=free.as_of, source=free.source, mark="assumed",
        stands_for="national_default", note="the country's free area, by places",
    )  # fmt: skip


def most_rooms(programme: Programme, prison: Prison) -> int:
    """Most workshops that a prison may hold, whatever their floor: the limit, else the default or its free rooms."""
    limit = programme.scenario.limits.workshops_per_prison
    usual = int(programme.defaults.planning.workshops_per_prison.latest.value)
    return max(usual, sum(room.free for room in prison.workshops)) if limit is None else limit
