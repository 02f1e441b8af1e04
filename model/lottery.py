"""The lottery of who owes what: how far one workshop's debtors are from what was to be expected of them.

Payments to victims follow an expected profile of tenure, which spreads debtors evenly over all workers. In one workshop
of a dozen seats chance does not: some years nearly everyone owes, in others hardly anyone. What chance moves here is
the share of a workshop's people who have a creditor, year by year; its mean stays what it was.

Axes: D draws, W workshops, Y calendar years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from model.chance import UNIT, Count, Event, Word, uniform
from model.money import Array

_LASTING = 0.999
"""Most that a state is taken to last from one month to the next: beyond it, spells are as long as the year anyway."""
_ALIKE = 0.95
"""Most that person-months are taken to share their luck."""


@dataclass(frozen=True)
class Lottery:
    """Luck of some draws."""

    normal: Array
    """(D, W, Y) standard normal, each year's own."""

    def of(self, draws: slice) -> Lottery:
        """The luck of some draws."""
        return Lottery(self.normal[draws])


def lottery(streams: Word, years: Count) -> Lottery:
    """Luck keyed on each draw's stream of a workshop (D, W) and the calendar year (Y,)."""
    u = uniform(streams[:, :, None], years * 12, Event.OWE)
    return Lottery(np.asarray(ndtri(u + UNIT / 2)))


def debtors(lots: Lottery, share: Array, paying: Array, paid: Array, leaving: Array, months: Array) -> Array:
    """(D, W, Y) share of workers with a creditor as chance has it, with the mean ``share`` over the lots.

    share: (D, W, 1) the share expected; paying: (D, W, Y) share of debtors whose debt is not cleared; paid: (D, W, Y)
    person-months paid; leaving: (D, W) monthly chance that a worker leaves; months: (W, Y) months of the year in which
    the workshop is open. As many person-months are a payer's as chance gives: a spell of them is all one person's, so
    the paid ones count as paid / spell. Source: section 3 of the method.
    """
    lasts = np.clip(1 - leaving[:, :, None] / np.maximum(paying, 1e-9), 0.0, _LASTING)
    length = spell(lasts, months)
    payers = np.clip(share * paying, 1e-9, 1.0)  # a share of sums may pass 1 by a last digit
    variance = share**2 * (1 - payers) / payers / np.maximum(paid / length, 1.0)
    place = ndtri(np.clip(share, 1e-9, 1 - 1e-9))
    common = _common(variance, place)
    luck = _from_year_to_year(lots.normal, lasts, length, months)
    drawn = ndtr((place + np.sqrt(common) * luck) / np.sqrt(1 - common))
    return np.where((share > 0) & (share < 1), drawn, share)


def spell(lasts: Array, months: Array) -> Array:
    """Months that count as one when a mean over ``months`` of them is taken: a payer stays one, month after month.

    lasts: chance that who pays in a month still does in the next. Sum of lasts^|i - j| over pairs of months, a month.
    """
    m = np.maximum(months, 1.0)
    gap = 1 - lasts
    return np.asarray((1 + lasts) / gap - 2 * lasts * (1 - lasts**m) / (m * gap**2))


def _common(variance: Array, place: Array) -> Array:
    """Share of luck that is common, so that Phi((place + sqrt(c) z) / sqrt(1 - c)) has that variance.

    Variance = phi(place)^2 (c + place^2 c^2 / 2 + ...): the series of two normals' joint probability, to its second
    term; the mean over z is Phi(place) whatever c is (cf. Vasicek's law of a portfolio's losses).
    """
    height = np.exp(-(place**2)) / (2 * np.pi)
    ratio = variance / height
    bend = np.maximum(place**2, 1e-12)
    return np.asarray(np.minimum(2 * ratio / (1 + np.sqrt(1 + 2 * bend * ratio)), _ALIKE))


def _from_year_to_year(normal: Array, lasts: Array, length: Array, months: Array) -> Array:
    """Luck of each year, part of it the luck of the year before: those who owed are still there.

    Two years in a row share sum of lasts^(months between them); what is kept is set so that all later years together
    share what they should.
    """
    found = normal.copy()
    m = np.maximum(months, 1.0)
    left = lasts**m
    run = (1 - left) / (1 - lasts)
    size = np.sqrt(m * length)
    for year in range(1, normal.shape[2]):
        shared = lasts[..., year] * run[..., year - 1] * run[..., year] / (size[..., year - 1] * size[..., year])
        kept = shared / (1 - left[..., year] + shared)
        found[..., year] = kept * found[..., year - 1] + np.sqrt(1 - kept**2) * normal[..., year]
    return found
