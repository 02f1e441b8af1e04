"""What a programme is worth, as data and in words: who gains with what chance, when it is paid back, at other rates.

The same for the page on money, for paper, for the workbook and for benefits.csv.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

import language
from language import formats
from model.benefit_cost import Appraisal, Perspective, interval
from model.interval import HIGH, LOW
from model.schema.programme import Programme
from reports.interval import Interval, stacked
from reports.parts import Table
from reports.wording import said, share_of_draws

COLUMNS: Final = (
    "scenario", "rate", "in_force", "price_base", "perspective", "value", "low", "high", "chance", "if_no_effect",
    "if_no_effect_low", "if_no_effect_high", "chance_if_no_effect", "ratio", "ratio_low", "ratio_high",
    "ratio_if_no_effect", "payback", "payback_low", "payback_high", "payback_chance",
    "ratio_if_no_effect_low", "ratio_if_no_effect_high",
)  # fmt: skip
"""Of benefits.csv: EUR of the price base, shares of draws, years; what needs draws is empty without."""
EUROS: Final = ("value", "low", "high", "if_no_effect", "if_no_effect_low", "if_no_effect_high")
"""Those of them that are euros."""
INDICATORS: Final[dict[Perspective, str]] = {
    "detainee": "present_value_detainee", "victim": "present_value_victim", "State": "present_value_state",
    "social_insurance": "present_value_social_insurance", "company": "present_value_company",
    "society": "present_value",
}  # fmt: skip
"""The indicator that tells a perspective's present value, where there is one."""
NOT_YET: Final = 0.05
"""Share of draws under which nothing is said to be paid back."""


def rates(programme: Programme, lang: str) -> dict[float, str]:
    """Yearly discount rates to be told side by side, lowest first, with their names."""
    _, discount = language.text(lang), programme.defaults.money.discount
    names = {other.rate.latest.value: said(other.label, lang) for other in discount.others}
    names |= {discount.rate(): _("official, 1.2% + beta × 2%, beta 1")}
    names.setdefault(programme.scenario.policy.discount_rate, _("the scenario's"))
    return dict(sorted(names.items()))


def table(found: Appraisal) -> pd.DataFrame:
    """COLUMNS, a row for each rate and perspective; ratio: society's alone."""
    own = found.programme.scenario.policy.discount_rate
    rows = [
        (
            found.programme.id, at.rate, at.rate == own, at.price_base, who, *_value(at, who), *_value(at, who, False),
            *_ratio(at, who), _ratio(at, who, False)[0], *payback(at, who), *_ratio(at, who, False)[1:],
        )
        for at in (replace(found, rate=rate) for rate in rates(found.programme, "en"))
        for who in found.perspectives
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _value(found: Appraisal, who: Perspective, effects: bool = True) -> tuple[float, float, float, float]:
    """Present value, the ends of its interval, the chance of a gain."""
    value, low, high = interval(found.value(who, effects))
    return (value, low, high, found.chance(who, effects)) if found.drawn else (value, *[float("nan")] * 3)


def _ratio(found: Appraisal, who: Perspective, effects: bool = True) -> tuple[float, float, float]:
    """Benefits over cost and the ends of its interval; society's alone."""
    none = float("nan")
    value, low, high = found.published_ratio(effects) if who == "society" else (none, none, none)
    return (value, low, high) if found.drawn else (value, none, none)


def payback(found: Appraisal, who: Perspective) -> tuple[float, float, float, float]:
    """Years until what was spent is covered, median and ends of the interval of the draws that are paid back; then
    their share. Years are NaN where hardly any is."""
    years = found.payback(who)
    back = years[np.isfinite(years)]
    share = len(back) / len(years)
    if share < NOT_YET:
        return (*[float("nan")] * 3, share if found.drawn else float("nan"))
    low, middle, high = (float(v) for v in np.quantile(back, (LOW, 0.5, HIGH)))
    return (middle, low, high, share) if found.drawn else (middle, *[float("nan")] * 3)


def payback_told(found: Appraisal, who: Perspective, lang: str) -> str:
    """How long until what is gained covers what was spent, in words."""
    _ = language.text(lang)
    middle, low, high, share = payback(found, who)
    if np.isnan(middle):
        return _("not paid back within the horizon")
    last = middle if np.isnan(high) else high
    if last < 1:
        text = _("paid back from the first year on")
    elif middle < 1:
        text = _("paid back from the first year on, at the latest after {years} years").format(
            years=formats.number(last, lang)
        )
    else:
        spread = f" [{formats.interval(low, high, lang, 0)}]" if high > low else ""
        text = language.plural(lang)("paid back after {years} year", "paid back after {years} years", math.ceil(middle))
        text = text.format(years=formats.number(middle, lang) + spread)
    if found.drawn:
        text += _(", in {chance} of the draws").format(chance=share_of_draws(share, lang))
    return text


def chance(found: Appraisal, who: Perspective, lang: str, effects: bool = True) -> str:
    """Share of draws in which a perspective gains; a dash without draws."""
    return share_of_draws(found.chance(who, effects), lang) if found.drawn else "–"


def euros(found: Appraisal, who: Perspective, lang: str, effects: bool = True) -> str:
    """Present value over its interval."""
    return stacked(Interval(*interval(found.value(who, effects))), "EUR", lang)


def reading(lang: str) -> str:
    """What chances and payback are."""
    return language.text(lang)(
        "A chance is the share of draws in which the present value is above zero. Paid back: the first year from which "
        "what has been gained covers what has been spent, in euros not discounted, effects counted."
    )


def by_perspective(found: Appraisal, lang: str, full: bool = False) -> Table:
    """Who gains, who pays, with what chance, and when it is paid back; society last. full: by the indicators' names,
    for a reader without the page around it."""
    _, known = language.text(lang), found.programme.indicators
    names = {who: language.term("perspective", who, lang) for who in found.perspectives}
    if full:
        names |= {who: said(known[name].label, lang) for who, name in INDICATORS.items()}
        names["public"] = _("Present value, State and social insurance")
    rows = [
        (
            names[who], euros(found, who, lang), chance(found, who, lang), euros(found, who, lang, False),
            chance(found, who, lang, False), payback_told(found, who, lang),
        )
        for who in found.perspectives
    ]  # fmt: skip
    if full:
        ratios = (stacked(Interval(*found.published_ratio(effects)), "ratio", lang) for effects in (True, False))
        counted, without = ratios
        rows.append((said(known["benefit_cost_ratio"].label, lang), counted, "–", without, "–", "–"))
    head = (
        _("Perspective"), _("Net present value"), _("Chance of a gain"), _("If work has no effect"), _("Chance then"),
        _("Paid back"),
    )  # fmt: skip
    caption = _("Who gains, who pays: present value at {rate} a year, in euros of {year}")
    told = caption.format(rate=formats.percent(found.rate, lang, 1), year=found.price_base)
    return Table(told, head, tuple(rows), words=1, strong=1 + full)


def at_rates(found: Appraisal, lang: str) -> Table:
    """Society's present value, chance of a gain and ratio at each rate, with effects and without."""
    _, rows = language.text(lang), []
    for rate, name in rates(found.programme, lang).items():
        at = replace(found, rate=rate)
        ratios = [at.published_ratio(effects) for effects in (True, False)]
        counted, without = (stacked(Interval(*ratio), "ratio", lang) for ratio in ratios)
        rows.append((
            f"{formats.percent(rate, lang, 1)} – {name}", euros(at, "society", lang), chance(at, "society", lang),
            counted, euros(at, "society", lang, False), chance(at, "society", lang, False), without,
        ))  # fmt: skip
    head = (
        _("Discount rate"), _("Net present value"), _("Chance of a gain"), _("Benefits over cost"),
        _("If work has no effect"), _("Chance then"), _("Benefits over cost then"),
    )  # fmt: skip
    caption = _("Society at each discount rate, in euros of {year}")
    return Table(caption.format(year=found.price_base), head, tuple(rows))
