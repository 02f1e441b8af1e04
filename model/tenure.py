"""Who has worked how long: what a cohort brings to victims and to re-entry.

A cohort is those who passed their trial in one month; exits take the same share of every cohort, so its size
in any later month is exact for the means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from model.distributions import quantile
from model.money import Array
from model.reinsertion import dose
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.slips import Slips
from model.victims import DebtProfile, PerPerson, per_person
from model.workforce import Workforce, expected
from model.workshops import Whole, Workshops


@dataclass(frozen=True)
class Tenure:
    """Sums over cohorts by workshop and month, (W, M), given that the company stays."""

    withheld: Array
    """EUR withheld for victims."""
    paid: Array
    """EUR that reach a creditor."""
    paying: Array
    """People who pay a creditor."""
    experienced: Array
    """Releases after enough work to count."""
    full: Array
    """Releases after enough work for the whole effect."""
    doses: Array
    """Releases weighted by the dose of work."""
    months_worked: Array
    """Months worked, summed over releases."""


def follow(
    programme: Programme, workshops: Workshops, force: Workforce, victims_part: Array, debts: DebtProfile
) -> Tenure:
    """Follow every cohort, from the month in which it was hired, through trial and work.

    victims_part: (W, M) EUR that the split takes for victims from one full month with a creditor. People on
    trial are paid, so their part is withheld from the first month.
    """
    rows, months = force.at_work_end.shape
    hazard = workshops.exit[:, None]
    offered = np.concatenate([np.zeros((rows, 1)), np.cumsum(victims_part, axis=1)], axis=1)
    previous = np.concatenate([np.zeros((rows, 1)), force.at_work_end[:, :-1]], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        survive = np.where(previous > 0, (force.at_work_end - force.trial_passes) / previous, 0.0)
    longest = int(workshops.trial_months.max(initial=1))
    rep, alike = _alike(offered, debts)
    owed = DebtProfile(*(np.broadcast_to(part, (rows, 1))[rep] for part in vars(debts).values()))
    counted, whole, doses = _doses(
        programme, workshops, np.broadcast_to(np.arange(months + longest + 1), (rows, months + longest + 1))
    )
    out = {
        name: np.zeros((rows, months))
        for name in ("withheld", "paid", "paying", "experienced", "full", "doses", "months_worked")
    }
    for hired in range(-longest, months):
        first = max(0, hired)
        age = np.arange(first - hired, months - hired)[None, :]
        on_trial, at_work = _sizes(force, workshops, survive, hired, age)
        if not (on_trial.any() or at_work.any()):
            continue
        one = per_person(offered[rep, first:] - offered[rep, first : first + 1], owed)
        month = PerPerson(one.withheld[alike], one.paid[alike], one.still_paying[alike])
        present = on_trial + at_work * (1 - hazard / 2)
        out["withheld"][:, first:] += present * month.withheld
        out["paid"][:, first:] += present * month.paid
        out["paying"][:, first:] += present * month.still_paying
        released = at_work[:, :-1] * hazard * workshops.release_of_exits[:, None]
        worked = age[:, 1:].ravel()
        out["experienced"][:, first + 1 :] += released * counted[:, worked]
        out["full"][:, first + 1 :] += released * whole[:, worked]
        out["doses"][:, first + 1 :] += released * doses[:, worked]
        out["months_worked"][:, first + 1 :] += released * worked
    return Tenure(**out)


def _alike(offered: Array, debts: DebtProfile) -> tuple[Whole, Whole]:
    """A workshop of each kind that is paid alike and owes alike, and the kind of each workshop (W,)."""
    parts = [np.broadcast_to(part, (len(offered), 1)) for part in vars(debts).values()]
    _, rep, kind = np.unique(np.hstack([offered, *parts]), axis=0, return_index=True, return_inverse=True)
    return rep, kind.ravel()


DEBT_QUANTILES = (0.1, 0.5, 0.9)
"""Quantiles of the debt at which cohorts are followed; between them, shares are interpolated."""


@dataclass(frozen=True)
class Profile:
    """What one paid person-month brings on average, by workshop and month: shares of the month's victims' part.

    The first axis of the debtors' arrays is the debt: at its best value, then at DEBT_QUANTILES; (1 + Q, W, M).
    """

    withheld_debtor: Array
    paid_debtor: Array
    paying_debtor: Array
    """Share of debtors who still owe."""
    withheld_other: Array
    """(W, M) of someone without creditor."""
    experienced: Array
    """(W, M) of a release: after enough work to count."""
    full: Array
    """(W, M) of a release: after enough work for the whole effect."""
    dose: Array
    """(W, M) of a release: its dose."""

    @cached_property
    def too_little(self) -> Array:
        """(W, M) of a release: after too little work to count."""
        return np.maximum(0.0, 1 - self.experienced)


def profile(programme: Programme, workshops: Workshops, slip: Slips, drawn: bool) -> Profile:
    """Cohorts of the expected engine: as debtors at each debt, and once without creditor.

    drawn: whether the quantiles of the debt are wanted, beside its best value.
    """
    force = expected(workshops)
    people = force.at_work + force.trainees
    part = people * slip.victims

    def debts(share: float, median: Callable[[Quantity], float]) -> DebtProfile:
        known = [(w.prison.debts.median, w.prison.debts.sigma, w.opening.opens) for w in workshops.list]
        medians = [median(m.at(opens)) for m, _, opens in known if m is not None]
        sigmas = [s.at(opens).value for _, s, opens in known if s is not None]
        column = np.ones((len(known), 1))
        return DebtProfile(
            share * column, np.array(medians)[:, None], np.array(sigmas)[:, None], slip.victims_stop[:, :1]
        )

    def shares(total: Array, over: Array) -> Array:
        return np.divide(total, over, out=np.zeros_like(total), where=over > 0)

    medians: list[Callable[[Quantity], float]] = [lambda q: q.value]
    medians += [partial(quantile, level=level) for level in DEBT_QUANTILES if drawn]
    debtors = [follow(programme, workshops, force, slip.victims, debts(1.0, m)) for m in medians]
    others = follow(programme, workshops, force, slip.victims, debts(0.0, medians[0]))
    return Profile(
        withheld_debtor=np.stack([shares(t.withheld, part) for t in debtors]),
        paid_debtor=np.stack([shares(t.paid, part) for t in debtors]),
        paying_debtor=np.stack([shares(t.paying, people) for t in debtors]),
        withheld_other=shares(others.withheld, part),
        experienced=shares(others.experienced, force.releases),
        full=shares(others.full, force.releases),
        dose=shares(others.doses, force.releases),
    )


def _sizes(force: Workforce, workshops: Workshops, survive: Array, hired: int, age: Array) -> tuple[Array, Array]:
    """People of one cohort on trial and at work, (W, K), by months since they were hired."""
    rows, months = force.hires.shape
    trial = workshops.trial_months
    passing = hired + trial
    inside = (passing >= 0) & (passing < months)
    month = np.clip(passing, 0, months - 1)
    every = np.arange(rows)
    passed = np.where(inside, force.trial_passes[every, month], 0.0)
    ended = np.where(inside, passed + force.trial_failures[every, month], 0.0)
    started = force.hires[:, hired] if hired >= 0 else ended
    since = age - trial[:, None]
    kept = np.cumprod(np.where(since > 0, survive[:, hired + age.ravel()], 1.0), axis=1)
    return np.where(since < 0, started[:, None], 0.0), np.where(since >= 0, passed[:, None] * kept, 0.0)


def _doses(programme: Programme, workshops: Workshops, worked: Array) -> tuple[Array, Array, Array]:
    """Whether a release after so many months counts, whether wholly, and its dose; ``worked`` is (W, M)."""
    start = programme.scenario.start
    counted, whole, doses = (np.zeros(worked.shape) for _ in range(3))
    for row, workshop in enumerate(workshops.list):
        evidence = programme.evidence[workshop.activity.evidence]
        counted[row] = worked[row] >= evidence.no_effect_under.at(start).value
        whole[row] = worked[row] >= evidence.full_effect_at.at(start).value
        doses[row] = dose(worked[row].astype(np.float64), evidence, start)
    return counted, whole, doses
