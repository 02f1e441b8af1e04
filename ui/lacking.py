"""Pieces of the roll-out page: the answer to the minister, the limits, the ways out, other plans."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from language import formats
from language.terms import term
from model.rollout.alternatives import DIFFER, LOSE, Alternative, PartnerExit
from model.rollout.lacking import Verdict
from model.rollout.prices import UnitWorth
from model.schema.programme import Programme
from reports import amounts, lacking, other_plans
from reports.rollout import ON_EFFECTS
from reports.wording import amount
from ui import state, widgets


def answer(verdict: Verdict) -> None:
    """The sentence that answers the minister, what the target would take, what exists alone."""
    lang = state.lang()
    _ = state.words()
    st.caption(
        _("“All that is lacking is partnerships with companies”: the minister's sentence, tried on this scenario.")
    )
    st.html(f'<p class="es-answer">{escape(lacking.answer(verdict, lang))}</p>')
    for told in (lacking.needed(verdict, lang), lacking.alone(verdict, lang)):
        if told:
            st.markdown(widgets.plain(told))


def partial(verdict: Verdict) -> None:
    """What a search that was stopped has found."""
    st.markdown(widgets.plain(lacking.partial(verdict, state.lang())))


def limits(verdict: Verdict) -> None:
    """The most people at work with each limit alone lifted."""
    _, lang = state.words(), state.lang()
    here = float("inf") if verdict.here is None else verdict.here.bound
    rows = [(_("none: as things are"), people(verdict.people, lang), _most(here, lang), "")]
    rows += [
        (term("limit", family, lang), people(found.people, lang), _most(found.bound, lang),
         _plus(_whole(found.people) - _whole(verdict.people), lang))
        for family, found in verdict.lifted.items()
    ]  # fmt: skip
    caption = _("People at work at the end of {year}, each limit alone lifted").format(year=verdict.year)
    widgets.html_table(rows, (_("Limit lifted"), _("Found"), _("Never more than"), _("Difference")), caption=caption)
    st.caption(searched())
    if not verdict.met:
        st.caption(_("Each search ends as soon as the target is reached: with a limit lifted, more may be possible."))
    widgets.download(
        pd.DataFrame(
            [(f, r.people, r.bound, r.agreements, r.seats, r.investment) for f, r in verdict.lifted.items()],
            columns=["limit", "people", "bound", "agreements", "seats", "state_euros"],
        ),
        "limits-lifted",
        "limits-csv",
    )


def searched() -> str:
    """That a search counts what it expects."""
    _ = state.words()
    return _("Searched with expected values: every input at its best value, no draws, no intervals.")


def ways_out(verdict: Verdict) -> None:
    """Every way out, the cheapest first."""
    _, lang = state.words(), state.lang()
    rows = [
        (" + ".join(term("limit", way, lang) for way in one.ways), formats.number(one.found.agreements, lang),
         formats.number(one.found.seats, lang), people(one.found.people, lang),
         amount(one.found.investment, "EUR", lang), lacking.asks(one, verdict, lang) + _proof(one.least, lang))
        for one in verdict.ways
    ]  # fmt: skip
    heads = (_("Way out"), _("Agreements"), _("Seats"), _("At work"), _("State invests"), _("What it takes more of"))
    caption = _("Ways out, each a plan that was found; the cheapest for the State first")
    widgets.html_table(rows, heads, caption=caption, words=1)
    st.caption(amounts.at_best_values(lang))
    table = pd.DataFrame(
        [("+".join(way.ways), m.what, m.where, m.amount, m.unit, way.found.agreements, way.found.people,
          way.found.investment, way.least) for way in verdict.ways for m in way.more],
        columns=["way", "what", "where", "amount", "unit", "agreements", "people", "state_euros", "proven_least"],
    )  # fmt: skip
    widgets.download(table, "ways-out", "ways-csv")


def one_more(found: list[UnitWorth], programme: Programme) -> None:
    """What one more unit of each limit is worth."""
    _, lang = state.words(), state.lang()
    told = [lacking.worth(one, programme, lang) for one in found]
    rows = [(f"{step}, {where}", people, price) for step, where, people, price in told]
    heads = (_("One more"), _("People at work, solved again"), _("Price of the relaxation"))
    widgets.html_table(rows, heads, caption=_("What one more unit is worth"))
    st.caption(
        _(
            "Solved again with the limit one unit wider, for the five limits with the highest price. The price is a "
            "rate of the linear relaxation: where to look, not what one gets."
        )
    )
    st.caption(searched())
    widgets.download(pd.DataFrame([vars(one) for one in found]), "one-more", "one-more-csv")


def _proof(least: bool, lang: str) -> str:
    told = lacking.unproven(least, lang)
    return f" ({told})" if told else ""


def others(found: list[Alternative], exit_: PartnerExit | None, programme: Programme) -> None:
    """Plans nearly as good, and the largest partner's leaving."""
    _, lang = state.words(), state.lang()
    aims = list(found[0].differences) if found else []
    rows = [
        (str(position), other_plans.change(one, lang), *(other_plans.figure(a, one.differences[a], lang) for a in aims),
         formats.number(len(one.plan.pair), lang), formats.number(len(one.prisons), lang),
         ", ".join(amounts.place(programme, name, lang) for name in one.prisons[:4])
         + ("…" if len(one.prisons) > 4 else ""))
        for position, one in enumerate(found, start=1)
    ]  # fmt: skip
    if rows:
        heads = (_("Plan"), _("Objective"), *(_capital(term("aim", a, lang)) for a in aims), _("Openings"),
                 _("Other prisons"), _("Among them"))  # fmt: skip
        caption = _("Other plans that lose at most {share}").format(share=formats.percent(LOSE, lang))
        widgets.html_table(rows, heads, caption=caption, words=1)
        st.caption(_("Differences with the plan shown: + more, − less; a minus on the public balance costs more."))
        for position, one in enumerate(found, start=1):
            if why := other_plans.trade(one, programme, lang):
                st.caption(f"{position}. {widgets.plain(why)}")
        if any(aim in ON_EFFECTS for aim in aims):
            st.caption(
                _("If work has no effect after release, no plan avoids any reconviction: these differences are 0.")
            )
        listed = [
            (i, one.lost, *one.differences.values(), name)
            for i, one in enumerate(found, start=1)
            for name in one.others
        ]
        columns = ["plan", "lost", *aims, "workshop"]
        widgets.download(pd.DataFrame(listed, columns=columns), "other-plans", "others-csv")
    else:
        st.markdown(other_plans.none_found(DIFFER, LOSE, lang))
    if exit_ is not None:
        told = _(
            "If the largest partner leaves ({company}): {before} people at work become {left}; planned again without "
            "it, {again}. Counted once workshops have filled and as long as the other partners stay, hence more than "
            "the plan counts at one date."
        )
        st.markdown(widgets.plain(told.format(
            company=amounts.place(programme, exit_.company, lang), before=people(exit_.before, lang),
            left=people(exit_.left, lang), again=people(exit_.again, lang))))  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _most(value: float, lang: str) -> str:
    return "–" if value == float("inf") else people(value, lang)


def _plus(value: int, lang: str) -> str:
    return "–" if value < 1 else f"+{formats.number(value, lang)}"


def people(value: float, lang: str) -> str:
    return formats.number(_whole(value), lang)


def _whole(value: float) -> int:
    """People as they are told: a difference is of these, or 141 beside 141 would differ by one."""
    return int(value + 1e-6)
