"""Voluntary payments on the pay page: a lever that the scenario takes on."""

from __future__ import annotations

from typing import Final

import streamlit as st

import language
from model.schema.programme import Programme
from ui import state, widgets

KINDS: Final = ("none", "euros", "share")
LEVERS: Final = ("more", "voluntary", "more-share", "payers")
"""Keys of the levers, in the link."""
MOST: Final = 2000
"""Euros a month that no one has to give."""
RULE, PAYERS = "policy.voluntary", "defaults.programme.voluntary_payers"


def lever(programme: Programme) -> str:
    """What debtors who pay more than the levy add, as the levers say; a button makes it the scenario's."""
    _, lang = state.words(), state.lang()
    now, much = programme.scenario.policy.voluntary.partition(":")[::2]
    known = programme.defaults.programme.voluntary_payers.at(programme.scenario.start)
    one, two, three = st.columns(3)
    with one:
        kind = widgets.choice(
            "more", KINDS, now, _("Voluntary payments of debtors"),
            _("On top of the levy, from what is free to use, until the debt is cleared."),
            lambda k: language.term("voluntary", k, lang),
        )  # fmt: skip
    with two:
        euros = widgets.number_field(
            _("Paid on top"), "voluntary", float(much) if now == "euros" else 60, _("€ a month"), 0, MOST,
            help=_("At most what is free to use that month."), disabled=kind != "euros",
        ) if kind != "share" else 0.0  # fmt: skip
        share = widgets.number_field(
            _("Paid on top"), "more-share", 100 * float(much) if now == "share" else 10, _("% of what is free to use"),
            0, 100, help=_("Of the available part of the month."),
        ) / 100 if kind == "share" else 0.0  # fmt: skip
    with three:
        payers = widgets.number_field(
            _("Debtors who do so"), "payers", round(100 * known.value, 1), "%", 0, 100, disabled=kind == "none",
            help=_("Share of those with a creditor. No figure was found: {mark}.").format(
                mark=language.term("mark", known.mark, lang)
            ),
        ) / 100  # fmt: skip
    rule = {"none": "none", "euros": f"euros:{euros:g}", "share": f"share:{share:g}"}[kind]
    changes: dict[str, str | None] = {RULE: rule}
    if kind == "none":
        changes[PAYERS] = None
    elif abs(payers - known.value) >= 5e-4:
        changes[PAYERS] = f"{payers:g}"
    new = rule != programme.scenario.policy.voluntary or changes.get(PAYERS) is not None
    if new and st.button(_("Apply the payments to the whole scenario"), key="apply-voluntary"):
        state.put(state.changed(changes))
        st.rerun()
    return rule
