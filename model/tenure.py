"""Who has worked how long: what a cohort brings to victims and to re-entry.

A cohort is those who passed their trial in one month; exits take the same share of every cohort, so its size
in any later month is exact for the means.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from model.distributions import quantile
from model.money import Array
from model.reinsertion import dose
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.slips import Slips
from model.victims import DebtProfile, per_person
from model.workforce import Workforce, expected
from model.workshops import Whole, Workshops


@dataclass(frozen=True)
class Tenure:
    """Sums over cohorts by workshop and month, (W, M), given that the company stays."""

    withheld: Array
    """EUR withheld for victims."""
    paid: Array
    """EUR that reach a creditor."""
    owing: Array
    """People with a creditor whose debt is not cleared."""
    voluntary: Array
    """EUR that they pay on top of the levy."""
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
    return follow_each(programme, workshops, force, victims_part, (debts,))[0]


def follow_each(
    programme: Programme,
    workshops: Workshops,
    force: Workforce,
    victims_part: Array,
    debts: Sequence[DebtProfile],
    voluntary: Sequence[Array | None] = (),
) -> list[Tenure]:
    """The same cohorts, once for each of several debts.

    voluntary: for each of them (W, M) EUR that a debtor adds to a month's part while she owes; None for nothing.
    """
    rows, months = force.at_work_end.shape
    hazard = workshops.exit[:, None]
    offered, more = _added_up(victims_part), [None if v is None else _added_up(v) for v in voluntary]
    more = more or [None for _ in debts]
    previous = np.concatenate([np.zeros((rows, 1)), force.at_work_end[:, :-1]], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        survive = np.where(previous > 0, (force.at_work_end - force.trial_passes) / previous, 0.0)
    longest = int(workshops.trial_months.max(initial=1))
    owed = [_Owed.of(offered, one, extra) for one, extra in zip(debts, more, strict=True)]
    ages = np.arange(months + longest + 1)
    counted, whole, doses = _doses(programme, workshops, np.broadcast_to(ages, (rows, len(ages))))
    freed, half = workshops.release_of_exits[:, None], 1 - hazard / 2
    every = {name: np.zeros((rows, months)) for name in ("experienced", "full", "doses", "months_worked")}
    found = [{name: np.zeros((rows, months)) for name in ("withheld", "paid", "owing", "voluntary")} for _ in debts]
    for hired in range(-longest, months):
        first = max(0, hired)
        youngest = first - hired
        on_trial, at_work = _sizes(force, workshops, survive[:, first:], hired, youngest)
        if not (on_trial.any() or at_work.any()):
            continue
        present = on_trial + at_work * half
        for out, debt in zip(found, owed, strict=True):
            one = per_person(
                _since(offered[debt.rep], first), debt.profile,
                None if debt.more is None else _since(debt.more[debt.rep], first),
            )  # fmt: skip
            out["withheld"][:, first:] += present * one.withheld[debt.kind]
            out["paid"][:, first:] += present * one.paid[debt.kind]
            out["owing"][:, first:] += present * one.owing[debt.kind]
            if debt.more is not None:
                out["voluntary"][:, first:] += present * one.voluntary[debt.kind]
        released = at_work[:, :-1] * hazard * freed
        worked = slice(youngest + 1, months - hired)
        every["experienced"][:, first + 1 :] += released * counted[:, worked]
        every["full"][:, first + 1 :] += released * whole[:, worked]
        every["doses"][:, first + 1 :] += released * doses[:, worked]
        every["months_worked"][:, first + 1 :] += released * ages[worked]
    return [Tenure(**out, **every) for out in found]


def _added_up(monthly: Array) -> Array:
    """(W, M + 1) sums up to the start of each month, and to the end."""
    return np.concatenate([np.zeros((len(monthly), 1)), np.cumsum(monthly, axis=1)], axis=1)


def _since(total: Array, first: int) -> Array:
    """(W, K + 1) sums from a month on."""
    return np.asarray(total[:, first:] - total[:, first : first + 1])


@dataclass(frozen=True)
class _Owed:
    """Workshops that are paid alike and owe alike, followed once."""

    rep: Whole
    """A workshop of each kind."""
    kind: Whole
    """(W,) the kind of each workshop."""
    profile: DebtProfile
    """What the workers of each kind owe."""
    more: Array | None
    """(W, M + 1) what debtors add to their parts, added up."""

    @staticmethod
    def of(offered: Array, debts: DebtProfile, more: Array | None) -> _Owed:
        parts = [np.broadcast_to(part, (len(offered), 1)) for part in vars(debts).values()]
        apart = [offered, *parts, *([] if more is None else [more])]
        _, rep, kind = np.unique(np.hstack(apart), axis=0, return_index=True, return_inverse=True)
        return _Owed(rep, kind.ravel(), DebtProfile(*(part[rep] for part in parts)), more)


DEBT_QUANTILES = (0.1, 0.5, 0.9)
"""Quantiles of the debt at which cohorts are followed; between them, shares are interpolated."""


@dataclass(frozen=True)
class Profile:
    """What one paid person-month brings on average, by workshop and month: shares of the month's victims' part.

    The first axis of the debtors' arrays is the debt: at its best value, then at DEBT_QUANTILES; (1 + Q, W, M).
    """

    withheld_debtor: Array
    paid_debtor: Array
    owing_debtor: Array
    """Share of debtors who still owe."""
    withheld_payer: Array
    """The same of debtors who pay more than the levy; where the scenario has none, those of the others."""
    paid_payer: Array
    owing_payer: Array
    voluntary_payer: Array
    """Share of the month's voluntary payment."""
    withheld_other: Array
    """(W, M) of someone without creditor."""
    experienced: Array
    """(W, M) of a release: after enough work to count."""
    full: Array
    """(W, M) of a release: after enough work for the whole effect."""
    dose: Array
    """(W, M) of a release: its dose."""

    @cached_property
    def paying_debtor(self) -> Array:
        """Share of debtors who pay a creditor: those who still owe, in the months that take something for it."""
        return np.where(self.paid_debtor > 0, self.owing_debtor, 0.0)

    @cached_property
    def paying_payer(self) -> Array:
        """The same of debtors who pay more than the levy: the levy or what they add takes something."""
        return np.where((self.paid_payer > 0) | (self.voluntary_payer > 0), self.owing_payer, 0.0)

    @cached_property
    def too_little(self) -> Array:
        """(W, M) of a release: after too little work to count."""
        return np.maximum(0.0, 1 - self.experienced)


def profile(
    programme: Programme, workshops: Workshops, slip: Slips, drawn: bool, force: Workforce | None = None
) -> Profile:
    """Cohorts of the expected engine: as debtors at each debt, and once without creditor.

    drawn: whether the quantiles of the debt are wanted, beside its best value; force: people, where they are known.
    """
    force = expected(workshops) if force is None else force
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
    of_debtors = [debts(1.0, m) for m in medians]
    payers = of_debtors if programme.scenario.policy.voluntary != "none" else []
    owed = [*of_debtors, *payers, debts(0.0, medians[0])]
    adding = [*(None for _ in of_debtors), *(slip.voluntary for _ in payers), None]
    *followed, others = follow_each(programme, workshops, force, slip.victims, owed, adding)
    debtors, more = followed[: len(medians)], followed[len(medians) :]

    def each(tenures: list[Tenure], name: str, over: Array) -> Array:
        return np.stack([shares(getattr(tenure, name), over) for tenure in tenures])

    overs = {"withheld": part, "paid": part, "owing": people}
    of_levy = {name: each(debtors, name, over) for name, over in overs.items()}
    with_more = {name: each(more, name, over) for name, over in overs.items()} if more else of_levy
    added = each(more, "voluntary", people * slip.voluntary) if more else np.zeros_like(of_levy["paid"])
    return Profile(
        **{f"{name}_debtor": values for name, values in of_levy.items()},
        **{f"{name}_payer": values for name, values in with_more.items()},
        voluntary_payer=added,
        withheld_other=shares(others.withheld, part),
        experienced=shares(others.experienced, force.releases),
        full=shares(others.full, force.releases),
        dose=shares(others.doses, force.releases),
    )


def _sizes(force: Workforce, workshops: Workshops, survive: Array, hired: int, youngest: int) -> tuple[Array, Array]:
    """People of one cohort on trial and at work, (W, K), by months since they were hired, from the youngest age on;
    survive: (W, K) share kept in each of these months."""
    rows, months = force.hires.shape
    trial = workshops.trial_months
    passing = hired + trial
    inside = (passing >= 0) & (passing < months)
    month = np.clip(passing, 0, months - 1)
    every = np.arange(rows)
    passed = np.where(inside, force.trial_passes[every, month], 0.0)
    ended = np.where(inside, passed + force.trial_failures[every, month], 0.0)
    started = force.hires[:, hired] if hired >= 0 else ended
    since = youngest + np.arange(survive.shape[1])[None, :] - trial[:, None]
    kept = np.cumprod(np.where(since > 0, survive, 1.0), axis=1)
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
