"""What workshops cost beside pay, by who pays it (section 7 of the method). Axes: D draws, W workshops, T stretches
of months, Y years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from model.money import Array, to_cent
from model.person_months import PersonMonths
from model.reading import Reading
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.stations import Stock
from model.workshops import Workshop, Workshops

ReadFigure = Callable[[Workshop], Figure]


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
    client: Array
    """A productive hour, as the client pays it or as it would cost outside."""
    room: Array
    """A month of a station's floor: heating, cleaning, upkeep."""
    escort: Array
    """A month of a workshop's movements."""
    preparation: Array
    """What the State spends on a hire."""
    closure: Array
    """What the company loses on a seat when it leaves."""
    replaced: Array
    """A month of the prison job that a seat replaces, times the chance that it replaces one."""
    area: Array
    """(D, W) m2 of a station."""
    supervisors_per_seat: Array
    """(D, W) supervisors of a seat."""


def price_list(programme: Programme, workshops: Workshops, reading: Reading) -> Prices:
    """All prices at a reading."""
    common, money = programme.defaults.programme, programme.defaults.money

    def price(read: ReadFigure, name: str) -> Array:
        return prices(programme, workshops, reading, read, name)

    area = at_opening(workshops, reading, lambda w: w.activity.area_per_seat, "area")
    officers = at_opening(workshops, reading, lambda _: common.officers_per_workshop, "officers") / 12
    supervisors = at_opening(workshops, reading, lambda w: w.activity.supervisors_per_seat, "supervisors")
    escort = at_opening(workshops, reading, lambda _: money.escort_posts, "escort") / 12
    replaced = at_opening(
        workshops, reading, lambda w: programme.evidence[w.activity.evidence].displacement, "displacement"
    )
    officer = price(lambda _: common.officer_cost, "officer_cost")
    return Prices(
        equipment=price(lambda w: w.activity.equipment_per_seat, "equipment"),
        fit_out=area[:, :, None] * price(lambda _: common.fitout_per_m2, "fitout"),
        officers=officers[:, :, None] * officer,
        supervisors=supervisors[:, :, None] / 12 * price(lambda _: common.supervisor_cost, "supervisor_cost"),
        platform=price(lambda w: w.activity.platform_per_seat, "platform"),
        hiring=price(lambda w: w.activity.hiring_cost, "hiring_cost"),
        client=price(lambda w: billed(programme, w), "client_price"),
        room=area[:, :, None] / 12 * price(lambda _: money.room_upkeep, "room_upkeep"),
        escort=escort[:, :, None] * officer,
        preparation=price(lambda _: money.preparation, "preparation"),
        closure=price(lambda _: money.closure, "closure"),
        replaced=replaced[:, :, None] * price(lambda w: job_today(programme, w), "job_today"),
        area=area,
        supervisors_per_seat=supervisors,
    )


def costs(stock: Stock, price: Prices, hires: Array, told: PersonMonths) -> dict[str, Array]:
    """EUR by item, seat-months that stood open, seats that stand at the end; and the floor area, supervisors and
    interviews the plan needs, (D, W, T).

    hires: (D, W, T) people who start; told: people and seats by stretch.
    """
    time = told.time
    present = stock.added * told.there(stock.row, stock.month)
    equipment = present * price.equipment[:, stock.row, stock.year[stock.month]]
    fit_out = present * stock.unfitted * price.fit_out[:, stock.row, stock.year[stock.month]]
    year = stock.year[time.begin]

    def placed(euros: Array) -> Array:
        whole = np.zeros((len(stock.stations), len(time.begin), len(euros)))
        np.add.at(whole, (stock.row, time.of[stock.month]), to_cent(euros).T)
        return np.moveaxis(whole, -1, 0)

    def of_year(euros: Array) -> Array:
        return np.take(euros, year, axis=2)

    open_seats, open_stations, open_rooms = told.of("seats"), told.of("stations"), told.of("rooms")
    rows = np.arange(len(stock.seats))[:, None]
    return {
        "seats_open": open_seats,
        "seats_standing": stock.seats[:, time.end] * told.there(rows, time.end),
        "equipment_company": placed(equipment * stock.share),
        "equipment_state": placed(equipment * (1 - stock.share)),
        "fit_out": placed(fit_out),
        "officers": to_cent(of_year(price.officers) * open_rooms),
        "escort": to_cent(of_year(price.escort) * open_rooms),
        "room": to_cent(of_year(price.room) * open_stations),
        "preparation": to_cent(of_year(price.preparation) * hires),
        "closure": to_cent(of_year(price.closure) * told.of("seats_left")),
        "supervisors": to_cent(of_year(price.supervisors) * open_seats),
        "platform": to_cent(of_year(price.platform) * open_stations),
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
    """(D, W, Y) a price in euros of the year, moved by inflation (see :func:`yearly`)."""
    known: dict[int, Array] = {}
    found = []
    for figure in map(read, workshops.list):
        if id(figure) not in known:
            known[id(figure)] = yearly(programme, reading, figure, name)
        found.append(known[id(figure)])
    return np.stack(found, axis=1)


def yearly(programme: Programme, reading: Reading, figure: Figure, name: str) -> Array:
    """(D, Y) a price in euros of the year: the figure in force that year, moved by inflation from its own."""
    inflation = reading.of(programme.outlook.inflation.quantity("rate/year"), "inflation")
    read, of_year, since = dict[int, Array](), list[Array](), list[int]()
    for year in years_of(programme):
        quantity = figure.at(f"{year}-01")
        if id(quantity) not in read:
            read[id(quantity)] = reading.of(quantity, name)
        of_year.append(read[id(quantity)])
        since.append(year - base_year(programme, quantity))
    growth = (1 + inflation)[:, None] ** np.array(since)
    return np.asarray((np.stack(of_year, axis=1) if len(read) > 1 else of_year[0][:, None]) * growth)


def years_of(programme: Programme) -> list[int]:
    """The calendar years of the scenario."""
    return list(range(int(programme.months[0][:4]), int(programme.months[-1][:4]) + 1))


def base_year(programme: Programme, quantity: Quantity) -> int:
    """The year in whose euros a price stands: its own date, else that of the outlook."""
    return int((quantity.start or quantity.as_of or programme.outlook.inflation.start)[:4])


def billed(programme: Programme, workshop: Workshop) -> Figure:
    """What a productive hour brings the company: its client's price, the market's, else what it would cost outside."""
    return workshop.company.client_price or workshop.activity.market_hour or programme.defaults.money.output_hour


def job_today(programme: Programme, workshop: Workshop) -> Figure:
    """Net pay a month of the prison job that a seat may replace."""
    jobs = workshop.prison.jobs_today
    return jobs[0].net_monthly if jobs else programme.defaults.money.job_today


def productivity_of(programme: Programme, workshop: Workshop) -> Figure:
    """Output of an hour against the same hour outside."""
    return workshop.activity.productivity or programme.defaults.programme.productivity
