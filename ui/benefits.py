"""Pieces of the money page: the levers, the answer, present value by perspective, the ledger by party."""

from __future__ import annotations

import streamlit as st

import language
from language import formats
from model import benefit_cost
from model.benefit_cost import Appraisal, interval
from model.books import Books
from reports import appraisal as worth
from reports import benefit_figures, benefits
from reports.headline import Card
from reports.interval import written
from reports.wording import share_of_draws
from ui import cached, draws, explained, state, widgets
from ui.cards import cards
from ui.futures import Futures, Interval

WORTH = (
    "present_value", "benefit_cost_ratio", "present_value_detainee", "present_value_victim",
    "present_value_state", "present_value_company", "present_value_social_insurance",
)  # fmt: skip
"""What the plan is worth over the whole horizon, discounted."""
PAID = (
    "state_cost", "capex_state", "company_cost", "capex_company", "gross_pay", "net_pay", "victims_withheld",
    "victims_paid", "release_savings", "available_pay", "state_net_cost", "reconvictions_avoided", "employed_12m_gain",
)  # fmt: skip
"""Indicators of which the ledger's lines are the parts, or that they are made from."""
LEVERS = ("rate", "euros", "ledger")


def appraisal(shown: cached.Result, known: Futures | None) -> Appraisal:
    """The levers, and what the programme is worth under them."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    state.forget_levers(LEVERS, of=shown.reference.partition("@")[0])
    names, own = worth.rates(programme, lang), programme.scenario.policy.discount_rate
    start = int(programme.scenario.start[:4])
    last, today = int(programme.months[-1][:4]), programme.defaults.money.after_release.benefit.latest.as_of
    years = sorted({start, last, int((today or programme.months[-1])[:4])})
    with st.container(border=True):
        one, two = st.columns(2)
        with one:
            rate = widgets.choice(
                "rate", [f"{r:g}" for r in names], f"{own:g}", _("Discount rate"),
                _("Yearly, above inflation: what a euro loses by coming a year later."),
                lambda r: f"{formats.percent(float(r), lang, 1)} – {names[float(r)]}",
            )  # fmt: skip
        with two:
            base = widgets.choice(
                "euros", [str(y) for y in years], str(start), _("Price base"),
                _("The year in whose euros present values are told; the assumed inflation leads from one to another."),
                lambda y: _("euros of {year}").format(year=y),
            )  # fmt: skip
    if known is None:
        return benefit_cost.expected(shown.projection, float(rate), int(base))
    return Appraisal(programme, known.books, known.inflation, float(rate), int(base))


def told(found: Appraisal, drawn: tuple[float, float, float], unit: str = "EUR") -> str:
    """A value with its interval."""
    return draws.written(Interval(*drawn) if found.drawn else Interval(drawn[0]), unit, state.lang())


def sentence(shown: cached.Result, found: Appraisal) -> None:
    """The answer: what society gains, with what chance, and what is left if work has no effect after release."""
    _, lang, months = state.words(), state.lang(), shown.programme.months
    drawn = found.drawn
    value = interval(found.value("society"))
    gains, loses = _("society gains {value}"), _("society loses {value}")
    first = (
        _("Over {start}–{end}, at {rate} a year and in euros of {base}, ") + (gains if value[0] >= 0 else loses)
    ).format(
        start=months[0][:4], end=months[-1][:4], rate=formats.percent(found.rate, lang, 1), base=found.price_base,
        value=told(found, value if value[0] >= 0 else (-value[0], -value[2], -value[1])),
    )  # fmt: skip
    if drawn:
        first += _("; benefits exceed costs in {chance} of the draws.").format(
            chance=share_of_draws(found.chance("society"), lang)
        )
    else:
        first += "."
    zero = interval(found.value("society", effects=False))
    more = _("If work has no effect after release: {value}").format(value=told(found, zero))
    if drawn:
        chance = share_of_draws(found.chance("society", effects=False), lang)
        more += _(", above zero in {chance} of the draws").format(chance=chance)
    if zero[0] > value[0] / 2:
        more += _(
            ". Most of the gain is the work itself: what clients pay for the hours, less what they cost. How much of "
            "that work would have been done outside is not known (see the values that turn the sign)."
        )
    else:
        more += "."
    st.html(f'<p class="es-answer">{first}</p><p class="es-more">{more}</p>')


def indicators(shown: cached.Result, known: Futures | None, found: Appraisal) -> None:
    """Six indicators of the whole horizon; present values follow the levers."""
    _, lang = state.words(), state.lang()

    def of(drawn: tuple[float, float, float]) -> Interval:
        return Interval(*drawn) if known is not None else Interval(drawn[0])

    def own(indicator: str) -> Interval:
        return draws.interval(shown, known, indicator, "total")

    def zero(text: str) -> str:
        return _("if work has no effect: {zero}").format(zero=text)

    shown_ = [
        Card("present_value", of(interval(found.value("society"))),
             more=(zero(told(found, interval(found.value("society", effects=False)))),)),
        Card("benefit_cost_ratio", of(found.published_ratio()),
             more=(zero(told(found, found.published_ratio(effects=False), "ratio")),)),
        Card("state_net_cost", own("state_net_cost"),
             more=(_("in euros of the time, not discounted"),
                   zero(draws.written(own("state_net_cost_zero_effect"), "EUR", lang)))),
        Card("present_value_company", of(interval(found.value("company"))),
             more=(worth.payback_told(found, "company", lang),)),
        Card("cost_per_seat", own("cost_per_seat"), more=(_("officers, room, equipment, preparation, project team"),)),
        Card("cost_per_productive_hour", own("cost_per_productive_hour"),
             more=(_("all companies together; each below"),)),
    ]  # fmt: skip
    cards(shown, "total", shown_, found.rate)
    st.caption(
        _("State and social insurance together: {payback}.").format(payback=worth.payback_told(found, "public", lang))
    )


def by_perspective(shown: cached.Result, found: Appraisal) -> None:
    """Present value of each party and of society: figure, then table with the zero-effect row."""
    _, lang = state.words(), state.lang()
    table = benefits.perspectives(found)
    names = {who: language.term("perspective", who, lang) for who in table["perspective"]}
    society = table[table["perspective"] == "society"].iloc[0]
    alt = _("Net present value by perspective; society {value}, {zero} if effects are zero.").format(
        value=written(Interval(*society[["value", "low", "high"]]), "EUR", lang),
        zero=written(Interval(*society[["value_zero_effect", "low_zero_effect", "high_zero_effect"]]), "EUR", lang),
    )
    drawing = benefit_figures.present_values(
        table, names, _("if effects after release are zero"), _("effects counted"), lang, state.dark()
    )
    widgets.figure(drawing, alt, table.assign(perspective=table["perspective"].map(names)), "present", columns())

    for told_ in (worth.by_perspective(found, lang), worth.at_rates(found, lang)):
        widgets.html_table(told_.rows, told_.head, caption=told_.caption, words=told_.words, strong=told_.strong)
    st.caption(worth.reading(lang))
    explained.of_table(shown.reference, WORTH, "total", "present", rate=found.rate)
    if found.price_base != found.start:
        told = _("What these numbers come from is told in euros of {year}, the scenario's first.")
        st.caption(told.format(year=found.start))


def ledger(shown: cached.Result, told_: Books) -> None:
    """What each party receives and pays, by kind in a figure, by item in a table."""
    _, lang, programme = state.words(), state.lang(), shown.programme
    periods = [*dict.fromkeys(m[:4] for m in programme.months), "total"]
    period = widgets.choice(
        "ledger", periods, "total", _("Period of the ledger"), _("A year, or the whole horizon."),
        lambda p: _("Whole horizon") if p == "total" else p,
    )  # fmt: skip
    table = benefits.ledger(told_, periods.index(period))
    if table["value"].abs().max() == 0:
        st.info(_("Nothing is paid in this period: no workshop is open yet."))
        return
    party = {p: language.term("party", p, lang) for p in dict.fromkeys(table["party"])}
    group = {g: language.term("money_group", g, lang) for g in benefits.GROUPS}
    alt = _("What each party receives, to the right, and pays, to the left, by kind; the table below lists it.")
    drawing = benefit_figures.parties(benefits.groups(told_, periods.index(period)), party, group, lang, state.dark())
    words = {"received": _("receives"), "paid": _("pays"), "total": _("what is left")}
    data = table.assign(
        party=table["party"].map(party), side=table["side"].map(words),
        item=[_("Total") if i == "total" else language.term("item", i, lang) for i in table["item"]],
    )  # fmt: skip
    widgets.figure(drawing, alt, data, "parties", columns())
    with st.expander(_("Every line, by party")):
        for known in party.values():
            rows = [
                (row["item"], row["side"],
                 draws.stacked(Interval(row["value"], row["low"], row["high"]), "EUR", lang),
                 draws.stacked(Interval(*(row[f"{end}_zero_effect"] for end in Interval._fields)), "EUR", lang))
                for row in data[data["party"] == known].to_dict("records")
            ]  # fmt: skip
            head = (_("Item"), "", _("Euros of the time"), _("If effects are zero"))
            widgets.html_table(rows, head, caption=known, strong=1)
    explained.of_table(shown.reference, PAID, period, "ledger")
    st.caption(
        _(
            "Euros of the time, not discounted. Every transfer stands twice; the rest of the world (suppliers, staff, "
            "clients) closes the sum and is not counted in society. What the State need not pay stands as received."
        )
    )


def columns() -> dict[str, str]:
    """Names of columns of the page's tables."""
    _ = state.words()
    return {
        "perspective": _("Perspective"),
        "value": _("Mean"),
        "low": _("Low"),
        "high": _("High"),
        "chance": _("Chance of a gain"),
        "value_zero_effect": _("Mean, zero effect"),
        "low_zero_effect": _("Low, zero effect"),
        "high_zero_effect": _("High, zero effect"),
        "chance_zero_effect": _("Chance of a gain, zero effect"),
        "party": _("Party"),
        "side": _("Receives or pays"),
        "item": _("Item"),
    }
