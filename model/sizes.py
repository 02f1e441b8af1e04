"""People at work at rest for every size of a workshop at once: what an optimiser asks of the closed form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from model.closed_form import STEPS, Site, cycle
from model.money import Array


def at_rest(known: Sequence[Site], most: int) -> Array:
    """(N, S + 1) people at work at rest with 0..S seats, for sites whose own number of seats is not looked at.

    The same as ``fill(site).mean * seats`` for every size at once: bisection of :func:`balance` on arrays.
    """
    distinct = list(dict.fromkeys(replace(site, seats=0) for site in known))
    place = {site: row for row, site in enumerate(distinct)}
    turns = [cycle(site) for site in distinct]

    def column(values: Sequence[float]) -> Array:
        return np.array(values, dtype=np.float64)[:, None]

    suitable, steps = column([s.suitable for s in distinct]), column([s.turnover for s in distinct])
    apply_share = column([s.apply_share for s in distinct])
    keeps = column([t.useful * t.hold for t in turns])
    active = column([t.active for t in turns])

    def blocked(load: Array) -> Array:
        """(N, S + 1) Erlang's B of 0..S seats, each at its own load."""
        inverse = np.ones_like(load)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for n in range(1, most + 1):
                inverse[:, n:] = 1.0 + inverse[:, n:] * n / load[:, n:]
            return np.where(load > 0, 1.0 / inverse, np.arange(most + 1) == 0)

    low, high = np.zeros((len(distinct), most + 1)), np.broadcast_to(suitable, (len(distinct), most + 1))
    for _ in range(STEPS):
        pool = (low + high) / 2
        volunteers = apply_share * pool
        left = steps * pool + (1 - steps) * volunteers * (1 - blocked(keeps * volunteers))
        over = left > steps * suitable
        low, high = np.where(over, low, pool), np.where(over, pool, high)
    load = keeps * apply_share * (low + high) / 2
    people = active * load * (1 - blocked(load))
    people[:, 0] = 0.0
    return np.asarray(people[[place[replace(site, seats=0)] for site in known]])
