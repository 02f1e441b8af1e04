"""What is lacking, in words: the answer to "only partnerships are lacking", the limit that binds, the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import language
from language import formats
from language.terms import term
from model.rollout.lacking import Verdict, rests_on_defaults
from model.rollout.overshoot import More
from model.rollout.prices import UnitWorth
from model.rollout.reach import Reach
from model.rollout.ways import WayOut
from model.schema.programme import Programme
from reports.wording import amount, said

SHOWN = 3
"""Places named one by one."""
CLOSE = 0.02
"""Gap under which the plan found is told as the most."""


def answer(verdict: Verdict, lang: str) -> str:
    """The sentence that answers the minister for this scenario."""
    _ = language.text(lang)
    here, partners = _people(verdict.here, lang), _people(verdict.lifted.get("partners"), lang)
    fields = {
        "year": str(verdict.year), "here": here, "partners": partners,
        "level": "" if verdict.level is None else formats.number(verdict.level, lang),
        "most": formats.number(_bound(verdict.lifted.get("partners")), lang),
    }  # fmt: skip
    if verdict.level is None:
        told = _("No target is set: under the limits as they are, up to {here} people could be at work in {year}.")
    elif verdict.claim == "needless":
        told = _("The partners at hand are enough: {level} people at work in {year} can be reached, up to {here} even.")
    elif verdict.claim == "holds":
        told = _(
            "Yes, partnerships alone are lacking: as things are, the best plan has {here} people at work in {year}, "
            "for {level} asked; with as many partners as wanted and everything else as it is, {level} can be reached."
        )
    elif verdict.claim == "fails":
        told = _(
            "No, partnerships are not all that is lacking: as things are, the best plan has {here} people at work in "
            "{year}, for {level} asked; with as many partners as wanted and everything else as it is, {partners}, and "
            "never more than {most}."
        )
    else:
        told = _(
            "Not settled: as things are, the best plan found has {here} people at work in {year}, for {level} asked; "
            "with as many partners as wanted, {partners} were found in the time, and up to {most} are not ruled out."
        )
    doubt = _("No proof was found in the time that {level} is out of reach as things are.") if verdict.doubtful else ""
    said_ = (told.format(**fields), doubt.format(**fields), binds(verdict, lang), basis(verdict, lang))
    return " ".join(part for part in said_ if part)


def binds(verdict: Verdict, lang: str) -> str:
    """The limit that binds first, and what lifting it would bring."""
    _ = language.text(lang)
    family = verdict.binding
    if family is None:
        return _("No single limit holds the plan back: lifting any one of them alone brings nobody more.")
    name = term("limit", family, lang)
    found = verdict.lifted[family]
    if verdict.level is not None and not verdict.met and found.people >= verdict.level - 1e-6:
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
            told = _(
                "But the time people stay, which makes the candidates, is a default for {missing} prisons of {whole}."
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
    told = told.format(names=", ".join(names), people=_people(verdict.named, lang), year=verdict.year)
    if any(c.seats.total_max is None for c in verdict.programme.companies.values() if not c.archetype):
        told += " " + _("Their profile sets no limit on their seats in all.")
    return told


def needed(verdict: Verdict, lang: str) -> str:
    """What the target would take, against the best plan as things are; nothing where it is met."""
    _ = language.text(lang)
    if verdict.met or verdict.level is None:
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
            "people at work. It is not agreements that are lacking first."
        )
        return told.format(level=level, year=year, have=have, people=_people(verdict.here, lang))
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
    return told.format(level=level, year=year, needed=fewest, have=have, people=_people(verdict.here, lang))


def asks(way: WayOut, verdict: Verdict, lang: str) -> str:
    """What a way out takes more of."""
    _ = language.text(lang)
    return ", ".join(_more(verdict.programme, way, lang)) or _("nothing more")


def unproven(least: bool, lang: str) -> str:
    """What is said of amounts that may not be the least; nothing of those that are."""
    return "" if least else language.text(lang)("not proven to be the least")


def partial(verdict: Verdict, lang: str) -> str:
    """What a search that was stopped before its answer has found."""
    told = language.text(lang)(
        "The search was stopped before its answer: up to then, a plan with {people} people at work in {year} was found "
        "under the limits as they are. It is not proven to be the best, and the ways out were not sought to their end."
    )
    return told.format(people=_people(verdict.here, lang), year=verdict.year)


def way_out(way: WayOut, verdict: Verdict, lang: str) -> str:
    """One way out: what there must be more of, the plan, what the State invests in it."""
    _ = language.text(lang)
    more = asks(way, verdict, lang)
    told = _("{more}: {agreements}, {seats} seats, {people} people at work; the State invests {euros} in all.")
    count = way.found.agreements
    proof = unproven(way.least, lang)
    sentence = told.format(
        more=more,
        agreements=language.plural(lang)("{n} agreement", "{n} agreements", count).format(n=count),
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
    step = amount(one.step, one.unit, lang) if one.step > 1 else f"1 ({term('limit', one.limit, lang)})"
    price = "–" if one.price is None else formats.number(one.price, lang, 1)
    return f"+ {step}", place(programme, one.where, lang), formats.number(one.people, lang, 1), price


def place(programme: Programme, where: str, lang: str) -> str:
    """The name of a prison, a company or an activity; else the word itself (a year, a region)."""
    if where in programme.prisons:
        return programme.prisons[where].name
    if where in programme.companies:
        return said(programme.companies[where].name, lang)
    if where in programme.activities:
        return said(programme.activities[where].label, lang)
    return where


def _more(programme: Programme, way: WayOut, lang: str) -> list[str]:
    """The amounts of a way out, kind by kind, with the places that need most."""
    _ = language.text(lang)
    kinds: dict[str, list[More]] = {}
    for one in way.more:
        kinds.setdefault(one.what, []).append(one)
    told = {
        "area": _("{much} m² more floor ({where})"),
        "people": _("{much} more suitable candidates ({where})"),
        "euros": _("{much} more State investment ({where})"),
        "seats": _("{much} seats fewer than the shares asked for ({where})"),
        "education": _("no level of education asked for: {where} ({much} more candidates)"),
        "later": _("wait until {where}"),
    }
    counted = {
        "agreements": ("{much} more agreement ({where})", "{much} more agreements ({where})"),
        "workshops": ("{much} more room ({where})", "{much} more rooms ({where})"),
        "openings": ("{much} more opening than allowed ({where})", "{much} more openings than allowed ({where})"),
    }
    found = []
    for kind, each in kinds.items():
        total = sum(one.amount for one in each)
        much = amount(total, "EUR", lang) if kind == "euros" else formats.number(total, lang)
        text = told[kind] if kind in told else language.plural(lang)(*counted[kind], round(total))
        found.append(text.format(much=much, where=_places(programme, each, lang)))
    return found


def _places(programme: Programme, each: Sequence[More], lang: str) -> str:
    _ = language.text(lang)
    by_year = all(one.where.isdigit() for one in each)
    largest = sorted(each, key=lambda one: (one.where if by_year else "", -one.amount))
    names = [
        f"{place(programme, one.where, lang)}" + (f" : {_much(one, lang)}" if lang == "fr" else f": {_much(one, lang)}")
        if len(each) > 1 else place(programme, one.where, lang)
        for one in largest[:SHOWN]
    ]  # fmt: skip
    if len(largest) > SHOWN:
        names.append(_("and {count} more places").format(count=len(largest) - SHOWN))
    return ", ".join(names)


def _much(one: More, lang: str) -> str:
    return amount(one.amount, "EUR", lang) if one.unit == "EUR" else formats.number(one.amount, lang)


def _people(found: Reach | None, lang: str) -> str:
    return formats.number(0 if found is None else int(found.people + 1e-6), lang)


def _bound(found: Reach | None) -> float:
    """What no plan exceeds; the plan found where it is proven best but for a little."""
    if found is None:
        return 0.0
    return float(int((found.people if found.bound <= found.people * (1 + CLOSE) else found.bound) + 1e-6))
