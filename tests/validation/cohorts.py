"""Every worker of a twelve-seat workshop followed on her own: her debt, what is held for her, how long she worked.

The engine counts people and multiplies them by one expected profile of tenure per workshop and month. Here the same
counts are taken, draw by draw, and people are told apart: who leaves is drawn by lot, each has her own debt, each pays
until it is cleared. What is left between the two is the error of the shortcut alone. Its lottery of who owes what is
another than that of the people told apart: spreads are compared, not draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import numpy.typing as npt

from model import workshops as plan
from model.futures import kernel
from model.futures.people import Counts
from model.loading.assembly import programme
from model.lottery import lottery
from model.outcomes import outcomes
from model.person_months import Monthly
from model.rates import prepare, rates
from model.reading import Central
from model.schema.programme import Programme
from model.slips import Slips
from model.stretches import each_month
from model.workshops import Workshops
from tests.examples import shipped
from tests.validation import small

DRAWS, MONTHS = 1600, 60
POOLS = {"own pool": None, "pool of 15": 15.0, "pool of 8": 8.0}
"""Suitable people; None keeps the profile's."""
WHAT = ("victims", "victims_paid", "people_paying", "releases_with_experience", "release_doses")


@dataclass
class _Person:
    hired: int
    owes: float
    """0 without a creditor."""
    paid: float = 0.0
    held: float = 0.0

    def month(self, part: float, stop: float) -> tuple[float, float]:
        """EUR withheld and EUR paid of one month's part."""
        to_creditor = min(part, max(0.0, self.owes - self.paid))
        kept = min(part - to_creditor, max(0.0, stop - self.held))
        self.paid += to_creditor
        self.held += kept
        return to_creditor + kept, to_creditor


def follow(
    built: Programme, workshops: Workshops, slip: Slips, counts: Counts, draw: int, seed: int
) -> dict[str, float]:
    """Sums over the months of one draw, people told apart."""
    random = np.random.default_rng([seed, draw])
    workshop, month_of = workshops.list[0], built.scenario.start
    debts, evidence = workshop.prison.debts, built.evidence[workshop.activity.evidence]
    opens = workshop.opening.opens
    share = debts.creditor_share_known.at(opens).value
    median, sigma = debts.median.at(opens).value, debts.sigma.at(opens).value  # type: ignore[union-attr]
    low, high = evidence.no_effect_under.at(month_of).value, evidence.full_effect_at.at(month_of).value
    stop, trial = float(slip.victims_stop[0, 0]), int(workshops.trial_months[0])
    of = {
        kind: counts.of(kind)[draw, 0]
        for kind in ("hires", "exits", "releases", "closures", "trial_passes", "trial_failures")
    }
    working: list[_Person] = []
    on_trial: list[_Person] = []
    total = dict.fromkeys(WHAT, 0.0)

    def pay(person: _Person, month: int, part: float) -> None:
        owing = person.owes > person.paid
        withheld, reaches = person.month(part * float(slip.victims[0, month]), stop)
        total["victims"] += withheld
        total["victims_paid"] += reaches
        total["people_paying"] += part * owing

    for month in range(MONTHS + 1):
        last = month == MONTHS
        random.shuffle(working)  # type: ignore[arg-type]
        exits = round(len(working) * float(workshops.exit[0])) if last else int(of["exits"][month])
        leaving, working = working[:exits], working[exits:]
        for person, part in [(p, 0.5) for p in leaving] + [(p, 1.0) for p in working + on_trial]:
            if month:
                pay(person, month - 1, part)
        if last:
            break
        for person in leaving[: of["releases"][month]]:
            worked = month - person.hired
            total["releases_with_experience"] += worked >= low
            total["release_doses"] += 0.0 if worked < low else min(1.0, (worked - low) / (high - low))
        working = working[of["closures"][month] :]
        ending = [p for p in on_trial if month - p.hired == trial]
        on_trial = [p for p in on_trial if month - p.hired < trial]
        random.shuffle(ending)  # type: ignore[arg-type]
        working += ending[: of["trial_passes"][month]]
        for _ in range(int(of["hires"][month])):
            owes = float(np.exp(np.log(median) + sigma * random.standard_normal())) if random.random() < share else 0.0
            on_trial.append(_Person(month, owes))
    return total


@dataclass(frozen=True)
class Compared:
    """One sum over five years: people told apart, and the shortcut."""

    apart: float
    """Mean over draws."""
    shortcut: float
    """The same of the engine, without the lottery of who owes what, which leaves it as it is but adds noise."""
    noise: float
    """Standard error of the difference of the means."""
    spread: float
    """Standard deviation over draws, people told apart."""
    spread_shortcut: float
    """The same of the engine, with its lottery of who owes what."""
    one_draw: float
    """Root mean square distance of a single draw, without that lottery."""


@cache
def compared(pool: str) -> dict[str, Compared]:
    """The shortcut beside people told apart, by what is summed."""
    built = programme(shipped(), "rennes-2009")
    longer = built.scenario.model_copy(update={"months": MONTHS})
    return of_programme(built.model_copy(update={"scenario": longer}), POOLS[pool])


def of_programme(built: Programme, suitable: float | None) -> dict[str, Compared]:
    """The same for the first workshop of any programme."""
    workshops = plan.of(built)
    if suitable is not None:
        workshops = replace(workshops, suitable=np.full(1, suitable), observed=np.zeros(1, dtype=np.bool_))
    setting = prepare(built, workshops)
    chances = small.people(workshops, DRAWS, seed=3)
    counts = kernel.count(chances)
    whole = {
        k: counts.of(k).astype(np.float64)
        for k in ("trainees", "at_work_end", "hires", "trial_passes", "trial_failures", "exits", "releases", "closures")
    }
    hazard = np.broadcast_to(workshops.exit[None], (DRAWS, 1))
    begins = int(built.scenario.start[:4])
    lots = lottery(chances.workshop_stream, begins + np.arange(int(setting.stock.year[-1]) + 1))
    there, time = np.ones((DRAWS, 1, MONTHS)), each_month(MONTHS)
    read = rates(setting, Central())
    told = Monthly(setting.sums, whole, there, hazard, time, read.debt)
    means, drawn = outcomes(setting, read, told), outcomes(setting, read, told, lots)
    apart = [follow(built, workshops, setting.slip, counts, d, seed=11) for d in range(DRAWS)]
    found = {}
    for name in WHAT:
        exact = np.array([a[name] for a in apart])
        quick: npt.NDArray[np.float64] = means[name].sum(axis=(1, 2))
        gap = quick - exact
        found[name] = Compared(
            exact.mean(),
            quick.mean(),
            gap.std() / DRAWS**0.5,
            exact.std(),
            float(drawn[name].sum(axis=(1, 2)).std()),
            float(np.sqrt(np.mean(gap**2))),
        )
    return found
