"""What is lacking, in words: the answer to "only partnerships are lacking", the limit that binds, the ways out."""

from __future__ import annotations

from typing import Any

import numpy as np

import language
from language import formats
from language.terms import term
from model.rollout.lacking import Verdict, rests_on_defaults
from model.rollout.prices import UnitWorth
from model.rollout.reach import Reach
from model.rollout.ways import WayOut
from model.schema.programme import Programme
from reports import amounts, pins
from reports.wording import amount, said

CLOSE = 0.02
"""Gap under which the plan found is told as the most."""


def answer(verdict: Verdict, lang: str) -> str:
    """The sentence that answers the minister for this scenario."""
    _ = language.text(lang)
    here, partners = _people(verdict.here, lang), _people(verdict.lifted.get("partners"), lang)
    most = _bound(verdict.lifted.get("partners"))
    fields = {
        "year": str(verdict.year), "here": here, "partners": partners,
        "level": "" if verdict.level is None else formats.number(verdict.level, lang),
        "most": formats.number(most, lang) if np.isfinite(most) else "",
        "named": _between(verdict.named, lang), "within": _within(verdict.here, lang),
    }  # fmt: skip
    if verdict.level is None:
        told = _("No target is set: under the limits as they are, up to {here} people could be at work in {year}.")
    elif verdict.claim == "needless":
        told = _("The partners at hand are enough: {level} people at work in {year} can be reached, up to {here} even.")
    elif verdict.claim == "holds" and verdict.reached:
        told = _(
            "Yes, partnerships are what is lacking: the companies that exist would have {named} people at work in "
            "{year}, for {level} asked; with partners of the kinds described, none of them signed, {level} can be "
            "reached, up to {here} even."
        )
    elif verdict.claim == "holds":
        told = _(
            "Yes, partnerships alone are lacking: as things are, the best plan found{within} has {here} people at "
            "work in {year}, for {level} asked; with as many partners as wanted and everything else as it is, {level} "
            "can be reached."
        )
    elif verdict.claim == "fails":
        told = _(
            "No, partnerships are not all that is lacking: as things are, the best plan found{within} has {here} "
            "people at work in {year}, for {level} asked; with as many partners as wanted and everything else as it "
            "is, {partners}, and never more than {most}."
        )
    elif np.isfinite(most):
        told = _(
            "Not settled: as things are, the best plan found has {here} people at work in {year}, for {level} asked; "
            "with as many partners as wanted, {partners} were found in the time, and up to {most} are not ruled out."
        )
    else:
        told = _(
            "Not settled: as things are, the best plan found has {here} people at work in {year}, for {level} asked; "
            "with as many partners as wanted, {partners} were found in the time, and nothing was ruled out yet."
        )
    doubt = _("No proof was found in the time that {level} is out of reach as things are.") if verdict.doubtful else ""
    said_ = (
        pins.cost(verdict.pins, verdict.year, lang) if verdict.torn else "",
        told.format(**fields),
        doubt.format(**fields),
        "" if verdict.torn else pins.cost(verdict.pins, verdict.year, lang),
        lasting(verdict, lang),
        binds(verdict, lang),
        basis(verdict, lang),
    )
    return " ".join(part for part in said_ if part)


def lasting(verdict: Verdict, lang: str) -> str:
    """What the projection of the best plan expects, beside the closed form that it was sought with."""
    _ = language.text(lang)
    if verdict.expected is None or not verdict.reached:
        return ""
    told = _(
        "Workshops that still fill and partners who may leave are counted; month by month, {expected} are expected in "
        "{month}."
    )
    if not verdict.lasts:
        told = _(
            "Workshops that still fill and partners who may leave are counted; but month by month, {expected} are "
            "expected in {month}, fewer than asked."
        )
    month = max(m for m in verdict.programme.months if m.startswith(str(verdict.year)))
    return told.format(expected=formats.number(int(verdict.expected + 1e-6), lang), month=formats.month(month, lang))


def binds(verdict: Verdict, lang: str) -> str:
    """The limit that binds first, and what lifting it would bring."""
    _ = language.text(lang)
    family = verdict.binding
    if family is None:
        return _("No single limit holds the plan back: lifting any one of them alone brings nobody more.")
    name = term("limit", family, lang)
    found = verdict.lifted[family]
    if verdict.level is not None and not verdict.reached and found.people >= verdict.level - 1e-6:
        return _("What is lacking first: {limit}; without that limit alone, the target can be reached.").format(
            limit=name
        )
    told = _("What binds first: {limit}; without that limit alone, {people} people could be at work.")
    return told.format(limit=name, people=_people(found, lang))


def basis(verdict: Verdict, lang: str) -> str:
    """Whether the limit that binds rests on figures that stand in for unknown ones."""
    _ = language.text(lang)
    if verdict.binding is None:
        return ""
    missing, whole = rests_on_defaults(verdict.programme, verdict.binding)
    if not missing:
        return ""
    fields = {"missing": formats.number(missing, lang), "whole": formats.number(whole, lang)}
    match verdict.binding:
        case "space":
            told = _(
                "But free floor is published for few prisons: for {missing} of {whole} it is a default, spread by size."
            )
        case "candidates":
            told = language.plural(lang)(
                "But the time people stay, which makes the candidates, is a default for {missing} prison of {whole}.",
                "But the time people stay, which makes the candidates, is a default for {missing} prisons of {whole}.",
                missing,
            )
        case _:
            told = _("But archetypes stand in for companies ({missing} of {whole} in play): their seats are assumed.")
    return told.format(**fields)


def alone(verdict: Verdict, lang: str) -> str:
    """What the companies that exist could do without any other; nothing where the question has no meaning."""
    _ = language.text(lang)
    if verdict.named is None:
        return ""
    names = [said(c.name, lang) for c in verdict.programme.companies.values() if not c.archetype]
    told = _("With the companies that exist alone, {names}: {people} people at work in {year}.")
    told = told.format(names=", ".join(names), people=_between(verdict.named, lang), year=verdict.year)
    boundless = [
        said(c.name, lang)
        for c in verdict.programme.companies.values()
        if not c.archetype and c.seats.total_max is None
    ]
    if boundless:
        more = language.plural(lang)(
            "The profile of {names} sets no limit on its seats in all.",
            "The profiles of {names} set no limit on their seats in all.",
            len(boundless),
        )
        told += " " + more.format(names=", ".join(boundless))
    return told


def needed(verdict: Verdict, lang: str) -> str:
    """What the target would take, against the best plan as things are; nothing where it is met."""
    _ = language.text(lang)
    if verdict.reached or verdict.level is None:
        return ""
    level, year = formats.number(verdict.level, lang), str(verdict.year)
    have = 0 if verdict.here is None else verdict.here.agreements
    if not verdict.ways:
        told = _(
            "{level} people at work in {year}: no way out was found, even with every limit lifted. Put the target off."
        )
        return told.format(level=level, year=year)
    way = min(verdict.ways, key=lambda way: (way.found.agreements, not way.least))
    fewest = way.found.agreements
    if fewest <= have:
        told = _(
            "{level} people at work in {year}: as things are the best plan found has {have} agreements and {people} "
            "people at work."
        )
        told += "" if verdict.binding == "partners" else " " + _("It is not agreements that are lacking first.")
        return told.format(level=level, year=year, have=formats.number(have, lang), people=_people(verdict.here, lang))
    if way.least:
        told = _(
            "{level} people at work in {year} need {needed} agreements at least in the plans found; as things are the "
            "best plan found has {have}, with {people} people at work."
        )
    else:
        told = _(
            "A plan with {level} people at work in {year} was found with {needed} agreements, not proven to be the "
            "least; as things are the best plan found has {have}, with {people} people at work."
        )
    return told.format(
        level=level,
        year=year,
        needed=formats.number(fewest, lang),
        have=formats.number(have, lang),
        people=_people(verdict.here, lang),
    )


def asks(way: WayOut, verdict: Verdict, lang: str) -> str:
    """What a way out takes more of."""
    _ = language.text(lang)
    return ", ".join(amounts.more(verdict.programme, way, lang)) or _("nothing more")


def unproven(least: bool, lang: str) -> str:
    """What is said of amounts that may not be the least; nothing of those that are."""
    return "" if least else language.text(lang)("not proven to be the least")


def partial(verdict: Verdict, lang: str) -> str:
    """What a search that was stopped before its answer has found."""
    if verdict.here is None or not len(verdict.here.plan.pair):
        return language.text(lang)("The search was stopped before it found a plan under the limits as they are.")
    return language.text(lang)(
        "The search was stopped before its answer: up to then, a plan with {people} people at work in {year} was found "
        "under the limits as they are. It is not proven to be the best, and the ways out were not sought to their end."
    ).format(people=_people(verdict.here, lang), year=verdict.year)


def way_out(way: WayOut, verdict: Verdict, lang: str) -> str:
    """One way out: what there must be more of, the plan, what the State invests in it."""
    _ = language.text(lang)
    more = asks(way, verdict, lang)
    told = _("{more}: {agreements}, {seats} seats, {people} people at work; the State invests {euros} in all.")
    count, proof = way.found.agreements, unproven(way.least, lang)
    counted = language.plural(lang)("{n} agreement", "{n} agreements", count)
    sentence = told.format(
        more=more,
        agreements=counted.format(n=formats.number(count, lang)),
        seats=formats.number(way.found.seats, lang),
        people=_people(way.found, lang),
        euros=amount(way.found.investment, "EUR", lang),
    )
    return f"{sentence[:-1]} ({proof})." if proof else sentence


def ways(verdict: Verdict) -> list[dict[str, Any]]:
    """Every way out as plain data, with its sentence in both languages."""
    return [
        {
            "ways": list(way.ways),
            "more": [vars(one) | {"amount": round(one.amount, 2)} for one in way.more],
            "agreements": way.found.agreements,
            "seats": way.found.seats,
            "people": round(way.found.people, 2),
            "state_euros": round(way.found.investment, 2),
            "least": way.least,
            "sentence": {lang: way_out(way, verdict, lang) for lang in language.LANGUAGES},
        }
        for way in verdict.ways
    ]


def worth(one: UnitWorth, programme: Programme, lang: str) -> tuple[str, str, str, str]:
    """One more unit of a limit: what, where, people at work solved again, price of the relaxation."""
    counted = {
        "agreements": ("{n} agreement", "{n} agreements"),
        "workshops": ("{n} room", "{n} rooms"),
        "openings": ("{n} opening allowed", "{n} openings allowed"),
    }
    if one.unit in counted:
        number = formats.number(one.step, lang)
        step = language.plural(lang)(*counted[one.unit], round(one.step)).format(n=number)
    else:
        step = amount(one.step, one.unit, lang)
    _ = language.text(lang)
    price = "–" if one.price is None else formats.number(one.price, lang, 1)
    people = formats.number(one.people, lang, 1)
    if one.within_gap:
        told = _("about {price} (price of the relaxation; less than the search can tell)")
        people = _("within the search's precision") if one.price is None else told.format(price=price)
    return f"+ {step}", amounts.place(programme, one.where, lang), people, price


def _people(found: Reach | None, lang: str) -> str:
    return formats.number(0 if found is None else int(found.people + 1e-6), lang)


def _within(found: Reach | None, lang: str) -> str:
    """How far from the best a plan may be; nothing where it is proven best."""
    if found is None or not np.isfinite(found.bound) or found.people <= 0:
        return ""
    gap, told = found.bound / found.people - 1, language.text(lang)(", within {gap},")
    return "" if gap < 5e-4 else told.format(gap=formats.percent(gap, lang, 1))


def _between(found: Reach | None, lang: str) -> str:
    """People found, up to what no plan exceeds where the search left that open."""
    least, most = 0 if found is None else int(found.people + 1e-6), _bound(found)
    return formats.interval(least, most, lang) if least < most < np.inf else _people(found, lang)


def _bound(found: Reach | None) -> float:
    """What no plan exceeds; the plan found where it is proven best but for a little."""
    if found is None:
        return 0.0
    return float(np.floor((found.people if found.bound <= found.people * (1 + CLOSE) else found.bound) + 1e-6))
