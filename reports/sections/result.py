"""What the plan brings: pay, victims, work after release, money."""

from __future__ import annotations

from collections.abc import Sequence

import language
from model.after_release import ITEMS
from model.benefit_cost import interval
from reports import appraisal, benefits, figures, pay_slips, print_figures, turning
from reports.interval import Interval, stacked, written
from reports.material import Material
from reports.parts import Figure, Section, Table, Words
from reports.reinsertion import EFFECTS
from reports.wording import amount, labelled, said


def by_year(material: Material, names: Sequence[str], caption: str, lang: str) -> Table:
    """Indicators of the programme: a row a year, the whole horizon last, each with its interval."""
    _, known = language.text(lang), material.programme.indicators
    shown = [name for name in names if name in known]
    periods = material.drawn.gathered.known.where.periods

    def row(name: str, values: Sequence[Interval | None]) -> tuple[str, ...]:
        cells = zip(values, shown, strict=True)
        return name, *("–" if one is None else stacked(one, known[of].unit, lang) for one, of in cells)

    rows = [
        row(_("Whole horizon") if p == "total" else p, [material.drawn.of(name, p) for name in shown]) for p in periods
    ]
    zero = [material.drawn.without_effect(name, "total") for name in shown]
    if any(one is not None for one in zero):
        rows.append(row(_("If work has no effect"), zero))
    strong = len(rows) - len(periods) + 1
    return Table(caption, (_("Year"), *(said(known[name].label, lang) for name in shown)), tuple(rows), strong=strong)


def pay(material: Material, lang: str) -> Section:
    """Pay of one worker, then of all."""
    _ = language.text(lang)
    one = ("kept_per_worker", "victims_per_worker", "savings_per_worker", "smic_share")
    return Section(
        "pay",
        _("Pay"),
        (
            by_year(material, one, _("A month of work of one person"), lang),
            by_year(material, ("hours", "gross_pay", "net_pay", "available_pay", "release_savings"),
                    _("Hours and pay of all, by year"), lang),
        ),
    )  # fmt: skip


def victims(material: Material, lang: str) -> Section:
    """What net pay becomes, and what reaches victims."""
    _, of = language.text(lang), material.drawn
    table = pay_slips.totals(of.whole["value"].unstack())
    known = material.programme.indicators
    names = {leg: said(known[leg].label, lang) for leg in pay_slips.TOTALS}
    legs = ("victims_withheld", "release_savings", "available_pay")
    alt = "; ".join(
        labelled(str(y), ", ".join(f"{names[leg]} {written(of.of(leg, str(y)), 'EUR', lang)}" for leg in legs), lang)
        for y in table.index
    )
    return Section(
        "victims",
        _("Victims"),
        (
            Words(_("What is withheld for victims is held until a creditor is known: what reaches one is told apart.")),
            by_year(material, ("victims_withheld", "victims_paid", "victims_per_worker"), _("Money for victims"), lang),
            Figure(_("What net pay becomes, by year"), alt,
                   print_figures.pay_by_year(table, names, lang),
                   figures.pay_by_year(pay_slips.totals_with_ends(table, of.of), names, lang, False)),
        ),
    )  # fmt: skip


def reinsertion(material: Material, lang: str) -> Section:
    """People released with an experience of work, with the row of no effect."""
    _ = language.text(lang)
    names = ("releases_with_experience", *EFFECTS)
    return Section(
        "reinsertion",
        _("Reinsertion"),
        (
            Words(
                _("Effects are carried over from studies of other programmes, and no effect at all is not ruled out: "
                  "the last row says so."),
                caveat=True,
            ),
            by_year(material, names, _("Work after release"), lang),
        ),
    )  # fmt: skip


def _turning(material: Material, lang: str) -> Table:
    """Where effects, cost and displacement turn the sign of society's balance."""
    _, names = language.text(lang), turning.names(lang)
    rows = [
        (names[one.lever], turning.told(one, lang), turning.sentence(one, lang))
        for one in turning.turns(material.worth)
    ]
    heads = (_("What"), _("Turns at (median, 90% of draws)"), _("Reading"))
    return Table(_("Values that turn the sign of society's present value"), heads, tuple(rows), words=1)


def _accounts(material: Material, lang: str) -> Table:
    """What each party receives or pays over the whole horizon, item by item."""
    _, books = language.text(lang), material.drawn.gathered.books
    assert books is not None, "the ledger of each draw is kept"
    rows, sums = [], [0.0, 0.0]
    for (party, item), euros in benefits.net(books).items():
        told = Interval(*interval(euros[:, -1]))
        zero = Interval(0.0) if item in ITEMS else told
        sums = [sums[0] + told.value, sums[1] + zero.value]
        name = f"{language.term('party', party, lang)} – {language.term('item', item, lang)}"
        rows.append((name, stacked(told, "EUR", lang), stacked(zero, "EUR", lang)))
    whole = (_("All parties together"), *(amount(round(euros, 2) + 0.0, "EUR", lang) for euros in sums))
    return Table(
        _("Who receives and who pays over the whole horizon: mean of the draws and 90% interval"),
        (_("Party and item"), _("Received, or paid (−)"), _("If work has no effect")),
        (*rows, whole),
        strong=1,
    )


def money(material: Material, lang: str) -> Section:
    """Costs by year, then who gives and who receives."""
    _ = language.text(lang)
    names = ("state_cost", "state_net_cost", "capex_state", "company_cost", "capex_company", "cost_per_productive_hour")
    return Section(
        "money",
        _("Money"),
        (
            by_year(material, names, _("What it costs, and to whom: euros of the time, not discounted"), lang),
            appraisal.by_perspective(material.worth, lang, full=True),
            Words(appraisal.reading(lang)),
            appraisal.at_rates(material.worth, lang),
            _turning(material, lang),
            _accounts(material, lang),
        ),
    )  # fmt: skip
