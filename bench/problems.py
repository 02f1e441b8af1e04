"""Synthetic roll-out problems of three sizes. They say how the optimiser behaves, and nothing about any prison.

Drawn afresh from a seed: prisons with few rooms, little area and a small pool in nested rings; companies that grow by
yearly steps; a yearly budget, a few openings a quarter, shares for regions and for women. All of these bind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from model.money import Array
from model.rollout.problem import Flags, Problem, Whole, Worth

YEARS: Final = 10
SCHOOLING: Final = np.array([1.0, 0.45, 0.2, 0.07])
"""Share of a prison's people with at least each level."""
AREA_OF_JOB: Final = np.array([5.0, 5.0, 5.0, 10.0, 8.0, 10.0])
LEVEL_OF_JOB: Final = np.array([1, 0, 2, 0, 0, 1])
ALLOWED_JOB: Final = np.array([0.5, 0.8, 0.7, 0.8, 0.4, 0.5])
"""Share of prisons whose rule allows each of six kinds of job."""


@dataclass(frozen=True)
class Size:
    """How much there is of everything."""

    prisons: int
    companies: int
    openings: int
    """A quarter."""
    budget: float
    """EUR a year."""


SIZES: Final = {
    "tiny": Size(4, 3, 2, 0.25e6),
    "small": Size(12, 6, 2, 0.35e6),
    "france": Size(187, 60, 4, 1.3e6),
    "world": Size(2000, 500, 30, 10e6),
}


@dataclass(frozen=True)
class _Prisons:
    region: Whole
    women: Flags
    people: Array
    pool: Array
    area: Array
    rooms: Whole
    first: Whole
    """Quarter from which it is ready."""
    fixed: Array
    """EUR of State investment for an opening, and for a seat, before the company's part."""
    seat: Array
    jobs: Flags
    place: Array


@dataclass(frozen=True)
class _Companies:
    job: Whole
    level: Whole
    least: Whole
    most: Whole
    demand: Array
    openings: Array
    paid: Array
    """Share of the investment that the company pays."""
    lead: Whole
    """Quarters from the decision to the first day of work."""
    worth: Array
    """EUR of a filled seat in a quarter."""
    place: Array
    reach: Array


def synthetic(size: str = "small", seed: int = 0) -> Problem:
    """A problem of a size, every limit hard: prisons, companies and amounts are drawn from the seed."""
    scale, rng = SIZES[size], np.random.default_rng(seed)
    prisons, companies = _prisons(scale, rng), _companies(scale, rng)
    return _problem(scale, prisons, companies, rng)


def relaxed(size: str = "france", seed: int = 0) -> Problem:
    """The same problem with no yearly ramp of the companies, one workshop a prison and a budget that carries over."""
    hard = synthetic(size, seed)
    total = np.repeat(hard.demand[:, -1:], YEARS, axis=1)
    return replace(hard, demand=total, rooms=np.minimum(hard.rooms, 1), carry_over=True)


def _prisons(scale: Size, rng: np.random.Generator) -> _Prisons:
    count = scale.prisons
    people = np.clip(rng.lognormal(5.8, 0.6, count), 60, 2500)
    stay = np.where(rng.random(count) < 0.6, 0.35, 0.8)
    rings = people[:, None] * stay[:, None] * SCHOOLING * 0.4 * rng.uniform(0.7, 1.3, (count, 4))
    women = rng.random(count) < 0.08
    women[0] = True
    return _Prisons(
        region=rng.integers(0, min(10, max(2, count // 6)), count),
        women=women,
        people=people,
        pool=np.maximum.accumulate(np.floor(rings[:, ::-1]), axis=1),
        area=np.floor(np.clip(rng.lognormal(5.0, 0.7, count), 40, 1200)),
        rooms=rng.choice([1, 2, 3], count, p=[0.5, 0.35, 0.15]),
        first=rng.integers(0, 9, count) + rng.integers(1, 5, count),
        fixed=rng.uniform(20e3, 80e3, count),
        seat=rng.uniform(3e3, 8e3, count),
        jobs=rng.random((count, len(ALLOWED_JOB))) < ALLOWED_JOB,
        place=rng.uniform(0, 1000, (count, 2)),
    )


def _companies(scale: Size, rng: np.random.Generator) -> _Companies:
    count = scale.companies
    job = rng.integers(0, len(ALLOWED_JOB), count)
    least = rng.choice([6, 8, 10, 12], count)
    total = rng.choice([24, 40, 60, 100, 160], count)
    ramp = np.minimum(1, np.arange(1, YEARS + 1) / 6)
    pay = rng.uniform(0.40, 0.62, count) * 1823
    hired = rng.uniform(0.05, 0.3, count)
    return _Companies(
        job=job,
        level=np.minimum(LEVEL_OF_JOB[job] + (rng.random(count) < 0.15), 3),
        least=least,
        most=least + rng.choice([6, 10, 16, 24], count),
        demand=np.ceil(total[:, None] * ramp),
        openings=np.repeat(rng.choice([1.0, 2.0, 3.0], count)[:, None], YEARS, axis=1),
        paid=rng.choice([0, 0.2, 0.4, 0.5], count),
        lead=np.ceil(rng.integers(1, 5, count) / 3).astype(np.int64),
        worth=0.2 * pay * 3 + hired * 0.35 * 12000 / 8 + 600,
        place=rng.uniform(0, 1000, (count, 2)),
        reach=rng.choice([400, 700, 5000], count),
    )


def _problem(scale: Size, prisons: _Prisons, companies: _Companies, rng: np.random.Generator) -> Problem:
    prison, company, widest = _pairs(prisons, companies)
    quarters = 4 * YEARS
    quarter = np.arange(quarters)
    year = quarter // 4
    ring = 3 - companies.level[company]
    m2 = AREA_OF_JOB[companies.job[company]]
    filled = _filled(prisons.pool[prison, ring], int(widest.max()))
    discount = 1.03 ** (-quarter / 4)
    to_come = np.cumsum(discount[::-1])[::-1]
    per_quarter = companies.worth[company] + 300 * rng.random(len(prison))
    part = 1 - companies.paid[company]
    seat, opening = prisons.seat[prison] * part, prisons.fixed[prison] * part
    objective = Worth(per_quarter[:, None] * to_come, seat[:, None] * discount, opening[:, None] * discount)

    affordable = np.floor((scale.budget - opening) / seat)
    most = np.minimum(np.minimum(widest, affordable)[:, None], companies.demand[company][:, year]).astype(np.int64)
    ready = quarter >= (prisons.first[prison] + companies.lead[company])[:, None]
    brings = np.take_along_axis(filled, most, axis=1) * objective.worth - objective.seat * most > objective.opening
    most[~(ready & brings & (most >= companies.least[company][:, None]))] = 0
    share = np.bincount(prisons.region, prisons.people) / prisons.people.sum()
    hard = scale.prisons > 20
    return Problem(
        prisons=tuple(f"p{i}" for i in range(scale.prisons)),
        companies=tuple(f"c{i}" for i in range(scale.companies)),
        quarters=tuple(f"{2028 + q // 4}-Q{1 + q % 4}" for q in range(quarters)),
        years=tuple(range(2028, 2028 + YEARS)),
        year=year,
        prison=prison,
        company=company,
        least=companies.least[company],
        most=most,
        filled=filled,
        objective=objective,
        rooms=prisons.rooms,
        area=prisons.area,
        area_per_seat=m2,
        sides=tuple(f"p{i}" for i in range(scale.prisons)),
        side=prison,
        pool=prisons.pool,
        ring=ring,
        demand=companies.demand,
        company_openings=companies.openings,
        budget=np.full(YEARS, scale.budget),
        carry_over=False,
        budget_seat=np.repeat(seat[:, None], quarters, axis=1),
        budget_opening=np.repeat(opening[:, None], quarters, axis=1),
        openings=np.full(quarters, float(scale.openings)),
        region=prisons.region,
        region_share=0.8 * share,
        women=prisons.women[prison],
        women_share=0.08 if hard else 0.0,
    )


def _pairs(prisons: _Prisons, companies: _Companies) -> tuple[Whole, Whole, Whole]:
    """(A,) prison, company and most seats of the pairs that rule, distance, area and pool allow."""
    ring = 3 - companies.level
    apart = np.linalg.norm(prisons.place[:, None] - companies.place, axis=-1)
    fits = np.floor(prisons.area[:, None] / AREA_OF_JOB[companies.job])
    widest = np.minimum(np.minimum(fits, prisons.pool[:, ring] * 0.75), companies.most)
    allowed = prisons.jobs[:, companies.job] & (widest >= companies.least) & (apart <= companies.reach)
    prison, company = np.nonzero(allowed)
    return prison, company, np.floor(widest[allowed]).astype(np.int64)


def _filled(pool: Array, seats: int) -> Array:
    """(A, seats + 1) people at work: the load that a pool offers and that s seats carry (Erlang B), concave in s."""
    load = 0.8 * pool
    lost = np.ones((len(pool), seats + 1))
    for s in range(1, seats + 1):
        lost[:, s] = load * lost[:, s - 1] / (s + load * lost[:, s - 1])
    return np.asarray(0.97 * load[:, None] * (1 - lost))
