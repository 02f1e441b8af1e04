"""Workshops and people made by hand: what the engines are given, without profiles."""

from __future__ import annotations

import numpy as np

from model.chance import Count, Event, binomials, entity, level, poissons, stream, uniform
from model.futures.people import People
from model.pools import rings
from model.workshops import Workshops

START = 2024 * 12
"""First calendar month of every hand-made plan."""


def names(workshops: Workshops) -> list[str]:
    """A name for each workshop that does not depend on its row alone: prison and company."""
    return [f"prison-{p}:company-{row}" for row, p in enumerate(workshops.side.tolist())]


def alone(
    seats: int,
    months: int,
    *,
    level: float,
    apply: float,
    passing: float,
    trial: int,
    leaving: float,
    turnover: float,
    beside: bool,
) -> Workshops:
    """One workshop that stands from the first month on; all exits are by choice."""
    one = np.ones(1)
    return Workshops(
        list=(None,),  # type: ignore[arg-type]
        side=np.zeros(1, dtype=np.int64),
        opens=np.zeros(1, dtype=np.int64),
        seats=np.full((1, months), float(seats)),
        suitable=one * level,
        willing=one * 0.3,
        observed=np.zeros(1, dtype=np.bool_),
        apply_share=one * apply,
        pass_rate=one * passing,
        trial_months=np.array([trial]),
        train_beside=np.array([beside]),
        release=one * 0,
        transfer=one * 0,
        dismissal=one * 0,
        quit=one * leaving,
        pool_turnover=one * turnover,
        leaving=one * 0,
        exposed=np.zeros((1, months)),
    )


def people(
    workshops: Workshops,
    draws: int,
    seed: int,
    first: int = 0,
    *,
    gone: Count | None = None,
    recruited: Count | None = None,
    size: int = 512,
) -> People:
    """The chances of hand-made workshops, each input at one value in all draws.

    gone: (W,) month in which each company has left; recruited: (W,) people seen at the opening, -1 for none.
    """
    rows = len(workshops.seats)
    numbers = np.arange(first, first + draws, dtype=np.int64)
    nested = rings(workshops.suitable, workshops.side)
    ring = nested.sizes(workshops.suitable, workshops.side)
    pool = np.broadcast_to(ring, (draws, *ring.shape))
    prisons = np.array([entity(f"prison-{p}") for p in range(pool.shape[1])], dtype=np.uint64)
    of_prison = stream(seed, numbers, prisons)
    begin = np.stack(
        [np.floor(pool[:, :, r] + uniform(of_prison, START - 12, Event.BEGIN + r)) for r in range(pool.shape[2])],
        axis=2,
    ).astype(np.int64)
    depart = np.zeros((draws, pool.shape[1]))
    depart[:, workshops.side] = workshops.pool_turnover

    def same(values: object) -> np.ndarray:  # type: ignore[type-arg]
        return np.broadcast_to(np.asarray(values), (draws, rows)).copy()

    return People(
        first_month=START,
        tables=binomials(size),
        workshop_stream=stream(seed, numbers, np.array([entity(n) for n in names(workshops)], dtype=np.uint64)),
        prison_stream=of_prison,
        prison=workshops.side,
        widest=nested.widest,
        rings=nested.rings,
        opens=workshops.opens,
        seats=np.round(workshops.seats).astype(np.int64),
        trial_months=workshops.trial_months,
        train_beside=workshops.train_beside,
        recruited=np.full(rows, -1, dtype=np.int64) if recruited is None else recruited,
        all_pass=workshops.observed,
        beyond_pass=np.maximum(same(workshops.pass_rate), 1e-9),
        exit_level=level(same(workshops.exit)),
        release_level=level(same(workshops.release_of_exits)),
        pass_level=level(same(workshops.pass_rate)),
        apply_level=level(same(workshops.apply_share)),
        willing_level=level(same(workshops.willing)),
        depart_level=level(depart),
        begin=begin,
        arrivals=poissons(pool * depart[:, :, None]),
        gone=same(10**6 if gone is None else gone).astype(np.int64),
    )
