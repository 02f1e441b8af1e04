"""A pilot's result on the page on re-entry: held against the studies, and put in the place of the prior if asked."""

from __future__ import annotations

from functools import partial

import streamlit as st

from model.pilot import prior_path
from model.schema.evidence import Evidence
from model.schema.programme import Programme
from reports import pilot as report
from ui import cached, catalogues, state, widgets

MOST = 100_000
"""No pilot releases more."""


def section(programme: Programme) -> None:
    """What was found, what the studies expect, both together; a button that counts it in this scenario."""
    _, lang = state.words(), state.lang()
    st.markdown(
        _(
            "Did a pilot follow its own people? Enter what it found: it is held against the studies, and weighs as "
            "much as its number allows."
        )
    )
    names = report.site_names(lang)
    used = sorted({w.prison for w in programme.scenario.openings})
    first = "women" if used and all(_women(programme, prison) for prison in used) else "men"
    one, two, three = st.columns(3)
    with one:
        site = widgets.choice("pilot-site", report.SITES, first, _("Kind of site"),
                              _("Women's sites have their own baseline and prior."), names.__getitem__)  # fmt: skip
    with two:
        releases = round(widgets.number_field(
            _("Released from the pilot"), "pilot-releases", 12, _("people"), 1, MOST,
            help=_("People followed for twelve months after their release."),
        ))  # fmt: skip
    with three:
        reconvicted = round(widgets.number_field(
            _("Reconvicted within 12 months"), "pilot-reconvicted", 2, _("people"), 0, MOST,
            help=_("As the ministry counts: a new offence within twelve months, convicted."),
        ))  # fmt: skip
    if reconvicted > releases:
        st.error(_("More people reconvicted than released: correct one of the two."))
        return
    for group in programme.evidence:
        _one(group, site, releases, reconvicted)


def _women(programme: Programme, prison: str) -> bool:
    share = programme.prisons[prison].population.women_share
    return share is not None and share.latest.value > 0.5


def _one(group: str, site: str, releases: int, reconvicted: int) -> None:
    """A pilot against one evidence, before any change of its prior."""
    _, lang = state.words(), state.lang()
    path = prior_path(group, site)
    before = cached.programme(state.reference(), state.changed({path: None}))
    files = catalogues.catalogue().one(Evidence, "evidence", group)
    pilot = report.Pilot(before, group, site, releases, reconvicted, files)
    if not pilot.level.value > 0:
        st.info(_("Nobody is expected to be reconvicted without the programme: there is nothing to compare with."))
        return
    caption = _("Relative risk of reconviction within 12 months: 1 is no effect")
    widgets.html_table(report.rows(pilot, lang), report.head(lang), caption=caption)
    st.markdown(widgets.plain(report.sentence(pilot, lang)))
    text = report.flow(pilot.figure(lang))
    applied, unread = f"{path}={text}" in state.settings(), before.evidence[group].reading.reads == "none"
    row = st.container(horizontal=True)
    row.button(
        _("Count it in this scenario"), key=f"pilot-apply-{group}", disabled=applied or unread, type="primary",
        on_click=partial(_put, path, text), help=_("The figure with both takes the place of the prior, as a change."),
    )  # fmt: skip
    if unread:
        st.caption(_("The evidence is read as no effect: this figure would not count. Choose another reading above."))
    changed = any(state.below(setting, path) for setting in state.settings())
    if changed:
        row.button(_("Back to the studies' prior"), key=f"pilot-undo-{group}", on_click=partial(_put, path, None))
    if changed or pilot.replaced:
        st.caption(report.replaced(lang))
    with st.expander(_("The same as YAML, for the scenario's overrides")):
        st.code(f"{path}: {text}", language="yaml")


def _put(path: str, text: str | None) -> None:
    state.put(state.changed({path: text}))
