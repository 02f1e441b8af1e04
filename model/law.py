"""The law in force in a month, and the lines that no plan may cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from model.money import Amount, to_cent
from model.schema.base import first_day, month_index, month_text
from model.schema.company import Company
from model.schema.fault import Fault, InputFaults, Scalar
from model.schema.law import DatedValue, LawParameter, Outlook
from model.schema.programme import Programme
from model.schema.quantity import Mark, weakest

REGIMES = ("production", "sg1", "sg2", "sg3")


@dataclass(frozen=True)
class Contribution:
    """A contribution on pay in force in a month (section 4 of the method)."""

    id: str
    payer: Literal["employee", "employer"]
    base: Literal["gross", "gross_to_ceiling", "smic_hours"]
    rate: Amount
    """Share of the base."""
    base_share: Amount
    """Share of the base that counts."""
    base_hours: float
    """Hours of SMIC that make the base, when it is flat."""
    regimes: tuple[str, ...]
    mark: Mark = field(compare=False)
    """That of the least sure of rate and base: two that give the same pay are one."""
    assumed: bool
    """True when the rate, the base or its date is not found in a source."""


@dataclass(frozen=True)
class Account:
    """How a month's net receipts are split (D332-10 to D332-15 of the penitentiary code)."""

    exempt: float
    """EUR a month from which nothing is taken."""
    brackets: tuple[tuple[float, float], ...]
    """(EUR a month above which, share) for victims, lowest first."""
    savings_rate: float
    """Share above the exempt amount kept for release."""
    victims_stop: float
    """EUR held for victims at which the part stops without a creditor."""


@dataclass(frozen=True)
class Rules:
    """Everything that the law says of pay in one month. Where it is drawn, amounts are (D, 1)."""

    month: str
    smic: Amount
    """EUR gross an hour."""
    ceiling: Amount
    """Social-security ceiling, EUR a month."""
    floors: tuple[tuple[str, float | None], ...]
    """(regime, share of the SMIC); None before the law of 2011."""
    indicative_minimum: float | None
    """EUR an hour that guided before 2011; not law."""
    contributions: tuple[Contribution, ...]
    account: Account | None
    """None before November 2004."""
    full_time_weekly_hours: float
    weekly_hours_max: float | None
    """None before there was such a law for prison work."""
    overtime: tuple[tuple[float, float], ...]
    """(hours a week above which, premium as a share), lowest first."""

    def floor(self, regime: str) -> Amount | None:
        """EUR an hour that the law asks for in a regime; None when it asks for none."""
        share = dict(self.floors)[regime]
        return None if share is None else share * self.smic


class Law:
    """The dated parameters with their outlook; ask it for the rules of a month."""

    def __init__(self, parameters: Mapping[str, LawParameter], outlook: Outlook) -> None:
        self.parameters = parameters
        self.outlook = outlook
        self.rules = lru_cache(maxsize=4096)(self._rules)

    def in_force(self, parameter: str, month: str) -> DatedValue | None:
        """The value of a parameter on the first day of a month; None before the first one."""
        day, found = first_day(month), None
        for value in self.parameters[parameter].values:
            if first_day(value.start) <= day or value.start[:7] == month[:7]:
                found = value
        return found

    def value(self, parameter: str, month: str) -> float | None:
        """The number in force, or None."""
        dated = self.in_force(parameter, month)
        return None if dated is None else dated.value

    def needed(self, parameter: str, month: str) -> float:
        """The number in force. Raises InputFaults when the law of that month is not known."""
        value = self.value(parameter, month)
        if value is None:
            first = self.parameters[parameter].values[0].start
            raise InputFaults(
                [Fault("law_unknown_then", fields={"parameter": parameter, "month": month, "first": first})]
            )
        return value

    def beyond_known(self, parameter: str, month: str) -> int:
        """Years between the last value known to be valid and a month: how often growth is applied."""
        known = self.parameters[parameter]
        last = max(known.last_value_still_valid_on or "", known.values[-1].start)
        return max(0, int(month[:4]) - int(last[:4]))

    def _rules(self, month: str, december_bounds: str = "absolute") -> Rules:
        growth = self.outlook.smic_growth.value or 0.0
        smic = self.needed("smic_hourly_gross", month)
        ceiling = self.needed("social_security_ceiling", month)
        if years := self.beyond_known("smic_hourly_gross", month):
            smic = float(to_cent(smic * (1 + growth) ** years))
        if years := self.beyond_known("social_security_ceiling", month):
            ceiling = float(to_cent(ceiling * (1 + growth) ** years))
        full = self.needed("full_time_weekly_hours", month)
        first, width = self.value("overtime_premium_first", month), self.value("overtime_first_hours", month)
        after = self.value("overtime_premium_after", month)
        overtime = () if first is None or width is None or after is None else ((full, first), (full + width, after))
        return Rules(
            month=month,
            smic=smic,
            ceiling=ceiling,
            floors=tuple((regime, self.value(f"floor_{regime}", month)) for regime in REGIMES),
            indicative_minimum=self.value("indicative_minimum_hourly", month),
            contributions=tuple(self._contributions(month)),
            account=self._account(month, december_bounds),
            full_time_weekly_hours=full,
            weekly_hours_max=self.value("weekly_hours_max", month),
            overtime=overtime,
        )

    def _contributions(self, month: str) -> Iterator[Contribution]:
        for parameter in self.parameters.values():
            if parameter.kind != "contribution":
                continue
            dated = self.in_force(parameter.id, month)
            if (
                dated is None
                or dated.value is None
                or not parameter.payer
                or not parameter.base
                or not parameter.regimes
            ):
                continue
            share = self.in_force(parameter.base_share, month) if parameter.base_share else None
            hours = self.in_force(parameter.base_hours, month) if parameter.base_hours else None
            marks: list[Mark] = [d.mark for d in (dated, share, hours) if d is not None]
            yield Contribution(
                parameter.id,
                parameter.payer,
                parameter.base,
                dated.value,
                1.0 if share is None or share.value is None else share.value,
                0.0 if hours is None or hours.value is None else hours.value,
                parameter.regimes,
                mark=weakest(marks),
                assumed=any(not m.startswith("found") or m == "found_weak" for m in marks),
            )

    def _account(self, month: str, december_bounds: str) -> Account | None:
        scale = self.in_force("account_victims_brackets", month)
        ordinary, december = (
            self.value("account_exempt_monthly", month),
            self.value("account_exempt_december", month),
        )
        savings, stop = (
            self.value("account_release_savings_rate", month),
            self.value("account_victims_stop_without_creditor", month),
        )
        if scale is None or ordinary is None or december is None or savings is None or stop is None:
            return None
        assumed = self.outlook.bracket_growth
        years = min(self.beyond_known("account_exempt_monthly", month), max(0, int(month[:4]) - int(assumed.start[:4])))
        grown = (1 + (assumed.value or 0.0)) ** years
        exempt = (december if month.endswith("-12") else ordinary) * grown
        shift = exempt - ordinary * grown if december_bounds == "shifted" else 0.0
        brackets = tuple((max(b.above * grown + shift, exempt), b.rate) for b in scale.brackets)
        return Account(exempt, brackets, savings, stop * grown)


Place = tuple[str | int, ...]


def red_lines(programme: Programme) -> Iterator[tuple[Place, str, dict[str, Scalar]]]:
    """What the law forbids in a scenario: (place in its file, code, fields). Never traded, checked first."""
    law = Law(programme.law, programme.outlook)
    scenario = programme.scenario
    last = programme.months[-1]
    spans: list[tuple[Company, str, str]] = []
    for position, opening in enumerate(scenario.openings):
        company = programme.companies.get(opening.company)
        if company is None:
            continue
        end = month_text(month_index(opening.closes) - 1) if opening.closes else last
        spans.append((company, opening.opens, end))
        for code, fields in forbidden(programme, law, company, opening.opens, end):
            yield ("plan", position), code, fields
    if scenario.plan == "optimise":
        spans = [(company, scenario.start, last) for company in programme.companies.values()]
    floors: dict[str, tuple[float, str]] = {}
    for company, first, end in spans:
        for month in _turns(law, company, first, end):
            if (legal := law.value(f"floor_{company.regime}", month)) is not None:
                floors.setdefault(company.regime, (legal, month))
    chosen = scenario.policy.floor
    for regime, (legal, month) in floors.items():
        if isinstance(chosen, float) and chosen < legal:
            yield ("policy", "floor"), "red_floor", {"found": chosen, "bound": legal, "regime": regime, "month": month}


def forbidden(
    programme: Programme, law: Law, company: Company, opens: str, end: str
) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """What the law forbids in a company's work from its opening to its last month: (code, fields)."""
    if programme.activities[company.activity].needs.cold_calling:
        banned = next((v for v in law.parameters["cold_calling_ban"].values if v.value), None)
        if banned is not None and banned.start[:7] <= end:
            reference = banned.reference or ""
            yield "red_cold_calling", {"company": company.id, "start": banned.start, "reference": reference}
    broken: set[str] = set()
    for month in _turns(law, company, opens, end):
        hours, most = company.weekly_hours.at(month).value, law.value("weekly_hours_max", month)
        least = law.value("part_time_minimum_weekly_hours", month)
        if most is not None and hours > most and "most" not in broken:
            broken.add("most")
            yield "red_weekly_hours", {"company": company.id, "found": hours, "bound": most, "month": month}
        if least is not None and hours < least and "least" not in broken:
            broken.add("least")
            yield "red_part_time", {"company": company.id, "found": hours, "bound": least, "month": month}


def _turns(law: Law, company: Company, first: str, last: str) -> list[str]:
    """The months in which a company's hours or the law on them change, first and last included."""
    rules = ("weekly_hours_max", "part_time_minimum_weekly_hours", f"floor_{company.regime}")
    dates = [v.start for rule in rules for v in law.parameters[rule].values]
    dates += [q.start for q in company.weekly_hours.entries if q.start]
    months = {month_text(month_index(day)) for day in dates}
    return sorted({first, last} | {m for m in months if first <= m <= last})
