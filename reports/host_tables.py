"""What is said of a prison against every company: tables and sentences of its one-pager."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

import language
from language import formats
from language.terms import term
from model.candidates import Candidates
from model.host import Host
from model.partnership import Place
from model.provenance import counts
from model.schema.quantity import StandIn
from model.space import free_area
from reports import candidates, partner_tables, partnership, prisons
from reports.candidates import Pool
from reports.interval import Interval, spread_of, stacked
from reports.parts import Table
from reports.precision import decimals
from reports.refused import refusals
from reports.wording import said

SHOWN: Final = 8
"""Companies in the table; the workbook has all."""
DOUBTED: Final = 3
"""Companies whose doubts are told."""


def pools(found: Host) -> Iterator[tuple[str, Candidates, Pool]]:
    """Candidates for each activity of the companies in play, as in the scenario's month of this prison, and with their
    intervals."""
    programme, month = found.programme, prisons.month_of(found.programme, found.prison.id)
    for name in dict.fromkeys(company.activity for company in programme.companies.values()):
        activity = programme.activities[name]
        known = prisons.pool(programme, found.prison, activity, month)
        yield name, known, candidates.of_prison(programme, found.prison, activity, known, month)


def companies(found: Host, lang: str) -> Table:
    """Who could come: people, pay, victims, cost, what speaks against it."""
    _, known = language.text(lang), found.programme.indicators
    rows = []
    for place in found.places[:SHOWN]:
        _fit, people, cost, ramp = partner_tables.figures_of(place, lang)
        rows.append((
            _who(found, place, lang), people, stacked(partner_tables.drawn(place.kept), "EUR/month", lang),
            stacked(partner_tables.drawn(place.victims), "EUR/month", lang), cost, ramp,
        ))  # fmt: skip
    head = (_("Company"), _("People at work / seats"), said(known["kept_per_worker"].label, lang),
            said(known["victims_per_worker"].label, lang), _("Cost of a productive hour"), _("Ramp-up"))  # fmt: skip
    more = len(found.places) - SHOWN
    caption = _("Companies by people at work once the start is past")
    if more > 0:
        caption += _("; {n} more in the workbook").format(n=more)
    return Table(caption, head, tuple(rows))


def _who(found: Host, place: Place, lang: str) -> str:
    """A company, with the side where it is the women's of a prison of both."""
    side = (
        " ({})".format(language.text(lang)("women's side")) if place.pair.pool.side == "women" and _mixed(found) else ""
    )
    return said(place.pair.company.name, lang) + side


def _mixed(found: Host) -> bool:
    return len({place.pair.pool.side for place in found.places}) > 1


def people(found: Host, lang: str) -> Table:
    """Who could work: suitable and willing people by activity, activities with the same people on one row."""
    _, programme = language.text(lang), found.programme
    alike: dict[tuple[str, str], list[str]] = {}
    for name, _known, pool in sorted(pools(found), key=lambda one: -one[1].suitable):
        told = (_people(pool.suitable, lang), _people(pool.willing, lang))
        alike.setdefault(told, []).append(said(programme.activities[name].label, lang))
    rows = [(", ".join(names), *told) for told, names in alike.items()]
    return Table(_("People by kind of work"), (_("Activity"), _("Suitable people"), _("of whom want it")), tuple(rows))


def _people(count: Interval, lang: str) -> str:
    """A number of people over its interval."""
    digits = decimals("people", *count)
    return f"{formats.number(count.value, lang, digits)}\n{spread_of(count, lang, digits)}".rstrip()


def refused(found: Host, lang: str) -> Table:
    """Why the other companies could not come: the companies of each reason."""
    _ = language.text(lang)
    whose: dict[str, list[str]] = {}
    for company, refusal in found.refused:
        for fault in refusal.reasons:
            names = whose.setdefault(fault.code, [])
            if (name := said(company.name, lang)) not in names:
                names.append(name)
    rows = tuple((term("refusal", code, lang), ", ".join(names)) for code, names in whose.items())
    return Table(_("Reasons, each with the companies that it keeps out"), (_("Reason"), _("Companies")), rows, words=1)


def reasons(found: Host, lang: str) -> pd.DataFrame:
    """Each reason in full (see ``refused.refusals``)."""
    return refusals(found.programme, [refusal for _company, refusal in found.refused], lang)


def in_plan(found: Host, lang: str) -> str:
    """What the scenario's plan opens here."""
    _, programme = language.text(lang), found.programme
    mine = [one for one in programme.scenario.openings if one.prison == found.prison.id]
    if not mine:
        return _("The plan of the scenario opens nothing here.")
    told = _("{company}, {seats} seats {since}")
    each = [
        told.format(company=said(programme.companies[one.company].name, lang), seats=one.seats,
                    since=formats.since(one.opens, lang))
        for one in mine
    ]  # fmt: skip
    return _("In the plan of the scenario: {openings}.").format(openings=partnership.listed(each, lang))


def lacking(found: Host, lang: str) -> list[str]:
    """What is missing before a company can come, or is not known."""
    _, prison, programme = language.text(lang), found.prison, found.programme
    month = prisons.month_of(programme, prison.id)
    told: list[str] = []
    why = prisons.why_not(programme, prison, month)
    if why and why[0] == "type":
        told.append(said(programme.defaults.without_workshops[prison.type], lang))
    for closure in prison.closures:
        until = formats.until(closure.until, lang) if closure.until else _("until further notice")
        since = formats.since(closure.start, lang)
        reason = language.note(closure.reason, lang)
        told.append(_("Closed {since} {until}: {reason}").format(since=since, until=until, reason=reason))
    if isinstance(free_area(prison, programme.defaults, month), StandIn):
        told.append(_("No room is described: what is free is not known."))
    silent = [name for name in type(prison.security).model_fields if getattr(prison.security, name) is None]
    if silent:
        rules = ", ".join(term("rule", name, lang) for name in silent)
        told.append(_("Security rules not known: {rules}.").format(rules=rules))
    told += [
        f"{_who(found, place, lang)} – {partnership.listed(few, lang)}"
        for place in found.places[:DOUBTED]
        if (few := partnership.of_the_company(place, lang))
    ]
    known = counts((q for _s, _f, q in prisons.figures_of(prison, month)), programme.defaults.published_before_is_old)
    if known["default"]:
        text = _("Figures of the profile that a default stands in for: {count} of {all}.")
        told.append(text.format(count=known["default"], all=sum(known.values())))
    return told or [_("Nothing that the profile tells of.")]
