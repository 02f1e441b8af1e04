"""What is said of a company against every prison: sentences and tables, the same on the page and in its file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import language
from language import formats
from model.costs import base_year
from model.distributions import quantile
from model.host import Host
from model.interval import HIGH, LOW
from model.partnership import Partnership, Place, Span, longest_term
from model.schema.company import Company
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from model.staffing import Calls, carried, staffing
from reports import partnership, refused
from reports.interval import Interval, bare, spread_of, stacked
from reports.parts import Table
from reports.precision import decimals
from reports.wording import amount, drawn_times, ends, said

SHOWN: Final = 12
"""Prisons in the table; the data have all."""
TEAMS: Final = 6
"""Prisons of which the team's calls are told."""


def need(programme: Programme, company: Company, lang: str) -> tuple[str, ...]:
    """What the company asks for: activity, seats, level, hours, pay, regions."""
    _, activity, month = language.text(lang), programme.activities[company.activity], programme.scenario.start
    level = {"none": _("no level required"), "test": _("functional French, tested")}.get(activity.education.by)
    offer = company.offer
    paid = _("at the legal floor")
    if offer.hourly_gross is not None:
        paid = _("{pay} gross").format(pay=amount(offer.hourly_gross.at(month).value, "EUR/hour", lang))
    elif offer.monthly_net is not None:
        paid = _("{pay} net").format(pay=amount(offer.monthly_net.at(month).value, "EUR/month", lang))
    regions = _("all regions") if company.regions == "all" else ", ".join(company.regions)
    return (
        said(activity.label, lang),
        _("{least} to {most} seats a prison").format(least=company.seats.per_site_min, most=company.seats.per_site_max),
        level or language.term("level", activity.education.diploma or "", lang),
        amount(company.weekly_hours.at(month).value, "hours/week", lang), paid, regions,
    )  # fmt: skip


def answer(found: Partnership, lang: str) -> str:
    """Where it fits, in one sentence."""
    _ = language.text(lang)
    if not found.places:
        return _("No prison in play suits this company: the reasons are below.")
    best, plural = found.places[0], language.plural(lang)
    people, cost = best.people, best.cost
    told = _(
        "{count}; first {prison}: {people} of the {tried} seats tried filled; a productive hour at {cost}; {months} to "
        "open."
    )
    lead = found.programme.defaults.programme.lead_time.at(found.programme.scenario.start)
    return told.format(
        count=plural("{n} prison suits", "{n} prisons suit", len(found.places)).format(n=len(found.places)),
        prison=partnership.name_of(best, lang),
        people=bare(drawn(people), lang),
        tried=best.seats,
        cost=f"{formats.money(cost.value, lang, decimals('EUR/hour', *drawn(cost)))} "
        f"[{ends(cost.low, cost.high, 'EUR/hour', lang, cost.value)}]",
        months=f"{amount(lead.value, 'months', lang)} "
        f"[{formats.interval(*(quantile(lead, end) for end in (LOW, HIGH)), lang, 0)}]",
    )


def drawn(span: Span) -> Interval:
    """A mean of the draws with its ends, to be written."""
    return Interval(span.value, span.low, span.high)


def figures_of(place: Place, lang: str) -> tuple[str, str, str, str]:
    """Fit, people over seats, cost of the hour, ramp-up; an interval after a line break."""
    people, cost = place.people, place.cost
    digits = decimals("people", *drawn(people))
    filled = spread_of(drawn(people), lang, digits)
    return (
        stacked(drawn(place.fit), "share", lang),
        f"{formats.number(people.value, lang, digits)} / {place.seats}\n{filled}".rstrip(),
        stacked(drawn(cost), "EUR/hour", lang),
        "–" if place.ramp_up is None else amount(place.ramp_up, "months", lang),
    )


def ranked(found: Partnership, lang: str) -> Table:
    """The best prisons with what speaks for and against them."""
    _ = language.text(lang)
    rows = tuple(
        (f"{rank}. {partnership.name_of(place, lang)}", *figures_of(place, lang),
         partnership.listed(partnership.suits(place, lang), lang),
         partnership.listed(partnership.doubts(place, lang), lang))
        for rank, place in enumerate(found.places[:SHOWN], start=1)
    )  # fmt: skip
    head = (_("Prison"), _("Fit"), _("People at work / seats"), _("Cost of a productive hour"), _("Ramp-up"),
            _("For"), _("Against, or to be cleared up"))  # fmt: skip
    return Table(_("Prisons by people at work once the start is past"), head, rows, words=2)


def method(found: Partnership | Host, lang: str) -> str:
    """How the prisons were tried."""
    _ = language.text(lang)
    over = _("one agreement of {years}")
    if longest_term(found.programme) is None:
        over = _("the {years} of the scenario, as no longest term of an agreement was found in the law of that time")
    told = _(
        "Fit: people at work over the seats asked for. Each prison is tried alone, over {term}, by a company that "
        "stays: {draws}, 90% intervals. Ramp-up: months from the opening until the mean of the draws reaches "
        "nine tenths of its rest; people are recruited and tried before it."
    )
    return told.format(term=over.format(years=amount(found.years, "years", lang)), draws=drawn_times(found.draws, lang))


def price_names(lang: str) -> dict[str, str]:
    """Words for where the same hour is paid (see ``partnership.market``)."""
    _ = language.text(lang)
    return {"onshore": _("elsewhere in France"), "offshore": _("abroad"), "client": _("paid by the client")}


def prices(found: Partnership, lang: str) -> Table:
    """The same hour elsewhere, with interval, mark and source."""
    _, names = language.text(lang), price_names(lang)
    rows = tuple(
        (
            names[name], amount(q.value, "EUR/hour", lang),
            _interval(q, lang), str(base_year(found.programme, q)),
            language.term("mark", q.mark, lang), source(found.programme, q),
        )
        for name, q in partnership.market(found.company, found.programme, found.programme.scenario.start).items()
    )  # fmt: skip
    head = (_("The same hour"), _("Price"), _("Interval"), _("Euros of"), _("Mark"), _("Source"))
    return Table(_("Market prices: weak sources, to be replaced by the company's own"), head, rows, words=2)


def _interval(price: Quantity, lang: str) -> str:
    """The ends of a price, and how sure they are."""
    if price.low is None or price.high is None:
        return "–"
    sure = f" ({formats.percent(price.interval, lang)})" if price.interval else ""
    return ends(price.low, price.high, "EUR/hour", lang) + sure


def euros(lang: str) -> str:
    """In whose euros cost and prices stand."""
    return language.text(lang)(
        "The cost is in euros of the years tried, each price in euros of the year beside it: a part of the gap is "
        "inflation."
    )


def source(programme: Programme, figure: Quantity) -> str:
    """The title of a figure's source."""
    return programme.sources[figure.source].title if figure.source in programme.sources else "–"


def market_told(found: Partnership, rows: Iterable[tuple[str, ...]], count: int, lang: str) -> str:
    """The figure of the market in words. rows: those of ``prices``; count: prisons drawn."""
    told = language.plural(lang)(
        "Cost of a productive hour in {n} prison, the only one, with its 90% interval; elsewhere: {prices}.",
        "Cost of a productive hour in the {n} best prisons with 90% intervals; elsewhere: {prices}.",
        count,
    )
    return told.format(n=count, prices="; ".join(f"{row[0]} {row[1]}" for row in rows) or "–")


def staffed(asked: Calls, lang: str) -> str:
    """How many agents a call volume takes."""
    _, told = language.text(lang), staffing(asked)
    if not told.agents:
        return _("Without calls nobody has to be on line.")
    return language.plural(lang)(
        "{calls} calls a half hour, {handling} s each, {level} within {within} s: {agents} agent on line, hence "
        "{posts} posts ({away} away). The agent answers {reached} in time and is busy {busy} of it; in a large team "
        "{large} would do.",
        "{calls} calls a half hour, {handling} s each, {level} within {within} s: {agents} agents on line, hence "
        "{posts} posts ({away} away). They answer {reached} in time and are busy {busy} of it; in a large team "
        "{large} would do.",
        told.agents,
    ).format(
        calls=formats.short_number(asked.calls, lang), handling=formats.short_number(asked.handling, lang),
        level=formats.percent(asked.service_level, lang), within=formats.short_number(asked.within, lang),
        agents=told.agents, posts=told.posts, away=formats.percent(asked.shrinkage, lang),
        reached=formats.percent(told.reached, lang), busy=formats.percent(told.busy, lang),
        large=formats.number(told.large, lang, 1),
    )  # fmt: skip


def teams(found: Partnership, asked: Calls, lang: str) -> Table:
    """What the teams of the best prisons carry."""
    _ = language.text(lang)
    rows = tuple(
        (
            partnership.name_of(place, lang), formats.number(place.people.value, lang, 1),
            formats.number(carried(place.people.value, asked), lang),
            formats.interval(carried(place.people.low, asked), carried(place.people.high, asked), lang),
        )
        for place in found.places[:TEAMS]
    )  # fmt: skip
    head = (_("Prison"), _("People at work"), _("Calls of a half hour"), _("90% interval"))
    return Table(_("What the team of each prison answers in time, on its own"), head, rows)


def erlang_told(lang: str) -> str:
    """What the staffing rests on."""
    _ = language.text(lang)
    return _(
        "Erlang C, a formula of the times and shares typed in, without draws: callers wait as long as it takes. "
        "What a team answers has the interval of its people. Times and shares by default come from the trade "
        "press, weakly."
    )


def elsewhere(found: Partnership, lang: str) -> Table:
    """Why not in the other prisons: how many for each reason."""
    _, table = language.text(lang), partnership.refused(found, lang)
    rows = tuple(
        (name, str(count), "–" if not assumed else formats.number(assumed, lang))
        for name, count, assumed in refused.reasons(table, lang)
    )
    head = (_("Reason"), _("Prisons"), _("of which on an assumed floor"))
    count = language.plural(lang)(
        "{n} prison does not suit; it may have several reasons",
        "{n} prisons do not suit; one may have several reasons",
        len(found.refused),
    ).format(n=len(found.refused))
    if any(one.side for one in found.refused):
        count = _("{count}; each side of a mixed prison counts").format(count=count)
    return Table(count, head, rows)
