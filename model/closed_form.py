"""What a small workshop settles at: its seats as a loss system, fed by its pool (section 3 of the method).

A seat goes round: it stands empty until the next session (half a month on average), is taken by someone on trial
(L months), then by someone at work until she leaves (1 / hc months on average, hc = -ln(1 - h)). Volunteers who find
no seat to take go back to the pool. Symbols:

    S      seats                      h    monthly chance that a worker leaves
    E0     suitable people            mu   monthly chance that someone of the pool leaves the prison
    alpha  apply share                p    pass rate                        L   months of trial

In use and in tests: the optimiser's fill of a size, hints in a form, an oracle for the stochastic engine. It says
nothing of the months after an opening, and of no workshop that shares its pool (see :func:`fill_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import expm1, lgamma, log, log1p, sqrt
from typing import Final

import numpy as np
from scipy.special import gammaln, ndtri

from model.money import Array
from model.workshops import Workshops

SESSION: Final = 0.5
"""Months that an empty seat waits for the next monthly session, on average."""
LOW_FILL: Final = 0.75
"""Fill under which a month is called low."""
STEPS: Final = 40
"""Bisections of the pool."""


@dataclass(frozen=True)
class Site:
    """One workshop with its own pool."""

    seats: int
    suitable: float
    """E0, people who would stand in the pool if there were no workshop."""
    apply_share: float
    """alpha, share of the pool who apply in a month."""
    pass_rate: float
    trial_months: int
    exit: float
    """h, monthly chance that a worker leaves."""
    turnover: float
    """mu, monthly chance that someone of the pool leaves the prison; arrivals are mu E0."""
    train_beside: bool = False
    """Whether trainees work beside the posts; else each holds one."""

    @property
    def exit_rate(self) -> float:
        """hc = -ln(1 - h), exits per worker-month."""
        return -log1p(-min(max(self.exit, 1e-9), 1 - 1e-12))


@dataclass(frozen=True)
class Cycle:
    """How long a seat is taken, and what part of that someone works.

    A trainee holds a post:   hold = L + 1/2 + p / hc,   active = (p / hc) / hold,   useful = 1
    trained beside the posts: hold = L + 1/2 + 1 / hc,   active = (1 / hc) / hold,   useful = p
    """

    hold: float
    """H, months from the exit that frees the seat to the next one."""
    active: float
    """f, share of them at work."""
    useful: float
    """Share of recruits who take a seat of the system: failed trials beside the posts take none."""


def cycle(site: Site) -> Cycle:
    """The cycle of one seat."""
    at_work = (1.0 if site.train_beside else site.pass_rate) / site.exit_rate
    hold = site.trial_months + SESSION + at_work
    return Cycle(hold, at_work / hold, site.pass_rate if site.train_beside else 1.0)


def blocking(seats: int, load: float) -> float:
    """Erlang's B: the chance that all seats are taken, B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1))."""
    if load <= 0:
        return 1.0 if seats == 0 else 0.0
    inverse = 1.0
    for n in range(1, seats + 1):
        inverse = 1.0 + inverse * n / load
    return 1.0 / inverse


@dataclass(frozen=True)
class Balance:
    """The pool at rest."""

    pool: float
    """E, suitable people outside when recruiting begins."""
    load: float
    """a, recruits who would take a seat x the months that each keeps it."""
    recruits: float
    """People taken on in a month."""


def balance(site: Site) -> Balance:
    """The pool whose arrivals equal its losses (bisection):

        mu E0 = mu E + (1 - mu) g (1 - B(S, a)),   g = alpha E,   a = useful g H

    Who is taken on leaves before the month's departures, hence 1 - mu. Arrivals are independent of the pool.
    """
    turn, steps = cycle(site), site.turnover
    inflow = steps * site.suitable

    def at(pool: float) -> Balance:
        volunteers = site.apply_share * pool
        load = turn.useful * volunteers * turn.hold
        return Balance(pool, load, volunteers * (1 - blocking(site.seats, load)))

    low, high = 0.0, site.suitable
    for _ in range(STEPS):
        middle = at((low + high) / 2)
        if steps * middle.pool + (1 - steps) * middle.recruits > inflow:
            high = middle.pool
        else:
            low = middle.pool
    return at((low + high) / 2)


@dataclass(frozen=True)
class Fill:
    """What a workshop settles at, as shares of its seats unless it says people."""

    mean: float
    """Share of seats at work, on average."""
    deviation: float
    """Standard deviation of one month."""
    law: Array
    """(S + 1,) chance of 0..S people at work."""
    low_month: float
    """Chance that fewer than 75 % of seats are at work."""
    month: tuple[int, int]
    """People: 80 % of months lie between these, in whole seats."""
    year_deviation: float
    """Standard deviation of a year's mean."""
    year: tuple[float, float]
    """80 % of years lie between these."""
    pool: float
    """Suitable people outside, at rest."""


def fill(site: Site, chance: float = 0.80) -> Fill:
    """The fill of a workshop at rest; ``chance`` is that of its intervals.

    Seats taken follow a Poisson law cut at S, P(n) ~ a^n / n! (Erlang's loss system, whatever the law of the stay);
    of n taken, those at work are Binomial(n, f):

        mean = f a (1 - B(S, a)) / S
    """
    seats, turn, rest = site.seats, cycle(site), balance(site)
    if seats <= 0 or rest.load <= 0:
        law = np.zeros(max(seats, 0) + 1)
        law[0] = 1.0
        return Fill(0.0, 0.0, law, 1.0, (0, 0), 0.0, (0.0, 0.0), rest.pool)
    taken = _taken(seats, rest.load)
    law = taken @ _thinned(seats, turn.active)
    people = np.arange(seats + 1)
    mean = turn.active * float(people @ taken)
    deviation = sqrt(max(0.0, float((people - mean) ** 2 @ law)))
    below = np.cumsum(law)
    month = tuple(int(np.searchsorted(below, level)) for level in ((1 - chance) / 2, (1 + chance) / 2))
    yearly = sqrt(_of_year(site, turn, rest, taken))
    width = float(ndtri((1 + chance) / 2)) * yearly
    return Fill(
        mean=mean / seats,
        deviation=deviation / seats,
        law=law,
        low_month=float(law[people < LOW_FILL * seats - 1e-9].sum()),
        month=(min(month[0], seats), min(month[1], seats)),
        year_deviation=yearly / seats,
        year=(max(0.0, (mean - width) / seats), min(1.0, (mean + width) / seats)),
        pool=rest.pool,
    )


def _taken(seats: int, load: float) -> Array:
    """(S + 1,) chance that n seats are taken."""
    weight = np.arange(seats + 1) * log(load) - gammaln(np.arange(1, seats + 2))
    weight = np.exp(weight - weight.max())
    return np.asarray(weight / weight.sum())


@lru_cache(maxsize=64)
def _choose(seats: int) -> Array:
    """(S + 1, S + 1) ln C(n, k); -inf where k > n."""
    table = np.full((seats + 1, seats + 1), -np.inf)
    for n in range(seats + 1):
        table[n, : n + 1] = [lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) for k in range(n + 1)]
    return table


def _thinned(seats: int, share: float) -> Array:
    """(S + 1, S + 1) chance of k at work among n taken: Binomial(n, f)."""
    if share >= 1:
        return np.eye(seats + 1)
    k = np.arange(seats + 1)
    rest = np.maximum(k[:, None] - k[None, :], 0)
    return np.asarray(np.exp(_choose(seats) + k[None, :] * log(share) + rest * log1p(-share)))


def _of_year(site: Site, turn: Cycle, rest: Balance, taken: Array) -> float:
    """Variance of the mean of 12 months, in people squared: two parts, each with its own memory.

        f^2 Var(n) s(t1, 12)  +  f (1 - f) E(n) s(t2, 12),    s(t, T) = 2 t/T (1 - t/T (1 - e^(-T/t)))

    Seats taken are a birth-death chain with births a / H and deaths n / H, whose summed memory is exact:
    t1 = sum_n [sum_(k <= n) (k - E n) P(k)]^2 / (a/H P(n) Var n). Who is at work among the taken is forgotten as
    workers leave and, where the next recruit stands ready (chance B), as their successors pass the trial:
    t2 = 1 / (hc + B / (H - H f)); this interpolation is approximate.
    """
    k = np.arange(len(taken))
    mean = float(k @ taken)
    variance = float((k - mean) ** 2 @ taken)
    terms = (
        k - mean
    ) * taken  # they sum to 0: beyond the mean the rest is summed from the far end, which loses no digits
    partial = np.where(k < mean, np.cumsum(terms), terms - np.cumsum(terms[::-1])[::-1])[:-1]
    summed = float((partial * (partial / np.maximum(taken[:-1], 1e-300))).sum()) * turn.hold / rest.load
    slow = summed / variance if variance > 1e-12 else 0.0
    quick = 1 / (site.exit_rate + float(taken[-1]) / (turn.hold * (1 - turn.active)))
    of_phase = turn.active * (1 - turn.active) * mean
    return turn.active**2 * variance * _smoothed(slow) + of_phase * _smoothed(quick)


def _smoothed(memory: float, months: float = 12.0) -> float:
    """Variance of a mean over some months, as a share of one month's, when correlation fades as e^(-t / memory)."""
    if memory <= 1e-9:
        return 0.0
    ratio = memory / months
    return 2 * ratio * (1 + ratio * expm1(-1 / ratio))


def ample(site: Site) -> float:
    """Fill when volunteers never lack: f, the share of a seat's cycle that is worked."""
    return cycle(site).active


def network(deviations: Array) -> float:
    """Standard deviation of the people at work of several workshops together, from each one's, in people: noise of
    different sites is independent, so it adds in squares. What they share (the inputs) does not shrink."""
    return float(np.sqrt(np.sum(np.asarray(deviations) ** 2)))


def sites(workshops: Workshops) -> tuple[Site, ...]:
    """The workshops of a plan, each as if it had its prison's people to itself, at its full size."""
    seats = np.round(workshops.seats.max(axis=1, initial=0.0)).astype(np.int64)
    return tuple(
        Site(
            seats=int(seats[row]),
            suitable=float(workshops.suitable[row]),
            apply_share=float(workshops.apply_share[row]),
            pass_rate=float(workshops.pass_rate[row]),
            trial_months=int(workshops.trial_months[row]),
            exit=float(workshops.exit[row]),
            turnover=float(workshops.pool_turnover[row]),
            train_beside=bool(workshops.train_beside[row]),
        )
        for row in range(len(seats))
    )


def fill_of(workshops: Workshops) -> Array:
    """(W,) mean fill at rest of every workshop of a plan. It ignores sharing between companies: each workshop is given
    its whole pool, so where several recruit in one prison this is the most that each could have, not what all get."""
    return np.array([fill(site).mean for site in sites(workshops)])
