"""What turns the sign of society's balance: effects, cost to the State, work taken from outside; in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

import language
from model.benefit_cost import Appraisal
from model.interval import HIGH, LOW
from model.money import Array
from reports.interval import Interval, spread
from reports.wording import amount

Lever = Literal["effects", "state_cost", "outside"]
COLUMNS = ("what", "value", "low", "high", "unit", "sentence")


@dataclass(frozen=True)
class Turn:
    """Where one lever turns the sign, all else as it is."""

    lever: Lever
    unit: Literal["ratio", "share"]
    """Times what is counted, or a share of the output."""
    value: float
    """Median of the draws; NaN where the lever moves nothing."""
    low: float
    high: float
    """Ends of 90 % of the draws."""
    gains_above: bool
    """Whether society gains above it, rather than below."""


def turns(found: Appraisal) -> list[Turn]:
    """The three levers: effects after release, gross State cost, share of the output that takes work from outside."""
    effect = found.value("society") - found.value("society", effects=False)
    return [
        _turn("effects", "ratio", found.effect_multiple(), bool(np.median(effect) > 0)),
        _turn("state_cost", "ratio", found.cost_multiple(), False),
        _turn("outside", "share", found.outside_share(), False),
    ]


def _turn(lever: Lever, unit: Literal["ratio", "share"], drawn: Array, gains_above: bool) -> Turn:
    known = drawn[np.isfinite(drawn)]
    if not known.size:
        return Turn(lever, unit, np.nan, np.nan, np.nan, gains_above)
    low, middle, high = (float(v) for v in np.quantile(known, (LOW, 0.5, HIGH)))
    return Turn(lever, unit, middle, low, high, gains_above)


def names(lang: str) -> dict[Lever, str]:
    """What each lever is."""
    _ = language.text(lang)
    return {
        "effects": _("Effects after release, times those counted"),
        "state_cost": _("Gross cost to the State, times what is counted"),
        "outside": _("Share of the output that takes the place of work outside"),
    }


def told(one: Turn, lang: str) -> str:
    """The median and, on a second line, its interval."""
    if np.isnan(one.value):
        return "–"
    between = spread(Interval(one.value, one.low, one.high), one.unit, lang)
    return f"{_point(one, one.value, lang)}\n{between}".rstrip()


def sentence(one: Turn, lang: str) -> str:
    """When the balance turns negative, in words; then what ends below nothing mean."""
    below = _below_nothing(one, lang) if one.low < 0 <= one.value else ""
    return f"{_at_the_median(one, lang)} {below}".rstrip()


def _below_nothing(one: Turn, lang: str) -> str:
    """What a negative end says of a lever that is never negative."""
    _ = language.text(lang)
    match one.lever:
        case "outside":
            return _("Below 0: in these draws the balance is negative already, without any displacement.")
        case "state_cost":
            return _("Below 0: in these draws the balance is negative even if the State pays nothing.")
    return ""


def _at_the_median(one: Turn, lang: str) -> str:
    _, value = language.text(lang), one.value
    at = _point(one, value, lang)
    if np.isnan(value):
        return _("It moves nothing here.")
    match one.lever:
        case "effects" if value <= 0 and one.gains_above:
            return _(
                "At the median of the draws the balance stays positive if work has no effect at all; it turns negative "
                "only if effects turn round and are above {multiple} those counted."
            ).format(multiple=_point(one, -value, lang))
        case "effects" if value <= 0:
            return _("At the median of the draws the balance stays negative, however large the effects.")
        case "effects" if one.gains_above:
            return _(
                "At the median of the draws the balance turns negative if effects are below {multiple} those counted."
            ).format(multiple=at)
        case "effects":
            return _(
                "At the median of the draws the balance turns negative if effects are above {multiple} those counted."
            ).format(multiple=at)
        case "state_cost" if value <= 0:
            return _("At the median of the draws the balance stays negative, even if the State pays nothing.")
        case "state_cost":
            return _(
                "At the median of the draws the balance turns negative if the gross cost to the State is above "
                "{multiple} what is counted."
            ).format(multiple=at)
    if value <= 0:
        return _("At the median of the draws the balance stays negative, even if no work outside is displaced.")
    if value >= 1:
        return _(
            "At the median of the draws the balance stays positive, even if all of the output takes the place of "
            "work outside."
        )
    return _(
        "At the median of the draws the balance turns negative if more than {share} of the output takes the place "
        "of work outside."
    ).format(share=at)


def _point(one: Turn, value: float, lang: str) -> str:
    """A multiple or a share: ``4,49 fois``, ``37 %``."""
    told = amount(value, one.unit, lang, (one.low, one.high))
    return told if one.unit == "share" else language.text(lang)("{multiple} times").format(multiple=told)


def table(found: Sequence[Turn], lang: str) -> pd.DataFrame:
    """The same as data: COLUMNS."""
    label = names(lang)
    rows = [(label[one.lever], one.value, one.low, one.high, one.unit, sentence(one, lang)) for one in found]
    return pd.DataFrame(rows, columns=list(COLUMNS))
