"""Pieces of the pay page: waterfall, contributions, comparisons, the puzzle of 2009, totals."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

import language
from language import formats
from model.law import Law
from model.pay import PaySlip
from model.schema.fault import InputFaults
from model.schema.prison import JobToday
from model.schema.reference import Source
from reports import figures, pay_slips
from reports.answer import first_period
from reports.interval import Interval, spread_of
from reports.pay_slips import Asked
from reports.wording import amount, apart, difference_in_percent, labelled, said
from ui import cached, draws, explained, state, widgets
from ui.futures import Futures

LEGS = ("gross", "employee_contributions", "net", "victims", "release_savings", "available")


def names() -> dict[str, str]:
    """Names of the legs of pay."""
    _ = state.words()
    return {
        "gross": _("Gross"),
        "employee_contributions": _("Employee's contributions"),
        "net": _("Net"),
        "victims": _("Victims"),
        "release_savings": _("Release savings"),
        "available": _("Available pay"),
        "employer_contributions": _("Employer's contributions"),
        "company_cost": _("Cost to the company"),
        "gross_pay": _("Gross"),
        "net_pay": _("Net"),
        "victims_withheld": _("Withheld for victims"),
        "victims_paid": _("Paid to victims"),
        "available_pay": _("Available pay"),
    }


def waterfall(slip: PaySlip) -> None:
    """From gross to what is kept, with its data."""
    _, lang = state.words(), state.lang()
    legs, known = pay_slips.legs(slip), names()
    kept = _("{hours} hours at {rate}: {gross} gross, {net} net, {available} free to use.")
    text = kept.format(
        hours=formats.number(legs["hours"], lang, 1),
        rate=amount(legs["hourly_gross"], "EUR/hour", lang),
        gross=formats.money(legs["gross"], lang),
        net=formats.money(legs["net"], lang),
        available=formats.money(legs["available"], lang),
    )
    st.html(f'<p class="es-more">{text}</p>')
    table = pd.DataFrame({"leg": [known[leg] for leg in LEGS], "€": [legs[leg] for leg in LEGS]})
    alt = "; ".join(labelled(known[leg], formats.money(legs[leg], lang), lang) for leg in LEGS)
    widgets.figure(figures.pay_waterfall(legs, known, lang, state.dark()), alt, table, "waterfall", {"leg": _("Leg")})


def contributions(law: Law, slip: PaySlip, sources: Mapping[str, Source]) -> None:
    """Each contribution: rate, base, amount, text of law, and which are assumed."""
    _, lang = state.words(), state.lang()
    table = pay_slips.contributions(law, slip)
    if table.empty:
        st.markdown(_("No contribution is owed in this regime at that date."))
        return
    rows = [
        (
            said(law.parameters[r["id"]].label, lang) + ("\u00a0*" if r["assumed"] else ""),
            formats.percent(r["rate"], lang, 2),
            formats.money(r["base_euros"], lang),
            formats.money(r["euros"], lang),
            language.term("mark", r["mark"], lang),
            r["reference"] if isinstance(r["reference"], str) else _published(r["source"], sources),
        )
        for r in table.to_dict("records")
    ]
    for payer, label in (("employee", _("Employee's contributions")), ("employer", _("Employer's contributions"))):
        total = table.loc[table["payer"] == payer, "euros"].sum()
        rows.append((label, "", "", formats.money(total, lang), "", ""))
    head = (_("Contribution"), _("Rate"), _("Base"), _("Amount"), _("Mark"), _("Text or source"))
    widgets.html_table(rows, head, caption=_("Contributions of the month"), words=2, strong=2)
    if table["assumed"].any():
        assumed = ", ".join(said(law.parameters[i].label, lang) for i in table.loc[table["assumed"], "id"])
        st.caption(_("With a star: rate, base or date not found in a source ({names}).").format(names=assumed))
    widgets.download(table, f"contributions-{slip.month}", "contributions-csv")


def _published(source: object, sources: Mapping[str, Source]) -> str:
    """Who published a source: the page Sources has the rest."""
    if not isinstance(source, str):
        return "–"
    known = sources.get(source)
    return (known.publisher or known.title) if known else source


def assumed_smic(law: Law, slip: PaySlip) -> None:
    """Say so when the SMIC of the month is not known."""
    if not law.beyond_known("smic_hourly_gross", slip.month):
        return
    _, lang = state.words(), state.lang()
    told = _("The SMIC {of_month} is not known yet: {smic} is assumed, from the last known one and its assumed growth.")
    smic = draws.written(pay_slips.smic(law, slip.month), "EUR/hour", lang)
    st.caption(told.format(of_month=formats.of_month(slip.month, lang), smic=smic))


def dated(job: JobToday, month: str, lang: str) -> str:
    """A job to compare with, and the date of its pay."""
    known = job.net_monthly.at(month).as_of
    name = language.note(job.name, lang)
    return f"{name}, {formats.date(known, lang)}" if known else name


def against(shown: cached.Result, law: Law, asked: Asked) -> None:
    """Share of the SMIC, today's job in the same prison, the price of the hour outside."""
    _, lang = state.words(), state.lang()
    first, legs = shown.projection.workshops.list[0], pay_slips.ranged_legs(law, asked)
    rows = [(_("Gross pay an hour, against the SMIC"), draws.stacked(legs["smic_share"], "share of SMIC", lang))]
    for job in first.prison.jobs_today:
        before = job.net_monthly.at(asked.month).value
        more = Interval(*(net / before if before else float("nan") for net in legs["net"]))
        rows.append(
            (
                _("Net pay, against this job: {job}").format(job=dated(job, asked.month, lang)),
                _("{times} times {pay}").format(
                    times=formats.number(more.value, lang, 1), pay=formats.money(before, lang, 0)
                )
                + f"\n{spread_of(more, lang, 1)}".rstrip(),
            )
        )
    per_hour = Interval(*(cost / max(legs["hours"].value, 1e-9) for cost in legs["company_cost"]))
    rows.append((_("Pay and contributions, for an hour of work"), draws.stacked(per_hour, "EUR/hour", lang)))
    known = draws.of_scenario()[1]
    year = first_period(shown.programme)
    spread = draws.interval(shown, known, "cost_per_productive_hour", year)
    rows.append(
        (
            _("Full cost of a productive hour in the scenario ({year})").format(year=year),
            draws.stacked(spread, "EUR/hour", lang),
        )
    )
    outside = {
        "price_onshore": _("Same hour elsewhere in France, for the company"),
        "price_offshore": _("Same hour abroad"),
        "market_hour": _("Same hour billed in France"),
    }
    for row in pay_slips.market(shown.projection, asked.month, int(year)).to_dict("records"):
        mark, price = language.term("mark", row["mark"], lang), Interval(*(row[name] for name in Interval._fields))
        rows.append((f"{outside[row['name']]} ({mark})", draws.stacked(price, "EUR/hour", lang)))
        if row["name"] == "price_onshore":
            rows.append((_("Full cost here, against France"), _against(spread, row["value"], lang)))
    caption = _("{prison}, {company}").format(prison=first.prison.name, company=said(first.company.name, lang))
    widgets.html_table(rows, (_("Comparison"), _("Value")), caption=caption)
    told = _(
        "Full cost: drawn mean and 90% interval. Pay of one month: the law at the hours chosen, no matter of chance; "
        "where its SMIC is not known yet, between what it is at the two ends of that. "
        "Hours elsewhere: brought to euros of {year} by the assumed inflation; their 90% interval is that of price and "
        "inflation."
    )
    st.caption(told.format(year=year))
    if known is None:
        draws.expected_only()


def _against(full: Interval, price: float, lang: str) -> str:
    """How far a cost lies from a price, with its interval."""
    told = difference_in_percent(full.value / price - 1, lang)
    if full.wide:
        told += (
            "\n"
            + formats.interval(100 * (full.low / price - 1), 100 * (full.high / price - 1), lang, 0)
            + ("\u202f%" if lang == "fr" else "%")
        )
    return told


def two_laws(law: Law, asked: Asked, other: str) -> None:
    """The same work under the law of two months, and in December of the first one's year."""
    _, lang = state.words(), state.lang()
    months = list(dict.fromkeys([asked.month, f"{asked.month[:4]}-12", other]))
    columns: list[dict[str, Interval] | None] = []
    for month in months:
        try:
            columns.append(pay_slips.ranged_legs(law, asked.on(month)))
        except InputFaults as found:
            columns.append(None)
            st.caption(f"{formats.month(month, lang)}: " + " ".join(language.sentence(f, lang) for f in found.faults))
    known, rows = names(), []
    for leg in ("hourly_gross", "smic_share", "company_cost", *LEGS):
        label = {"hourly_gross": _("Gross an hour"), "smic_share": _("Share of the SMIC")}.get(leg) or known[leg]
        rows.append(
            (
                label,
                *(
                    "–"
                    if c is None
                    else draws.stacked(c[leg], "share of SMIC", lang)
                    if leg == "smic_share"
                    else _money(c[leg], lang)
                    for c in columns
                ),
            )
        )
    head = (_("One month"), *(formats.month(m, lang) for m in months))
    widgets.html_table(rows, head, caption=_("Same hours, same offer, another law (euros of each month)"))


def _money(found: Interval, lang: str) -> str:
    """Euros to the cent, over their ends where they have any."""
    ends = apart(formats.money_interval(*found.ends, lang, 2), lang) if found.wide else ""
    return f"{formats.money(found.value, lang)}\n{ends}".rstrip()


def puzzle() -> None:
    """Readings A and B of the pilot, computed, beside what the press printed."""
    _, lang = state.words(), state.lang()
    st.markdown(
        _(
            "In September 2009 the press printed €600 a month, of which 150 for the civil party. The brackets of "
            "the law take only 90 out of 600. Two readings, both computed by the planner from the scenario of the "
            "pilot:"
        )
    )
    wanted = ("rennes-2009@reading-a", "rennes-2009@reading-b")
    if not set(wanted) <= set(cached.references()):
        st.info(_("The scenario of the pilot and its two readings are not among the files."))
        return
    results = [cached.result(r) for r in wanted]
    slips, known = [pay_slips.as_opened(r.projection) for r in results], names()
    rows = [(_("Gross an hour"), *(formats.money(s["hourly_gross"], lang) for s in slips))]
    rows += [(known[leg], *(formats.money(s[leg], lang) for s in slips)) for leg in LEGS]
    rows.append((_("Share of the SMIC"), *(formats.percent(s["smic_share"], lang, 1) for s in slips)))
    heads = [said(r.programme.variant_title, lang) if r.programme.variant_title else r.reference for r in results]
    widgets.html_table(rows, (_("A month of 35 hours a week"), *heads), caption=_("March 2009, with a creditor"))
    assumed = _assumed_of_2009()
    if assumed:
        st.caption(
            _("Reading B rests on contributions of 2009 of which these are assumed: {names}.").format(names=assumed)
        )


def _assumed_of_2009() -> str:
    law, lang = cached.law("rennes-2009"), state.lang()
    found = [
        c.id
        for c in law.rules("2009-03").contributions
        if c.assumed and "production" in c.regimes and c.payer == "employee"
    ]
    return ", ".join(said(law.parameters[i].label, lang) for i in found)


def totals(shown: cached.Result, known: Futures | None) -> None:
    """What net pay becomes, year by year: figure and table."""
    _, lang = state.words(), state.lang()
    table, label = pay_slips.totals(shown.whole if known is None else known.whole["value"].unstack()), names()
    spread = {(y, leg): draws.interval(shown, known, leg, str(y)) for y in table.index for leg in pay_slips.TOTALS}
    both = pay_slips.totals_with_ends(table, lambda leg, year: draws.interval(shown, known, leg, year))
    named = label | {"year": _("Year")}
    named |= {f"{leg}_low": _("{leg}, low").format(leg=label[leg]) for leg in pay_slips.TOTALS}
    named |= {f"{leg}_high": _("{leg}, high").format(leg=label[leg]) for leg in pay_slips.TOTALS}
    alt = "; ".join(
        labelled(str(y), f"{label['net_pay']} {draws.written(spread[y, 'net_pay'], 'EUR', lang)}", lang)
        for y in table.index
    )
    drawing = figures.pay_by_year(both, label, lang, state.dark())
    widgets.figure(drawing, alt, both.reset_index(), "totals", named)
    rows = [(str(y), *(draws.stacked(spread[y, leg], "EUR", lang) for leg in pay_slips.TOTALS)) for y in table.index]
    whole = [draws.interval(shown, known, leg, "total") for leg in pay_slips.TOTALS]
    rows.append((_("Whole horizon"), *(draws.stacked(one, "EUR", lang) for one in whole)))
    head = (_("Year"), *(label[leg] for leg in pay_slips.TOTALS))
    caption = _("Euros of each year: mean of the draws, and 90% interval") if known else _("Euros of each year")
    widgets.html_table(rows, head, caption=caption, strong=1)
    explained.of_table(shown.reference, pay_slips.TOTALS, "total", "totals")
