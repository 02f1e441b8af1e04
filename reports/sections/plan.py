"""The plan on the map and in time, and what it requires."""

from __future__ import annotations

import pandas as pd

import language
from language import formats
from model.schema.programme import Programme
from reports import activity, commitments, figures, map, print_figures, prisons, standing, time_line
from reports import requirements as needs
from reports.material import Material
from reports.parts import Figure, Section, Table, Words
from reports.wording import labelled, on_side, said


def plan(material: Material, lang: str) -> Section:
    """Map, months, openings."""
    _, programme = language.text(lang), material.programme
    places = prisons.places(programme, material.found.month)
    listed = standing.table(programme, places, lang)["standing"].value_counts()
    counts = ", ".join(labelled(name, str(n), lang) for name, n in listed.items())
    table = time_line.openings(programme, None)
    months = activity.drawn_months(material.drawn.months)
    last = months.iloc[-1]
    alt = _(
        "People at work with their 90% band, under the line of seats open; {people} people and {seats} seats at the "
        "end."
    ).format(people=round(last["at_work"]), seats=round(last["seats_open"]))
    rows = tuple(
        (on_side(r["name"], r["side"] or None, lang), formats.number(r["seats"], lang), formats.month(r["opens"], lang),
         said(programme.companies[r["company"]].name, lang))
        for r in table.to_dict("records")
    )  # fmt: skip
    head = (_("Prison"), _("Seats"), _("Opens"), _("Company"))
    month = formats.month(material.found.month, lang)
    return Section(
        "plan",
        _("The plan"),
        (
            Figure(_("Prisons in {month}").format(month=month), _("Map of France. {counts}.").format(counts=counts),
                   print_figures.map_of_prisons(places, lang), map.map_of_prisons(programme, places, lang, False)),
            Words(counts[:1].upper() + counts[1:] + "."),
            Figure(_("Seats and people at work, month by month"), alt, print_figures.months_of_work(months, lang),
                   figures.months_of_work(months, lang, False)),
            Figure(_("Openings on a time line"), _openings_told(table, programme, lang),
                   print_figures.time_line(table, programme, lang),
                   time_line.time_line(table, programme, lang, False)),
            Table(_("Openings, the earliest first"), head, rows, words=2),
        ),
    )  # fmt: skip


def _openings_told(table: pd.DataFrame, programme: Programme, lang: str) -> str:
    """The time line in words: how many open from when to when, and the seats of each kind of work."""
    _, plural, seats = language.text(lang), language.plural(lang), table.groupby("activity", sort=False)["seats"].sum()
    kinds = "; ".join(
        labelled(said(programme.activities[str(name)].label, lang), plural("{n} seat", "{n} seats", int(n)).format(
            n=formats.number(n, lang)), lang)
        for name, n in seats.items()
    )  # fmt: skip
    told = _("{openings}, from {first} to {last}. {kinds}. The table below lists each.")
    months = [formats.month(str(month), lang) for month in (table["opens"].min(), table["opens"].max())]
    return told.format(
        openings=plural("{n} opening", "{n} openings", len(table)).format(n=formats.number(len(table), lang)),
        first=months[0], last=months[1], kinds=kinds,
    )  # fmt: skip


def requirements(material: Material, lang: str) -> Section:
    """Need against what is there in the year of the answer, then the needs of every year."""
    _, programme = language.text(lang), material.programme
    found = needs.of_year(material.requirements, material.period, "programme", "").to_dict("records")
    told: list[dict[str, object]] = [{str(k): v for k, v in row.items()} for row in found]
    rows = tuple((*needs.written(row, lang), needs.engine(row, lang)) for row in told)
    heads = (_("Item"), _("Needed"), _("There"), _("Lacking"), _("Known by"), _("Figure from"))
    years = [p for p in material.drawn.gathered.known.where.periods if p != "total"]
    wanted = [n for n in activity.NEEDS if n in programme.indicators]
    units = {name: programme.indicators[name].unit for name in wanted}
    each = tuple(
        (year, *(needs.amounts(material.drawn.of(name, year), unit, lang) for name, unit in units.items()))
        for year in years
    )
    owed = material.commitments[material.commitments["scope"] == "programme"]
    return Section(
        "requirements",
        _("What the plan requires"),
        (
            Table(_("Requirements in {year}").format(year=material.period), heads, rows, words=2),
            Words(needs.engines(lang)),
            Words(needs.gaps(lang), caveat=True),
            Table(_("What expansion requires, year by year"),
                  (_("Year"), *(_head(programme, n, lang) for n in wanted)), each),
            Table(_("What the plan commits the State to, year by year"),
                  commitments.heads(lang), commitments.rows(owed, lang)),
        ),
    )  # fmt: skip


def _head(programme: Programme, name: str, lang: str) -> str:
    """What is needed, with its unit where the name does not say it."""
    known = programme.indicators[name]
    unit = f" ({language.term('unit', known.unit, lang)})" if known.unit in ("m2", "posts") else ""
    return said(known.label, lang) + unit
