"""The page of one prison: what is known of it, who could work there, what the plan does there."""

from __future__ import annotations

import math
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

import language
from language import formats
from model.candidates import Candidates
from model.provenance import counts, provenance
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.uncertainty.chunk import FOLLOWED
from reports import activity as reports_activity
from reports import candidates, figures, prisons
from reports.interval import Interval
from reports.onepager import FORMATS, OnePager, made
from reports.partnership import listed
from reports.wording import amount, labelled, said
from ui import cached, companies, draws, one_workshop, prison_profile, state, widgets
from ui.futures import SEED


def show(shown: cached.Result, prison_id: str, activity: str, month: str) -> None:
    """Everything about a prison, in the month in which the scenario meets it."""
    programme, prison = shown.programme, shown.programme.prisons[prison_id]
    _identity(programme, prison, month)
    pair = widgets.side_by_side()
    people = pair.container()
    with people:
        _candidates(programme, prison, activity, month)
    with pair.container():
        planned = _workshops(shown, prison)
    if planned:
        with people:
            one_workshop.fill(shown, prison.id, draws.of_scenario()[1])
    _today(programme, prison, month)
    prison_profile.figures(programme, prison, month)
    prison_profile.profile(programme, prison)
    on_one_page(shown.reference, programme, prison)


def on_one_page(reference: str, programme: Programme, prison: Prison) -> None:
    """The one-pager of the prison in each form; every company is tried when one is asked for."""

    def make(form: str, lang: str) -> bytes:
        found = companies.hosted(reference, settings, prison.id)
        return made(OnePager(found, SEED, datetime.now(UTC).date().isoformat()), form, lang)

    settings = state.settings()
    name = f"{prison.id}-{programme.id.replace('@', '-')}"
    widgets.take_away(state.words()("The prison on one page"), name, FORMATS, make, "onepager")


def _identity(programme: Programme, prison: Prison, month: str) -> None:
    _, lang = state.words(), state.lang()
    place = prison.place
    st.header(prison.name)
    st.markdown(
        " · ".join(
            widgets.plain(part)
            for part in (
                f"{prison.type}, {language.term('prison_type', prison.type, lang).lower()}",
                f"{place.commune or '–'} ({place.department})",
                place.region,
                _("DISP of {place}").format(place=place.disp),
                _("figures {of_month}").format(of_month=formats.of_month(month, lang)),
            )
        )
    )
    why = prisons.why_not(programme, prison, month)
    in_plan = any(o.prison == prison.id for o in programme.scenario.openings)
    if not in_plan and why and why[0] == "type":
        st.warning(said(programme.defaults.without_workshops[prison.type], lang))
    for closure in prison.closures:
        until = formats.until(closure.until, lang) if closure.until else _("until further notice")
        text = _("Closed {since} {until}: {reason}")
        st.warning(
            text.format(
                since=formats.since(closure.start, lang),
                until=until,
                reason=widgets.plain(language.note(closure.reason, lang)),
            )
        )
    found = counts((q for _s, _f, q in prisons.figures_of(prison, month)), programme.defaults.published_before_is_old)
    known = listed([f"{language.term('provenance', p, lang)} {n}" for p, n in found.items() if n], lang)
    st.caption(_("Figures of this profile: {listed}.").format(listed=known))


def _candidates(programme: Programme, prison: Prison, activity: str, month: str) -> None:
    _, lang = state.words(), state.lang()
    chosen = programme.activities[activity]
    pool = prisons.pool(programme, prison, chosen, month)
    st.subheader(_("Candidates: {activity}").format(activity=said(chosen.label, lang)))
    old = programme.defaults.published_before_is_old
    spread = candidates.of_prison(programme, prison, chosen, pool, month)
    steps = [
        (language.term("step", s.factor, lang), one, _share(pool, i, lang))
        for i, (s, one) in enumerate(zip(pool.steps, spread.steps, strict=True))
    ]
    table = pd.DataFrame(
        [
            {
                "step": name,
                "people": round(s.people, 2),
                "low": round(people.low, 2),
                "high": round(people.high, 2),
                "share": s.quantity.value,
                "mark": language.term("mark", s.quantity.mark, lang),
                "provenance": language.term("provenance", provenance(s.quantity, old), lang),
                "source": s.quantity.source,
            }
            for (name, people, _s), s in zip(steps, pool.steps, strict=True)
        ]
    )
    alt = "; ".join(labelled(name, draws.written(people, "people", lang), lang) for name, people, _w in steps)
    columns = {
        "step": _("Step"),
        "people": _("People"),
        "low": _("low (5%)"),
        "high": _("high (95%)"),
        "share": _("Factor"),
        "mark": _("Mark"),
        "provenance": _("How it is known"),
        "source": _("Source"),
    }
    widgets.figure(figures.candidates_funnel(steps, lang, state.dark()), alt, table, "funnel", columns)
    if pool.observed:
        st.markdown(
            _(
                "Observed at the opening: {applicants} applied, {recruited} recruited; the pool used is {pool}, not "
                "the "
                "{product} of the product above."
            ).format(
                applicants=formats.number(pool.applicants or 0, lang),
                recruited=formats.number(pool.recruited or 0, lang),
                pool=draws.written(spread.suitable, "people", lang),
                product=draws.bare(spread.steps[-1], lang),
            )
        )
    st.markdown(
        _("Of the {suitable} who could be recruited, {share} want the post: {willing}.").format(
            suitable=draws.written(spread.suitable, "people", lang),
            share=draws.written(spread.share, "share", lang),
            willing=draws.written(spread.willing, "people", lang),
        )
    )
    st.caption(
        _(
            "Each step is the product of shares at their best values. In brackets 90% intervals: every share as "
            "uncertain as its figure says."
        )
    )


def _share(pool: Candidates, position: int, lang: str) -> str:
    """What part of the step before is kept."""
    if position == 0 or pool.steps[position - 1].people <= 0:
        return ""
    return formats.percent(pool.steps[position].people / pool.steps[position - 1].people, lang)


def _workshops(shown: cached.Result, prison: Prison) -> bool:
    """What the plan opens here, month by month; whether it opens anything."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    st.subheader(_("In the plan"))
    mine = [o for o in programme.scenario.openings if o.prison == prison.id]
    if not mine:
        st.markdown(_("No workshop of this scenario stands here."))
        return False
    names = {c: said(programme.companies[c].name, lang) for c in programme.companies}
    rows = [
        (
            names[o.company],
            formats.month(o.opens, lang),
            str(o.seats),
            language.term("side", o.side, lang) if o.side else "–",
            language.term("equipped_by", o.equipped_by, lang),
        )
        for o in mine
    ]
    head = (_("Company"), _("Opens"), _("Seats"), _("Side"), _("Equipment paid by"))
    widgets.html_table(rows, head, caption=_("Workshops of the scenario"), words=4)
    gathered, known = draws.of_scenario()
    if known is None:
        table = reports_activity.of_prison(shown.projection, prison.id)
    else:
        table = reports_activity.drawn_of_prison(known.places, shown.projection, prison.id)
    last = table[table["month"] == table["month"].iloc[-1]]
    alt = _("Seats open and people at work month by month; at the end {each}.").format(
        each="; ".join(
            _("{company}: {people} people, {seats} seats").format(
                company=names[row["company"]],
                **{
                    name: draws.bare(
                        Interval(*(row.get(f"{of}{end}", math.nan) for end in ("", "_low", "_high"))), lang
                    )
                    for name, of in (("people", "at_work"), ("seats", "seats_open"))
                },
            )
            for row in last.to_dict("records")
        )
    )
    columns = {
        "month": _("Month"),
        "company": _("Company"),
        "seats_open": _("Seats open"),
        "trainees": _("In training"),
        "seats_open_low": _("Seats open, low"),
        "seats_open_high": _("Seats open, high"),
        "at_work": _("At work"),
        "at_work_low": _("At work, low"),
        "at_work_high": _("At work, high"),
    }
    widgets.figure(
        figures.workshop_months(table, names, lang, state.dark()),
        alt,
        table.assign(company=table["company"].map(names)),
        "here",
        columns,
    )
    if known is None:
        draws.expected_only()
    else:
        told = _(
            "Months and rest: the first {draws} draws, in which workshops are followed month by month. Means; the "
            "bands hold 90% of them."
        )
        st.caption(told.format(draws=formats.number(min(known.draws, FOLLOWED), lang)))
    one_workshop.at_rest(shown, prison.id, known)
    draws.status(gathered, [known])
    return True


def _today(programme: Programme, prison: Prison, month: str) -> None:
    """Rooms, security rules, jobs and work of today."""
    _, lang = state.words(), state.lang()
    st.subheader(_("Rooms, rules, work of today"))
    three = widgets.side_by_side(3)
    with three.container():
        _rooms(prison, month)
    with three.container():
        allowed = {True: _("yes"), False: _("no"), None: _("not known")}
        rules = [
            (language.term("rule", n, lang), allowed[getattr(prison.security, n)])
            for n in type(prison.security).model_fields
        ]
        widgets.html_table(rules, (_("Rule"), _("Allowed")), caption=_("Security rules"), words=1)
    with three.container():
        _work(programme, prison)


def _rooms(prison: Prison, month: str) -> None:
    _, lang = state.words(), state.lang()
    if prison.workshops:
        rows = [
            (
                language.note(r.name, lang) if r.name else _("room"),
                amount(r.area.at(month).value, "m2", lang),
                _("yes") if r.free else _("no"),
                _("yes") if r.ready else _("no"),
                amount(r.hours_a_day.at(month).value if r.hours_a_day else None, "hours", lang),
            )
            for r in prison.workshops
        ]
        head = (_("Room"), _("Area"), _("Free"), _("Equipped"), _("Hours a day"))
        widgets.html_table(rows, head, caption=_("Rooms"), words=4)
    else:
        st.markdown(_("No room is described: what is free is not known."))


def _work(programme: Programme, prison: Prison) -> None:
    _, lang = state.words(), state.lang()
    jobs = [
        (
            language.note(j.name, lang),
            amount(j.net_monthly.latest.value, "EUR/month", lang),
            formats.date(j.net_monthly.latest.as_of, lang) if j.net_monthly.latest.as_of else "–",
        )
        for j in prison.jobs_today
    ]
    if jobs:
        widgets.html_table(jobs, (_("Job"), _("Net pay"), _("Date")), caption=_("Jobs to compare with"), words=1)
        named = dict.fromkeys(j.net_monthly.latest.source for j in prison.jobs_today)
        titles = [programme.sources[source].title for source in named if source in programme.sources]
        if titles:
            st.caption(labelled(_("Source"), widgets.plain(listed(list(titles), lang)), lang))
    work = prison.work_today
    if work.workers is not None:
        st.markdown(
            _("At work in workshops: {people}.").format(people=amount(work.workers.latest.value, "people", lang))
        )
    if work.trades:
        st.markdown(_("Trades:") + " " + widgets.plain(listed([language.note(t, lang) for t in work.trades], lang)))
    if not jobs and not work.trades and work.workers is None:
        st.markdown(_("No job or work of today is described."))
