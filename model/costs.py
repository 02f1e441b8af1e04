"""What workshops cost beside pay, by who pays it (section 7 of the method). Axes: D draws, W workshops, M months."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from model.money import Array, to_cent
from model.reading import Reading
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.workshops import Workshop, Workshops

ReadFigure = Callable[[Workshop], Figure]


def costs(programme: Programme, workshops: Workshops, reading: Reading, hires: Array, there: Array) -> dict[str, Array]:
    """EUR of the month, (D, W, M), by item; and the floor area, supervisors and interviews the plan needs.

    hires: (D, W, M) people who start; there: (D, W, M) whether, or with what chance, the company is still there.
    """
    common, seats = programme.defaults.programme, workshops.seats
    stations = seats * np.array([w.stations_per_seat for w in workshops.list])[:, None]
    added = np.diff(np.maximum.accumulate(stations, axis=1), prepend=0.0, axis=1)
    standing = np.array([w.opening.existing for w in workshops.list])
    added[standing, np.clip(workshops.opens, 0, seats.shape[1] - 1)[standing]] = 0.0
    share = np.array([company_share(programme, w) for w in workshops.list])[:, None]
    unfitted = np.array([0.0 if fitted(w) else 1.0 for w in workshops.list])[:, None]

    def price(read: ReadFigure, name: str) -> Array:
        return prices(programme, workshops, reading, read, name)

    def each(read: ReadFigure, name: str) -> Array:
        return at_opening(workshops, reading, read, name)[:, :, None]

    equipment = added * there * price(lambda w: w.activity.equipment_per_seat, "equipment")
    area = each(lambda w: w.activity.area_per_seat, "area")
    officers = each(lambda _: common.officers_per_workshop, "officers") / 12
    supervisors = each(lambda w: w.activity.supervisors_per_seat, "supervisors")
    fit_out = added * unfitted * there * area * price(lambda _: common.fitout_per_m2, "fitout")
    selection = np.array([w.activity.selection.at(w.opening.opens).value for w in workshops.list])[:, None]
    return {
        "equipment_company": to_cent(equipment * share),
        "equipment_state": to_cent(equipment * (1 - share)),
        "fit_out": to_cent(fit_out),
        "officers": to_cent((seats > 0) * there * officers * price(lambda _: common.officer_cost, "officer_cost")),
        "supervisors": to_cent(
            seats * there * supervisors / 12 * price(lambda _: common.supervisor_cost, "supervisor_cost")
        ),
        "platform": to_cent(stations * there * price(lambda w: w.activity.platform_per_seat, "platform")),
        "hiring": to_cent(hires * price(lambda w: w.activity.hiring_cost, "hiring_cost")),
        "area_needed": stations * area,
        "supervisors_needed": seats * supervisors,
        "interviews": hires / np.maximum(selection, 1e-9),
    }


def at_opening(workshops: Workshops, reading: Reading, read: ReadFigure, name: str) -> Array:
    """(D, W) a figure of each workshop, in force at its opening."""
    known: dict[int, Array] = {}
    found = []
    for workshop in workshops.list:
        quantity = read(workshop).at(workshop.opening.opens)
        if id(quantity) not in known:
            known[id(quantity)] = reading.of(quantity, name)
        found.append(known[id(quantity)])
    return np.stack(found, axis=1)


def prices(programme: Programme, workshops: Workshops, reading: Reading, read: ReadFigure, name: str) -> Array:
    """(D, W, M) a price in euros of the month: the figure in force that year, moved by inflation from its own."""
    months = np.array([int(m[:4]) for m in programme.months])
    years = np.unique(months)
    inflation = reading.of(programme.outlook.inflation.quantity("rate/year"), "inflation")
    known: dict[tuple[int, int], Array] = {}
    found = []
    for workshop in workshops.list:
        rows = []
        for year in years.tolist():
            quantity = read(workshop).at(f"{year}-01")
            if (id(quantity), year) not in known:
                known[id(quantity), year] = reading.of(quantity, name) * (1 + inflation) ** (
                    year - base_year(programme, quantity)
                )
            rows.append(known[id(quantity), year])
        found.append(np.stack(rows, axis=1))
    return np.asarray(np.stack(found, axis=1)[:, :, months - years[0]])


def base_year(programme: Programme, quantity: Quantity) -> int:
    """The year in whose euros a price stands: its own date, else that of the outlook."""
    return int((quantity.start or quantity.as_of or programme.outlook.inflation.start)[:4])


def client_income(programme: Programme, workshops: Workshops, productive_hours: Array) -> Array:
    """(D, W, M) EUR that clients pay for productive hours, where the company states its price."""
    income = np.zeros_like(productive_hours)
    for row, workshop in enumerate(workshops.list):
        if (price := workshop.company.client_price) is not None:
            each = np.array([price.at(m).value for m in programme.months])
            income[:, row] = to_cent(productive_hours[:, row] * each)
    return income


def productivity_of(programme: Programme, workshop: Workshop) -> Figure:
    """Output of an hour against the same hour outside."""
    return workshop.activity.productivity or programme.defaults.programme.productivity


def fitted(workshop: Workshop) -> bool:
    """Whether the prison has a room that is ready."""
    return any(room.ready and room.free for room in workshop.prison.workshops)


def company_share(programme: Programme, workshop: Workshop) -> float:
    """Share of the equipment that the company pays."""
    if workshop.opening.equipped_by != "shared":
        return 1.0 if workshop.opening.equipped_by == "company" else 0.0
    return (workshop.company.equipment_share or programme.defaults.programme.equipment_share).latest.value
