"""Pieces of the partners' page: need, ranked prisons, cost against the market, staffing, duties, risks."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import streamlit as st

from model.partnership import Partnership
from model.schema.company import Company
from model.schema.programme import Programme
from model.staffing import VOLUME, Calls
from reports import market, partner_tables, partnership, risks
from reports.duties import duties
from reports.partner_file import FORMATS, PartnerFile, made
from reports.parts import Table
from ui import state, widgets
from ui.futures import SEED


def need(programme: Programme, company: Company) -> None:
    """What the company asks for, in one line."""
    _, lang = state.words(), state.lang()
    st.markdown(" · ".join(widgets.plain(part) for part in partner_tables.need(programme, company, lang)))
    if company.archetype:
        st.caption(_("An archetype: a kind of company, with figures that stand for it; none is named."))


def answer(found: Partnership) -> None:
    """Where it fits, in one sentence."""
    told = partner_tables.answer(found, state.lang())
    if found.places:
        st.html(f'<p class="es-answer">{escape(told)}</p>')
    else:
        st.markdown(f"**{told}**")


def ranked(found: Partnership) -> None:
    """The best prisons with what speaks for and against them, then all in a file."""
    _, lang = state.words(), state.lang()
    if not found.places:
        return
    table = partner_tables.ranked(found, lang)
    widgets.html_table(table.rows, table.head, caption=table.caption, below=2)
    st.caption(partner_tables.method(found, lang))
    widgets.data(partnership.places(found, lang), "ranked", {}, _("Every prison that suits"))


def against_market(found: Partnership) -> None:
    """What a productive hour costs, beside the same hour elsewhere."""
    _, lang = state.words(), state.lang()
    if not found.places:
        return
    st.header(_("A productive hour against the market"))
    known = partnership.market(found.company, found.programme, found.programme.scenario.start)
    table, prices = partnership.places(found, lang), partner_tables.prices(found, lang)
    alt = partner_tables.market_told(found, prices.rows, min(market.SHOWN, len(table)), lang)
    names = partner_tables.price_names(lang)
    drawn = market.drawing(partnership.by_place(found, lang), known, names, lang, state.dark())
    widgets.figure(drawn, alt, table, "market")
    if prices.rows:
        _shown(prices)
        st.caption(partner_tables.euros(lang))
    if found.company.client_price is None:
        st.caption(_("What its own client pays is not known: describe the company to set it."))


def calls(found: Partnership) -> Calls:
    """How many agents a call volume takes, and what the teams of the best prisons carry; the volume asked for."""
    _, lang, common = state.words(), state.lang(), found.programme.defaults.calls
    month = found.programme.scenario.start
    st.header(_("Staffing for a call volume"))
    pair = widgets.side_by_side(3)

    def share(label: str, key: str, default: float, low: float, high: float, help: str) -> float:
        return widgets.number_field(label, key, 100 * default, "%", low, high, help=help) / 100

    with pair.container():
        volume = widgets.number_field(
            _("Calls of a half hour"), "calls", VOLUME, _("calls"), 0, 20_000, help=_("At the hour to be staffed.")
        )
        handling = widgets.number_field(
            _("Time of a call"), "handling", common.handling.at(month).value, "s", 10, 7200,
            help=_("Talking and finishing, on average."),
        )  # fmt: skip
    with pair.container():
        level = share(_("Answered in time"), "level", common.service_level.at(month).value, 1, 99.9,
                      _("Share of calls to answer within the time aimed at."))  # fmt: skip
        within = widgets.number_field(
            _("Time aimed at"), "within", common.answer_within.at(month).value, "s", 0, 3600,
            help=_("Wait within which calls should be answered."),
        )  # fmt: skip
    with pair.container():
        busy = share(_("Busy at most"), "busy", common.most_busy.at(month).value, 10, 100,
                     _("Share of their time on line that agents may be busy."))  # fmt: skip
        away = share(_("Away from the line"), "away", common.shrinkage.at(month).value, 0, 90,
                     _("Movements, visits, appointments, breaks: no prison has published its own."))  # fmt: skip
    asked = Calls(volume, handling, within, level, busy, away)
    st.markdown("**" + widgets.plain(partner_tables.staffed(asked, lang)) + "**")
    if found.places:
        _shown(partner_tables.teams(found, asked, lang))
    st.caption(partner_tables.erlang_told(lang))
    return asked


def elsewhere(found: Partnership) -> None:
    """Why not in the other prisons."""
    _, lang = state.words(), state.lang()
    if not found.refused:
        return
    st.header(_("Why not elsewhere"))
    _shown(partner_tables.elsewhere(found, lang))
    st.caption(
        _("A prison is judged with each of its figures at its best value: no draws, a count without an interval.")
    )
    table = partnership.refused(found, lang)
    widgets.data(table, "not-suited", {}, _("Every prison that does not suit, with its reasons"))


def _shown(table: Table) -> None:
    """A table of a file on the page."""
    widgets.html_table(table.rows, table.head, caption=table.caption, words=table.words)


def law_and_risks(found: Partnership) -> None:
    """What the law asks of the company, and what it risks."""
    _, lang = state.words(), state.lang()
    pair = widgets.side_by_side()
    with pair.container():
        st.header(_("What the law asks"))
        st.markdown("\n".join(f"- {widgets.plain(text)}" for _code, text in duties(found, lang)))
    with pair.container():
        st.header(_("Risks"))
        told = risks.risks(found, lang)
        st.markdown("\n".join(f"- **{widgets.plain(title)}.** {widgets.plain(text)}" for title, text in told))


def take_away(found: Partnership, calls: Calls | None) -> None:
    """The partnership file in each form."""
    file = PartnerFile.of(found, SEED, datetime.now(UTC).date().isoformat(), calls)
    name = f"{found.company.id}-{found.programme.id.replace('@', '-')}"
    widgets.take_away(
        state.words()("Partnership file"), name, FORMATS, lambda form, lang: made(file, form, lang), "partner"
    )
