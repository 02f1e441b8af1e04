"""A plan in the words of the terminal: its openings, how good it is proven to be, what is above a ramp."""

from __future__ import annotations

import math
from typing import Any

from language import formats, plural, term
from model.rollout.stages import Rollout
from model.schema.programme import Programme
from reports import rollout
from reports.wording import on_side, said, titled
from terminal.door import Door


def summary(door: Door, chosen: Programme, found: Rollout, document: dict[str, Any]) -> None:
    """The question, the openings, the figures and their proof."""
    lang = door.lang
    title = titled(chosen, lang)
    table = rollout.openings(found)
    columns = [door.word(name) for name in ("Prison", "Company", "Quarter", "Seats")]
    prisons = [on_side(chosen.prisons[o.prison].name, o.side, lang) for o in found.openings]
    companies = [said(chosen.companies[name].name, lang) for name in table["company"]]
    rows = zip(prisons, companies, table["quarter"], map(str, table["seats"]), strict=True)
    door.out(said(chosen.question, lang))
    door.table(title, columns, rows, numbers_from=3)
    told = plural(lang)(
        "{openings} opening, {seats} seats, {people} people at work once all are open.",
        "{openings} openings, {seats} seats, {people} people at work once all are open.",
        document["openings"],
    )
    opened, seats, people = (rollout.people(document[k], lang) for k in ("openings", "seats", "at_work"))
    door.out(told.format(openings=opened, seats=seats, people=people))
    for aim, figure in document["aims"].items():
        shown = formats.number(figure, lang, 0 if abs(figure) > 100 else 2)
        told = door.word("{aim}: {value}").format(aim=term("aim", aim, lang), value=shown)
        if aim in document["aims_if_no_effect"]:
            zero = formats.number(document["aims_if_no_effect"][aim], lang)
            told += f" ({door.word('if work has no effect: {zero}').format(zero=zero)})"
        door.out(told)
    door.out(_proof(door, found))
    if told := rollout.unsettled(found, lang):
        door.out(told)
    if (drawn := document.get("stochastic")) is not None:
        low, value, high = (formats.number(drawn[k], lang, 0) for k in ("low", "value", "high"))
        told = door.word(
            "Months of work over {draws} futures: {value} (90%: {low} to {high}); the plan was chosen on {figure}."
        )
        figure = formats.number(found.figures["seat_months"], lang, 0)
        door.out(
            told.format(draws=formats.number(drawn["draws"], lang), value=value, low=low, high=high, figure=figure)
        )
    if (expected := document.get("projected")) is not None:
        told = door.word("Expected in {month}: {people} people at work; the plan counts on {counted}.")
        if expected["target"] is not None and expected["at_work"] < expected["target"]:
            told = door.word(
                "Expected in {month}: {people} people at work, fewer than the {target} asked for; the plan counts on "
                "{counted}."
            )
        there = expected["at_work"]
        if expected["at_most"] is not None and there > expected["at_most"]:
            there = math.ceil(there)
            told = door.word(
                "Expected in {month}: {people} people at work, more than the {most} asked for at most; the plan counts "
                "on {counted}."
            )
        people = rollout.people(there, lang)
        target, most = (rollout.people(expected[k] or 0, lang) for k in ("target", "at_most"))
        month, counted = formats.month(expected["month"], lang), rollout.people(document["at_work_then"], lang)
        door.out(told.format(month=month, people=people, target=target, most=most, counted=counted))


def above_ramp(door: Door, document: dict[str, Any]) -> None:
    """What is above a penalised ramp, which the figures of the plan already pay for."""
    if above := document.get("above_ramp"):
        told = door.word(
            "Seats above what companies open in a year, added over the ends of years: {seats}. The plan's figures are "
            "net of what these seats cost ({lost})."
        )
        lost = ", ".join(
            f"{term('aim', aim, door.lang)} {formats.number(cost, door.lang, 0 if cost > 100 else 2)}"
            for aim, cost in above["lost"].items()
        )
        door.out(told.format(seats=formats.number(above["seats_years"], door.lang, 0), lost=lost))


def pairs(door: Door, found: int, turned_down: int) -> str:
    """How many pairs could open, and how many cannot."""
    counted = plural(door.lang)
    could = counted(
        "{count} pair of a prison and a company could open", "{count} pairs of a prison and a company could open", found
    ).format(count=formats.number(found, door.lang))
    cannot = counted("{count} cannot", "{count} cannot", turned_down)
    return f"{could}, {cannot.format(count=formats.number(turned_down, door.lang))}."


def _proof(door: Door, found: Rollout) -> str:
    """How good the plan is proven to be."""
    solution, lang = found.solution, door.lang
    aim = term("aim", found.stages[0].aim or "weighted", lang)
    if abs(solution.bound) >= 1e300:
        return door.word("The best plan found; nothing is proven ({status}).").format(
            status=term("status", solution.status, lang)
        )
    told = door.word(
        "Proven: no plan brings more than {bound} ({aim}); this one is the best, within the gap asked for."
    )
    asked = bool(found.assembly.problem.target)
    if asked and solution.status == "optimal":
        told = door.word(
            "Proven: no plan that meets the target brings more than {bound} ({aim}); this one is the best, within the "
            "gap asked for."
        )
    elif not found.met:
        told = door.word("Proven: no plan that meets the target brings more than {bound} ({aim}); this one misses it.")
        if solution.bound < solution.objective:
            told = door.word(
                "Proven: no plan that meets the target brings as much ({aim}) as this one, which misses it."
            )
    elif solution.gap > rollout.BEYOND_SHARES:
        told = door.word("Proven: no plan brings more than {bound} ({aim}); this one brings {value} ({status}).")
        if asked:
            told = door.word(
                "Proven: no plan that meets the target brings more than {bound} ({aim}); this one brings {value} "
                "({status})."
            )
    elif asked:
        told = door.word(
            "Proven: no plan that meets the target brings more than {bound} ({aim}); there may be a plan better than "
            "this by {gap} at most ({status})."
        )
    elif solution.status != "optimal":
        told = door.word(
            "Proven: no plan brings more than {bound} ({aim}); there may be a plan better than this by {gap} at most "
            "({status})."
        )
    status = term("status", solution.status, lang)
    value, bound = shown(solution.objective, lang), shown(solution.bound, lang)
    return told.format(bound=bound, aim=aim, gap=rollout.at_most(solution.gap, lang), status=status, value=value)


def shown(value: float, lang: str) -> str:
    return formats.number(value, lang, 0) if abs(value) < 1e300 else "-"


def share(value: float, lang: str) -> str:
    """A gap in percent; a dash where it says nothing, beside a plan that is worth next to nothing."""
    return formats.percent(value, lang, 2) if value <= rollout.BEYOND_SHARES else "-"
