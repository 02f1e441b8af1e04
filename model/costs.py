"""What workshops cost beside pay, by who pays it (section 7 of the method). Axes: D draws, W workshops,
M months, T stretches of months, Y years,
A additions of stations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.money import Array, to_cent
from model.pools import Whole
from model.reading import Reading
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.stretches import Stretches
from model.workshops import Workshop, Workshops

ReadFigure = Callable[[Workshop], Figure]


@dataclass(frozen=True)
class Stock:
    """Stations and rooms of a plan, the same in every draw."""

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


@dataclass(frozen=True)
class Prices:
    """What a unit costs in each draw, (D, W, Y) in euros of the year; and (D, W) where no euro is in it."""

    equipment: Array
    """A station."""
    fit_out: Array
    """The floor of a station."""
    officers: Array
    """A month of a workshop's officers."""
    supervisors: Array
    """A month of a seat's supervision."""
    platform: Array
    """A month of a station's licences and lines."""
    hiring: Array
    """A hire."""
    area: Array
    """(D, W) m2 of a station."""
    supervisors_per_seat: Array
    """(D, W) supervisors of a seat."""


def price_list(programme: Programme, workshops: Workshops, reading: Reading) -> Prices:
    """All prices at a reading."""
    common = programme.defaults.programme

    def price(read: ReadFigure, name: str) -> Array:
        return prices(programme, workshops, reading, read, name)

    area = at_opening(workshops, reading, lambda w: w.activity.area_per_seat, "area")
    officers = at_opening(workshops, reading, lambda _: common.officers_per_workshop, "officers") / 12
    supervisors = at_opening(workshops, reading, lambda w: w.activity.supervisors_per_seat, "supervisors")
    return Prices(
        equipment=price(lambda w: w.activity.equipment_per_seat, "equipment"),
        fit_out=area[:, :, None] * price(lambda _: common.fitout_per_m2, "fitout"),
        officers=officers[:, :, None] * price(lambda _: common.officer_cost, "officer_cost"),
        supervisors=supervisors[:, :, None] / 12 * price(lambda _: common.supervisor_cost, "supervisor_cost"),
        platform=price(lambda w: w.activity.platform_per_seat, "platform"),
        hiring=price(lambda w: w.activity.hiring_cost, "hiring_cost"),
        area=area,
        supervisors_per_seat=supervisors,
    )


def costs(stock: Stock, price: Prices, hires: Array, there: Array, time: Stretches) -> dict[str, Array]:
    """EUR by item, seat-months that stood open, seats that stand at the end; and the floor area, supervisors and
    interviews the plan needs, (D, W, T).

    hires: (D, W, T) people who start; there: (D, W, M) whether, or with what chance, the company is still there.
    """
    present = stock.added * there[:, stock.row, stock.month]
    equipment = present * price.equipment[:, stock.row, stock.year[stock.month]]
    fit_out = present * stock.unfitted * price.fit_out[:, stock.row, stock.year[stock.month]]
    year = stock.year[time.begin]

    def placed(euros: Array) -> Array:
        whole = np.zeros((len(stock.stations), len(time.begin), len(euros)))
        np.add.at(whole, (stock.row, time.of[stock.month]), to_cent(euros).T)
        return np.moveaxis(whole, -1, 0)

    def of_year(euros: Array) -> Array:
        return np.take(euros, year, axis=2)

    seats = stock.seats * there
    open_seats = time.sums(seats)
    return {
        "seats_open": open_seats,
        "seats_standing": seats[:, :, time.end],
        "equipment_company": placed(equipment * stock.share),
        "equipment_state": placed(equipment * (1 - stock.share)),
        "fit_out": placed(fit_out),
        "officers": to_cent(of_year(price.officers) * time.sums(stock.open * there)),
        "supervisors": to_cent(of_year(price.supervisors) * open_seats),
        "platform": to_cent(of_year(price.platform) * time.sums(stock.stations * there)),
        "hiring": to_cent(of_year(price.hiring) * hires),
        "area_needed": stock.stations[:, time.end] * price.area[:, :, None],
        "supervisors_needed": stock.seats[:, time.end] * price.supervisors_per_seat[:, :, None],
        "interviews": hires / np.maximum(stock.selection, 1e-9),
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
    """(D, W, Y) a price in euros of the year: the figure in force that year, moved by inflation from its own."""
    years = np.unique([int(m[:4]) for m in programme.months])
    inflation = reading.of(programme.outlook.inflation.quantity("rate/year"), "inflation")
    known: dict[int, Array] = {}

    def of(figure: Figure) -> Array:
        rows = []
        for year in years.tolist():
            quantity = figure.at(f"{year}-01")
            rows.append(reading.of(quantity, name) * (1 + inflation) ** (year - base_year(programme, quantity)))
        return np.stack(rows, axis=1)

    found = []
    for figure in map(read, workshops.list):
        if id(figure) not in known:
            known[id(figure)] = of(figure)
        found.append(known[id(figure)])
    return np.stack(found, axis=1)


def base_year(programme: Programme, quantity: Quantity) -> int:
    """The year in whose euros a price stands: its own date, else that of the outlook."""
    return int((quantity.start or quantity.as_of or programme.outlook.inflation.start)[:4])


def client_prices(programme: Programme, workshops: Workshops) -> Array:
    """(W, M) EUR of the month that clients pay for a productive hour, moved like every price; 0 where there is none."""
    found, months = np.zeros(workshops.seats.shape), programme.months
    inflation = 1 + (programme.outlook.inflation.value or 0.0)
    known: dict[str, list[float]] = {}
    for row, workshop in enumerate(workshops.list):
        company = workshop.company
        if company.client_price is None:
            continue
        if company.id not in known:
            quantities = [company.client_price.at(m) for m in months]
            known[company.id] = [
                q.value * inflation ** (int(m[:4]) - base_year(programme, q))
                for q, m in zip(quantities, months, strict=True)
            ]
        found[row] = known[company.id]
    return found


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
