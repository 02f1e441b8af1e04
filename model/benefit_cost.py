"""Benefit and cost by perspective, at any rate and price base (section 7 of the method).

Made from the programme's ledger by year, so that a reader may change the rate without a new computation. Axes: D draws,
K transfers, Y years, P periods (years, then their total).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np

from model import books
from model.after_release import ITEMS
from model.books import Books, sign
from model.interval import HIGH, LOW
from model.ledger import Party
from model.money import Array
from model.present_value import PARTIES, deflator, discounting, funds, lag, over
from model.projection import Projection
from model.schema.programme import Programme

Perspective = Literal[
    "detainee", "victim", "State", "social_insurance", "public", "company", "public_funds", "society",
]  # fmt: skip
PERSPECTIVES: Final[tuple[Perspective, ...]] = (
    "detainee", "victim", "State", "social_insurance", "public", "company", "society",
)  # fmt: skip
"""Whose gain is told; ``public`` is State and social insurance, ``society`` every party but the rest of the world, less
what public funds cost beside (``public_funds``) where that is counted."""
_OF: Final[dict[Perspective, tuple[Party, ...]]] = {
    "detainee": ("detainee",), "victim": ("victim",), "State": ("State",), "social_insurance": ("social_insurance",),
    "public": ("State", "social_insurance"), "company": ("company",), "public_funds": ("State", "social_insurance"),
    "society": PARTIES,
}  # fmt: skip


@dataclass(frozen=True)
class Appraisal:
    """What a programme is worth, draw by draw."""

    programme: Programme
    books: Books
    inflation: Array
    """(D,) yearly rate of each draw."""
    rate: float
    """Yearly discount rate, above inflation."""
    price_base: int
    """Year in whose euros values are told."""

    @property
    def drawn(self) -> bool:
        """Whether there are many draws, so that chances and intervals can be told."""
        return len(self.inflation) > 1

    @cached_property
    def start(self) -> int:
        """The scenario's first year, to which values are brought back."""
        return int(self.programme.scenario.start[:4])

    @cached_property
    def _base(self) -> float:
        """Euros of the price base for a euro of the first year, at the outlook's best value."""
        return float((1 + (self.programme.outlook.inflation.value or 0.0)) ** (self.price_base - self.start))

    @cached_property
    def _after(self) -> Array:
        """(K,) 1 for what follows a release."""
        return self.books.only(*ITEMS)

    @cached_property
    def present(self) -> Array:
        """(D, K) present value of each transfer."""
        years = self.books.euros.shape[2] - 1
        weight = deflator(self.inflation, years) * discounting(self.rate, years) * self._base
        later = 1 - self._after * (1 - lag(self.programme, self.rate))
        return np.asarray(np.einsum("dky,dy->dk", self.books.euros[:, :, :-1], weight) * later)

    @property
    def _funds(self) -> float:
        """What society loses on a euro of public money beside the euro."""
        return funds(self.programme)

    @property
    def perspectives(self) -> tuple[Perspective, ...]:
        """Whose gain is told, in order; what public funds cost beside stands before society where it is counted."""
        return (*PERSPECTIVES[:-1], "public_funds", "society") if self._funds else PERSPECTIVES

    def _weight(self, who: Perspective, effects: bool = True) -> Array:
        """(K,) what a euro of each transfer is to a perspective; what follows a release left out, if asked."""
        found = np.sum([sign(self.books.lines, party) for party in _OF[who]], axis=0)
        if who == "public_funds":
            found = self._funds * found
        elif who == "society":
            found = found + self._weight("public_funds")
        return np.asarray(found if effects else found * (1 - self._after))

    def value(self, who: Perspective, effects: bool = True) -> Array:
        """(D,) net present value of a perspective; effects: whether what follows a release is counted."""
        return np.asarray(self.present @ self._weight(who, effects))

    @cached_property
    def state_cost(self) -> Array:
        """(D,) present value of what the State pays, nothing taken off."""
        pays = np.array([payer == "State" for _, payer, _ in self.books.lines], dtype=np.float64)
        return np.asarray(self.present @ pays)

    def ratio(self, effects: bool = True) -> Array:
        """(D,) (benefits of all parties but the State + State savings) / gross State cost; what public funds cost
        beside, where it is counted, is taken from the benefits, so that the ratio is above 1 where society gains."""
        return over(self._gains(effects), self.state_cost)

    def published_ratio(self, effects: bool = True) -> tuple[float, float, float]:
        """Expected gains over expected cost, then the ends of the 90 % interval of the draws' ratio."""
        _, low, high = interval(self.ratio(effects))
        return float(over(self._gains(effects).mean(), self.state_cost.mean())), low, high

    def _gains(self, effects: bool) -> Array:
        return np.asarray(self.present @ self._weight("society", effects) + self.state_cost)

    def chance(self, who: Perspective, effects: bool = True) -> float:
        """Share of draws in which a perspective gains."""
        return float(np.mean(self.value(who, effects) > 0))

    def effect_multiple(self) -> Array:
        """(D,) times that the effects after release would have to be as large for society to break even; below 0 where
        they would have to turn round; NaN where there are none."""
        without = self.value("society", effects=False)
        return _divided(-without, self.value("society") - without)

    def cost_multiple(self) -> Array:
        """(D,) times that gross State cost could be as high before society loses: (V + C') / C', with C' that cost but
        for what it hands to others of society and, where they are counted, the public funds that it takes from
        elsewhere; NaN where nothing is spent."""
        spent = np.array([line[1:] == ("State", "resources") for line in self.books.lines], dtype=np.float64)
        cost = np.asarray(self.present @ spent) * (1 + self._funds)
        return over(self.value("society") + cost, cost)

    def outside_share(self) -> Array:
        """(D,) share of the workshops' output that could take the place of output outside before society loses."""
        output = self.present @ self.books.only("client_price")
        return _divided(self.value("society"), output)

    def by_year(self, who: Perspective, effects: bool = True) -> Array:
        """(D, Y) gains of each year in euros of the price base, not discounted."""
        years = self.books.euros.shape[2] - 1
        flows = self.books.of(self._weight(who, effects))[:, :-1]
        return np.asarray(flows * deflator(self.inflation, years) * self._base)

    def payback(self, who: Perspective) -> Array:
        """(D,) years until what has been gained covers what has been spent, and does so to the end of the horizon; NaN
        where it does not. Nothing spent first is 0 years."""
        total = np.cumsum(self.by_year(who), axis=1)
        lost = total < 0
        last = total.shape[1] - np.argmax(lost[:, ::-1], axis=1)
        years = np.where(lost.any(axis=1), last, 0).astype(np.float64)
        return np.where(lost[:, -1], np.nan, years)


def _divided(over_: Array, under: Array) -> Array:
    """(D,) a quotient; NaN where nothing is below."""
    none = np.abs(under) < 1e-6
    return np.asarray(np.where(none, np.nan, over_ / np.where(none, 1.0, under)))


def expected(projection: Projection, rate: float, price_base: int) -> Appraisal:
    """The appraisal of the expected engine: one draw, every input at its best value."""
    programme = projection.programme
    year = np.array([int(m[:4]) for m in programme.months])
    ledger = (*projection.transfers, *projection.common)
    told = Books(books.lines(ledger), books.of_programme(ledger, year - year[0])[None])
    return Appraisal(programme, told, np.array([programme.outlook.inflation.value or 0.0]), rate, price_base)


def interval(drawn: Array) -> tuple[float, float, float]:
    """Mean, then the ends of the 90 % interval; draws without a value are left out."""
    valid = drawn[np.isfinite(drawn)]
    if not valid.size:
        return float("nan"), float("nan"), float("nan")
    low, high = np.quantile(valid, (LOW, HIGH))
    return float(valid.mean()), float(low), float(high)
