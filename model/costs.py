"""What a workshop costs beside pay, by who pays it (section 7 of the method)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from model.ledger import Party, Transfer
from model.money import Array, to_cent
from model.schema.programme import Programme
from model.schema.quantity import Figure
from model.workforce import Workforce
from model.workshops import Workshop, Workshops


def cost_transfers(programme: Programme, workshops: Workshops, force: Workforce) -> Iterator[Transfer]:
    """Equipment, fit-out, officers, supervisors, licences, hiring: EUR of the month, (W, M)."""
    common = programme.defaults.programme
    seats, there = workshops.seats, workshops.stays
    stations = seats * np.array([w.stations_per_seat for w in workshops.list])[:, None]
    added = np.diff(np.maximum.accumulate(stations, axis=1), prepend=0.0, axis=1)

    standing = np.array([w.opening.existing for w in workshops.list])
    first = np.clip(workshops.opens, 0, seats.shape[1] - 1)
    added[standing, first[standing]] = 0.0
    equipment = added * there * _prices(programme, workshops, lambda w: w.activity.equipment_per_seat)
    share = np.array([_company_share(programme, w) for w in workshops.list])[:, None]
    fitted = np.array(
        [0.0 if any(r.ready and r.free for r in w.prison.workshops) else 1.0 for w in workshops.list]
    )[:, None]
    area = np.array([w.activity.area_per_seat.at(w.opening.opens).value for w in workshops.list])[:, None]
    open_ = (seats > 0) * there
    month = 1 / 12
    lines: tuple[tuple[str, Party, Array], ...] = (
        ("equipment", "company", equipment * share),
        ("equipment", "State", equipment * (1 - share)),
        (
            "fit_out",
            "State",
            added * area * fitted * there * _prices(programme, workshops, lambda _: common.fitout_per_m2),
        ),
        (
            "officers",
            "State",
            open_
            * month
            * _prices(programme, workshops, lambda _: common.officer_cost)
            * common.officers_per_workshop.latest.value,
        ),
        (
            "supervisors",
            "company",
            seats
            * there
            * month
            * _prices(programme, workshops, lambda _: common.supervisor_cost)
            * np.array([w.activity.supervisors_per_seat.at(w.opening.opens).value for w in workshops.list])[
                :, None
            ],
        ),
        (
            "platform",
            "company",
            stations * there * _prices(programme, workshops, lambda w: w.activity.platform_per_seat),
        ),
        (
            "hiring",
            "company",
            force.hires * there * _prices(programme, workshops, lambda w: w.activity.hiring_cost),
        ),
    )
    for item, payer, euros in lines:
        yield Transfer(item, payer, "resources", to_cent(euros))


def client_transfer(programme: Programme, workshops: Workshops, productive_hours: Array) -> Transfer:
    """What clients pay the companies for productive hours, where the company states its price."""
    prices = np.zeros_like(productive_hours)
    for row, workshop in enumerate(workshops.list):
        if (price := workshop.company.client_price) is not None:
            prices[row] = [nominal(programme, price, m) for m in programme.months]
    return Transfer("client_price", "resources", "company", to_cent(productive_hours * prices))


def nominal(programme: Programme, figure: Figure, month: str) -> float:
    """A price in euros of a month: the figure in force, moved by the assumed inflation from its own year."""
    quantity = figure.at(month)
    base = quantity.start or quantity.as_of or programme.outlook.inflation.start
    return float(
        quantity.value * (1 + (programme.outlook.inflation.value or 0.0)) ** (int(month[:4]) - int(base[:4]))
    )


def productivity(programme: Programme, workshop: Workshop) -> float:
    """Output of an hour against the same hour outside."""
    return (workshop.activity.productivity or programme.defaults.programme.productivity).latest.value


def _company_share(programme: Programme, workshop: Workshop) -> float:
    if workshop.opening.equipped_by != "shared":
        return 1.0 if workshop.opening.equipped_by == "company" else 0.0
    return (workshop.company.equipment_share or programme.defaults.programme.equipment_share).latest.value


def _prices(programme: Programme, workshops: Workshops, read: Callable[[Workshop], Figure]) -> Array:
    """(W, M) nominal price of a figure of each workshop."""
    rows: dict[int, list[float]] = {}
    found = []
    for workshop in workshops.list:
        figure = read(workshop)
        if id(figure) not in rows:
            rows[id(figure)] = [nominal(programme, figure, m) for m in programme.months]
        found.append(rows[id(figure)])
    return np.array(found, dtype=np.float64).reshape(len(found), len(programme.months))
