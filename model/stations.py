"""The stations and rooms of a plan, the same in every draw. Axes: W workshops, M months, A additions of stations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.money import Array
from model.pools import Whole
from model.schema.programme import Programme
from model.workshops import Workshop, Workshops


@dataclass(frozen=True)
class Stock:
    """What stands ready, month by month, and what is added."""

    stations: Array
    """(W, M) work stations that stand ready."""
    open: Array
    """(W, M) 1 where seats stand ready."""
    row: Whole
    """(A,) workshop of each addition of stations."""
    month: Whole
    """(A,) its month."""
    added: Array
    """(A,) stations added."""
    unfitted: Array
    """(A,) 1 where the room must be fitted out, else 0."""
    share: Array
    """(A,) share of the equipment that the company pays."""
    selection: Array
    """(W, 1) share of those interviewed who are taken."""
    seats: Array
    """(W, M) seats that stand ready."""
    year: Whole
    """(M,) which year, from 0."""


def stock(programme: Programme, workshops: Workshops) -> Stock:
    """The stations of a plan."""
    seats = workshops.seats
    stations = seats * np.array([w.stations_per_seat for w in workshops.list])[:, None]
    added = np.diff(np.maximum.accumulate(stations, axis=1), prepend=0.0, axis=1)
    standing = np.array([w.opening.existing for w in workshops.list])
    added[standing, np.clip(workshops.opens, 0, seats.shape[1] - 1)[standing]] = 0.0
    row, month = np.nonzero(added)
    years = np.array([int(m[:4]) for m in programme.months])
    return Stock(
        stations=stations,
        open=(seats > 0).astype(np.float64),
        row=row,
        month=month,
        added=added[row, month],
        unfitted=np.array([0.0 if fitted(w) else 1.0 for w in workshops.list])[row],
        share=np.array([company_share(programme, w) for w in workshops.list])[row],
        selection=np.array([w.activity.selection.at(w.opening.opens).value for w in workshops.list])[:, None],
        seats=seats,
        year=years - years[0],
    )


def fitted(workshop: Workshop) -> bool:
    """Whether the prison has a room that is ready."""
    return any(room.ready and room.free for room in workshop.prison.workshops)


def company_share(programme: Programme, workshop: Workshop) -> float:
    """Share of the equipment that the company pays."""
    if workshop.opening.equipped_by != "shared":
        return 1.0 if workshop.opening.equipped_by == "company" else 0.0
    return (workshop.company.equipment_share or programme.defaults.programme.equipment_share).latest.value
