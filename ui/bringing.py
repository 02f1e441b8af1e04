"""Profiles and scenarios of the visitor's own: taken in whole or not at all, listed, given back, taken away."""

from __future__ import annotations

import io
import zipfile

import streamlit as st

import language
from model.schema.company import Company
from model.schema.fault import InputFaults
from model.schema.prison import Prison
from model.schema.scenario import Scenario
from reports.wording import labelled, said
from ui import catalogues, files, state, widgets


def section() -> None:
    """Files to choose, the faults of those that are not right, and what is in use."""
    _ = state.words()
    st.header(_("Your own profiles and scenarios"))
    st.markdown(
        _(
            "YAML files of prisons, companies or scenarios, for you alone and until you leave: one with the id of a "
            "shipped file takes its place. If any of them is not right, none is taken."
        )
    )
    with st.form("bring", border=False):
        chosen = st.file_uploader(
            _("YAML files"), type=["yaml", "yml"], accept_multiple_files=True, key="files",
            max_upload_size=catalogues.LARGEST,
            help=_("As the shipped ones: download one and change it, or fill in a template of sites/."),
        )  # fmt: skip
        asked = st.form_submit_button(_("Check and use"), type="primary")
    if asked and chosen:
        try:
            catalogues.bring([(file.name, file.getvalue()) for file in chosen])
        except InputFaults as found:
            widgets.wrong(_("Nothing was taken, as something is not right:"), found.faults)
        else:
            st.rerun()
    elif asked:
        st.info(_("No file is chosen."))
    _in_use()


def _in_use() -> None:
    """What is in use, each with a way out; all of it as one archive."""
    _, lang = state.words(), state.lang()
    mine = catalogues.brought()
    if not mine:
        return
    for place, one in enumerate(mine):
        row = st.container(horizontal=True, vertical_alignment="center", key=f"brought-{place}")
        kind = language.term("collection", one.collection, lang)
        named = f"**{widgets.plain(one.id)}** ({widgets.plain(one.file)})"
        row.markdown(labelled(widgets.plain(kind), named, lang), width="stretch")
        row.button(
            _("Take away"), key=f"take-away-{place}", on_click=catalogues.take_away, args=(one,),
            help=_("Files that need this one go with it."),
        )  # fmt: skip
    files.offer(
        _("Download all of them (ZIP)"), _archive(mine), "essaimage-profiles.zip", "application/zip", "brought-zip",
        _("In folders as the planner keeps them: unpacked over its own, they are in use."),
    )  # fmt: skip


def _archive(mine: tuple[catalogues.Brought, ...]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in mine:
            folder = "config/scenarios" if one.collection == "scenarios" else f"sites/{one.collection}"
            archive.writestr(zipfile.ZipInfo(f"{folder}/{one.id}.yaml"), one.raw, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def notice() -> None:
    """On every page: that it is made from files of the visitor's own."""
    _, mine = state.words(), catalogues.brought()
    if mine:
        names = ", ".join(widgets.plain(_called(one, state.lang())) for one in mine)
        st.caption(_("Made with your own files: {names}. They are for you alone (see Sources).").format(names=names))


def _called(one: catalogues.Brought, lang: str) -> str:
    """The name of a profile or scenario."""
    known = catalogues.catalogue()
    match one.collection:
        case "prisons":
            return known.one(Prison, "prisons", one.id).name
        case "companies":
            return said(known.one(Company, "companies", one.id).name, lang)
    return said(known.one(Scenario, "scenarios", one.id).title, lang)
