"""A company against every prison in play: where it could open, how full and at what cost, and why not elsewhere.

Each prison is tried alone: the company opens there as many seats as it asks for and the free floor holds, in the first
month in which it can, for the term of one agreement; no other company shares its people and nobody leaves. The figures
come from the same futures as all others, so each carries its interval.

Axes: D draws, W prisons tried (a side of a mixed prison counts apart), M months.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from model.costs import yearly
from model.interval import HIGH, LOW
from model.law import Law
from model.money import Array
from model.rollout.calendar import calendar
from model.rollout.pairs import Pair, Refusal, pairs
from model.schema.activity import Activity
from model.schema.company import Company
from model.schema.programme import Programme
from model.schema.quantity import Figure, Quantity
from model.schema.scenario import Limits, Opening, Targets
from model.space import free_area
from model.suitability import NEEDS
from model.uncertainty.chunk import ready
from model.uncertainty.ensemble import Ensemble, grow
from model.uncertainty.followed import START
from model.uncertainty.inputs import Drawn, points
from model.uncertainty.worlds import world

SCOPES: Final = ("workshop",)
DRAWS: Final = 256
"""Draws of each prison tried, where no other number is asked for: ranks and intervals, not the last digit."""
NEARLY: Final = 0.9
"""Share of its people at rest from which a workshop is called up and running."""
FEW: Final = 0.8
"""Share of the seats tried under which too few are filled for the prison to be recommended without a word."""


@dataclass(frozen=True)
class Span:
    """A mean over the draws with its 90 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Place:
    """A prison in which the company could open."""

    pair: Pair
    seats: int
    """Seats tried."""
    opens: str
    """First month of work."""
    suitable: Span
    """People who could be recruited."""
    people: Span
    """People at work once the start is past."""
    ramp_up: int | None
    """Months from the opening until nine tenths of them are at work; None where that never comes."""
    cost: Span
    """EUR of a productive hour to the company, over the term of one agreement."""
    kept: Span
    """EUR a month that a worker can dispose of."""
    victims: Span
    """EUR a month withheld from a worker for victims."""
    victims_yearly: Span
    """EUR a year withheld for victims from all who work there, over the term of one agreement."""
    turnover: Span
    """Monthly chance that a worker leaves."""
    hires: Span
    """People hired in a year once the start is past, those who do not pass the trial too."""
    hiring_cost: Span
    """EUR of each, in euros of the opening's year."""
    equipment: Span
    """EUR of equipment that the company pays, in euros of the year."""
    area: Quantity
    """m2 of free floor; a stand-in where the country's is spread."""
    unknown: tuple[str, ...]
    """Needs of the work on which the prison's rules are silent: to be asked for."""
    neighbours: tuple[Company, ...]
    """Companies that the scenario's plan opens there: they would share its people."""

    @property
    def few(self) -> bool:
        """Whether too few of the seats tried are filled."""
        return self.people.value < FEW * self.seats

    @property
    def fit(self) -> Span:
        """Seats that fill over seats asked for."""
        people, asked = self.people, self.pair.company.seats.per_site_max
        return Span(people.value / asked, people.low / asked, people.high / asked)


@dataclass(frozen=True)
class Partnership:
    """A company and all prisons in play."""

    programme: Programme
    """The scenario with this company alone."""
    company: Company
    years: float
    """Years that it is tried for (see ``term``)."""
    places: tuple[Place, ...]
    """Where it could open: most people at work first, then the cheapest hour."""
    refused: tuple[Refusal, ...]
    """Where it cannot, with the reasons."""
    draws: int
    """Draws asked for."""


def alone(programme: Programme, company: Company) -> Programme:
    """The scenario with one company and no plan, limits or targets: what it would find in each prison."""
    scenario = programme.scenario.model_copy(
        update={"plan": "optimise", "limits": Limits(), "targets": Targets(), "pin": (), "forbid": (),
                "companies": (company.id,)}
    )  # fmt: skip
    return programme.model_copy(update={"scenario": scenario, "companies": {company.id: company}})


def partnership(programme: Programme, company: Company, draws: int, seed: int,
                progress: Callable[[int, int], None] | None = None,
                stop: Callable[[], bool] | None = None) -> Partnership:  # fmt: skip
    """Every prison in play tried with a company. Raises InputFaults when pay or law of a month cannot be told.

    progress(done, all) counts draws; ``stop()`` ends early, with the draws made so far.
    """
    asked = alone(programme, company)
    when = calendar(asked)
    found, refused = pairs(asked, when)
    years = term(asked)
    if not found:
        return Partnership(asked, company, years, (), tuple(refused), 0)
    told: list[Place] = []
    for side in ("men", "women"):  # one workshop a prison and trial: both sides of a prison would be one
        mine = [pair for pair in found if pair.pool.side == side]
        if not mine or (stop is not None and stop()):
            continue
        tried = [_opening(asked, pair, when.opens(int(np.argmax(pair.opens)))) for pair in mine]
        known = ready(_trial(asked, company, tried, years), SCOPES, follow=True)
        gathered = grow(Ensemble(known), known, draws, seed, progress=progress, stop=stop)
        if gathered.draws:
            measured, there = _Measured(gathered, seed), _neighbours(programme, company)
            told += [_place(asked, one, of, measured, there) for one, of in zip(mine, tried, strict=True)]
    told.sort(key=lambda place: (-round(place.people.value, 1), place.cost.value, place.pair.id))
    return Partnership(asked, company, years, tuple(told), tuple(refused), draws)


def longest_term(programme: Programme) -> float | None:
    """Years of the longest agreement that the law allows at the scenario's start; None where no such law is known."""
    return Law(programme.law, programme.outlook).value("implantation_contract_max_years", programme.scenario.start)


def term(programme: Programme) -> float:
    """Years that a company is tried for: the longest agreement that the law allows, else the scenario's horizon."""
    longest = longest_term(programme)
    return programme.scenario.months / 12 if longest is None else longest


def _opening(programme: Programme, pair: Pair, month: str) -> Opening:
    """As many seats as the company asks for and the free floor holds."""
    floor = free_area(pair.prison, programme.defaults, programme.scenario.start).value
    seats = int(min(pair.company.seats.per_site_max, floor / max(pair.area_per_seat, 1e-9) + 1e-9))
    return Opening(
        prison=pair.prison.id, company=pair.company.id, opens=month, seats=max(seats, pair.least), side=pair.pool.side
    )


def _trial(programme: Programme, company: Company, openings: Sequence[Opening], years: float) -> Programme:
    """All openings at once, each for the term of one agreement, by a company that does not leave."""
    start = programme.scenario.start
    lead = max(_months(start, opening.opens) for opening in openings)
    months = lead + round(12 * years)
    scenario = programme.scenario.model_copy(update={"plan": tuple(openings), "months": months})
    nobody_leaves = Figure(entries=(Quantity(value=0.0, unit="probability/year", mark="chosen"),))
    stays = company.model_copy(update={"leaving": nobody_leaves})
    return programme.model_copy(update={"scenario": scenario, "companies": {company.id: stays}})


def _months(first: str, last: str) -> int:
    return (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7])


def _neighbours(programme: Programme, company: Company) -> dict[str, tuple[Company, ...]]:
    """Other companies of the scenario's plan, by prison."""
    found: dict[str, tuple[Company, ...]] = {}
    for opening in programme.scenario.openings:
        if opening.company != company.id:
            found[opening.prison] = (*found.get(opening.prison, ()), programme.companies[opening.company])
    return found


class _Measured:
    """What the trial gave, workshop by workshop."""

    def __init__(self, gathered: Ensemble, seed: int) -> None:
        followed, workshops = gathered.followed, gathered.known.workshops
        assert followed is not None, "a trial follows its workshops"
        table = gathered.indicators(SCOPES)
        table = table[table["period"] == "total"]
        self._told = {
            (row["indicator"], row["id"]): Span(row["value"], row["low"], row["high"])
            for row in table.to_dict("records")
        }
        self._people, self._leaving = followed.at_work, followed.hazard
        self._programme, self._reading = gathered.known.programme, Drawn(points(seed, 0, len(followed.gone)))
        self._passing = world(self._programme, workshops, self._reading).pass_rate
        self._opens = workshops.opens
        self._rows = {workshop.id: row for row, workshop in enumerate(workshops.list)}

    def people(self, workshop: str) -> Span:
        """People at work once the start is past: the mean of those months, draw by draw."""
        return _span(self._at_rest(self._rows[workshop]))

    def _at_rest(self, row: int) -> Array:
        return np.asarray(self._people[:, row, int(self._opens[row]) + START :].mean(axis=1))

    def turnover(self, workshop: str) -> Span:
        """Monthly chance that a worker leaves."""
        return _span(self._leaving[:, self._rows[workshop]])

    def hires(self, workshop: str) -> Span:
        """People hired in a year to take the place of those who leave, of whom some do not pass the trial."""
        row = self._rows[workshop]
        left = 12 * self._leaving[:, row] * self._at_rest(row)
        return _span(left / np.maximum(self._passing[:, row], 1e-9))

    def hiring_cost(self, activity: Activity, opens: str) -> Span:
        """EUR of a hire, in euros of the opening's year."""
        year = int(opens[:4]) - int(self._programme.months[0][:4])
        return _span(yearly(self._programme, self._reading, activity.hiring_cost, "hiring_cost")[:, year])

    def ramp_up(self, workshop: str) -> int | None:
        """Months from the opening until people at work, on average over the draws, are nearly those at rest."""
        row = self._rows[workshop]
        mean = self._people[:, row, int(self._opens[row]) :].mean(axis=0)
        reached = np.flatnonzero(mean >= NEARLY * mean[START:].mean())
        return int(reached[0]) if reached.size and mean.any() else None

    def yearly(self, name: str, workshop: str) -> Span:
        """What an indicator that adds up comes to in a year of work."""
        years = (self._people.shape[2] - int(self._opens[self._rows[workshop]])) / 12
        found = self.indicator(name, workshop)
        return Span(found.value / years, found.low / years, found.high / years)

    def indicator(self, name: str, workshop: str) -> Span:
        """An indicator over the whole trial; NaN where nobody works."""
        return self._told.get((name, workshop), Span(float("nan"), float("nan"), float("nan")))


def _span(drawn: Array) -> Span:
    low, high = np.quantile(drawn, (LOW, HIGH))
    return Span(float(drawn.mean()), float(low), float(high))


def _place(programme: Programme, pair: Pair, opening: Opening, measured: _Measured,
           there: dict[str, tuple[Company, ...]]) -> Place:  # fmt: skip
    needs, allows = pair.activity.needs, pair.prison.security
    return Place(
        pair=pair,
        seats=opening.seats,
        opens=opening.opens,
        suitable=measured.indicator("candidates", pair.id),
        people=measured.people(pair.id),
        ramp_up=measured.ramp_up(pair.id),
        cost=measured.indicator("cost_per_productive_hour", pair.id),
        kept=measured.indicator("kept_per_worker", pair.id),
        victims=measured.indicator("victims_per_worker", pair.id),
        victims_yearly=measured.yearly("victims_withheld", pair.id),
        turnover=measured.turnover(pair.id),
        hires=measured.hires(pair.id),
        hiring_cost=measured.hiring_cost(pair.activity, opening.opens),
        equipment=measured.indicator("capex_company", pair.id),
        area=free_area(pair.prison, programme.defaults, programme.scenario.start),
        unknown=tuple(need for need in NEEDS if getattr(needs, need) and getattr(allows, need) is None),
        neighbours=there.get(pair.prison.id, ()),
    )
