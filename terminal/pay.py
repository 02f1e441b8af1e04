"""``pay`` and ``split``: one pay slip, one month's account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import language
from language import formats
from model.law import REGIMES, Law, Rules
from model.loading.catalogue import load_law
from model.pay import PaySlip, Split, gross_of, monthly_hours, paid_hours, pay_slip, split
from model.schema.fault import Fault
from terminal.door import DONE, Door
from terminal.reading import Options

MOST_EUROS = 100_000.0
"""No month of prison work pays more: a slip of the finger."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    month: str
    weekly_hours: str
    hourly_gross: str | None
    monthly_net: str | None
    regime: str
    rule: str
    creditor: bool
    as_json: bool


def pay(door: Door, asked: Asked) -> int:
    """Print one pay slip. Raises InputFaults."""
    options = Options()
    month = options.month("--month", asked.month)
    hours = options.number("--weekly-hours", asked.weekly_hours, 0.0, 60.0, "hours/week")
    if hours == 0.0 and not options.faults:
        options.wrong("hours_none", "--weekly-hours")
    regime = options.one_of("--regime", asked.regime, REGIMES)
    rule = options.rule("--rule", asked.rule)
    hourly = (
        None
        if asked.hourly_gross is None
        else options.number("--hourly-gross", asked.hourly_gross, 0.0, 1000.0, "EUR/hour")
    )
    net = (
        None
        if asked.monthly_net is None
        else options.number("--monthly-net", asked.monthly_net, 0.0, MOST_EUROS, "EUR/month")
    )
    if hourly is not None and net is not None:
        options.wrong("options_contradict", "", one="--hourly-gross", other="--monthly-net")
    options.settle()
    law = Law(*load_law())
    rules = law.rules(month)
    if net is not None:
        hourly = float(gross_of(rules, net, regime)) / float(monthly_hours(paid_hours(rules, hours)))
    slip = pay_slip(rules, hours, hourly, regime=regime, rule=rule, creditor=asked.creditor)
    door.faults(_notices(law, rules, hours, hourly, regime))
    if asked.as_json:
        door.json(_document(slip))
    else:
        _show(door, law, rules, slip, regime)
    return DONE


def account(door: Door, month: str, net: str, creditor: bool, victims_held: str, as_json: bool) -> int:
    """Print how one month's receipts are split. Raises InputFaults."""
    options = Options()
    when = options.month("--month", month)
    receipts = options.number("--net", net, 0.0, MOST_EUROS, "EUR/month")
    held = options.number("--victims-held", victims_held, 0.0, 1e9, "EUR")
    options.settle()
    parts = split(Law(*load_law()).rules(when), receipts, creditor=creditor, held=held)
    amounts = _split(parts)
    if as_json:
        door.json(amounts)
        return DONE
    title = f"{door.word('Account of one month')}, {formats.month(when, door.lang)}"
    rows = [(door.word("Net receipts"), formats.money(receipts, door.lang))]
    rows += [
        (language.term("column", key, door.lang), formats.money(amount, door.lang)) for key, amount in amounts.items()
    ]
    door.table(title, ("", ""), rows)
    return DONE


def _split(parts: Split) -> dict[str, float]:
    return {
        "victims": _cents(parts.victims),
        "release_savings": _cents(parts.release_savings),
        "available": _cents(parts.available),
    }


def _document(slip: PaySlip) -> dict[str, Any]:
    """The keys of the contract, in its order."""
    return {
        "month": slip.month,
        "hours": _cents(slip.hours),
        "hourly_gross": round(float(slip.hourly_gross), 4),
        "gross": _cents(slip.gross),
        "employer_contributions": _cents(slip.employer_contributions),
        "company_cost": _cents(slip.company_cost),
        "employee_contributions": _cents(slip.employee_contributions),
        "net": _cents(slip.net),
        **_split(slip.split),
        "smic_share": round(float(slip.smic_share), 4),
    }


def _cents(amount: Any) -> float:
    return round(float(amount), 2)


def _notices(law: Law, rules: Rules, hours: float, hourly: float | None, regime: str) -> list[Fault]:
    """What the reader should know beside the amounts."""
    found: list[Fault] = []
    if law.beyond_known("smic_hourly_gross", rules.month):
        found.append(Fault("smic_assumed", "", None, "", {"month": rules.month, "value": float(rules.smic)}, "warning"))
    legal = rules.floor(regime)
    floor = None if legal is None else float(legal)
    if hourly is not None and floor is not None and round(hourly, 4) < round(floor, 4):
        found.append(
            Fault(
                "offer_under_floor",
                "",
                None,
                "",
                {"found": round(hourly, 4), "bound": round(floor, 4), "month": rules.month},
                "warning",
            )
        )
    most = rules.weekly_hours_max
    least = law.value("part_time_minimum_weekly_hours", rules.month)
    if most is not None and hours > most:
        found.append(
            Fault(
                "hours_over_law",
                "",
                None,
                "",
                {"found": hours, "bound": most, "month": rules.month},
                "warning",
            )
        )
    if least is not None and hours < least:
        found.append(
            Fault(
                "hours_under_law",
                "",
                None,
                "",
                {"found": hours, "bound": least, "month": rules.month},
                "warning",
            )
        )
    return found


def _show(door: Door, law: Law, rules: Rules, slip: PaySlip, regime: str) -> None:
    lang, word = door.lang, door.word
    assumed = {c.id for c in rules.contributions if c.assumed and regime in c.regimes}

    def money(amount: Any) -> str:
        return formats.money(float(amount), lang)

    def label(key: str) -> str:
        return language.term("column", key, lang)

    def parts(contributions: Any) -> list[tuple[str, str]]:
        return [
            (f"  {_label(law, c, lang)}" + (" *" if c in assumed else ""), money(amount))
            for c, amount in contributions.items()
            if float(amount) != 0.0
        ]

    rows = [
        (label("hours"), formats.number(float(slip.hours), lang, 2)),
        (label("hourly_gross"), _hourly(float(slip.hourly_gross), lang)),
        (label("smic_share"), formats.percent(float(slip.smic_share), lang, 1)),
        (label("gross"), money(slip.gross)),
        *parts(slip.employer),
        (label("employer_contributions"), money(slip.employer_contributions)),
        (label("company_cost"), money(slip.company_cost)),
        *parts(slip.employee),
        (label("employee_contributions"), money(slip.employee_contributions)),
        (label("net"), money(slip.net)),
        *((label(key), money(amount)) for key, amount in _split(slip.split).items()),
    ]
    title = f"{word('Pay slip')}, {formats.month(slip.month, lang)}, {language.term('regime', regime, lang)}"
    door.table(title, ("", ""), rows)
    if assumed & (slip.employer.keys() | slip.employee.keys()):
        door.out("* " + word("Assumed: the rate, its base or its date was not found in a source."))


def _hourly(amount: float, lang: str) -> str:
    return formats.money(amount, lang, 2 if round(amount, 2) == round(amount, 4) else 4)


def _label(law: Law, contribution: str, lang: str) -> str:
    names = law.parameters[contribution].label
    return names.fr if lang == "fr" else names.en
