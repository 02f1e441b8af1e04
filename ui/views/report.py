"""Report: sections, language and form; progress; the first page; the file."""

from __future__ import annotations

import streamlit as st

import language
from language.terms import LANGUAGES, term
from reports.formats import FORMATS, WITH_SECTIONS
from reports.sections import BUILDERS
from ui import cached, frame, state, widgets
from ui.reporting import Reporting, reporting


def page() -> None:
    """The page: choices, then the report once all its draws are there."""
    _, lang = state.words(), state.lang()
    made = reporting(state.reference(), state.settings())
    searched = cached.solving(state.reference(), state.settings()).found
    made.tell(None if searched.partial else searched.verdict)
    st.title(_("Report"))
    st.markdown(
        _("The scenario as a file that leaves the screen: the same figures as on the pages, with their intervals, "
          "sources and the fingerprint of what they were made from.")
    )  # fmt: skip
    pair = widgets.side_by_side()
    with pair.container():
        st.header(_("What it holds"))
        form = widgets.choice("form", FORMATS, "pdf", _("Form"), _("What the file is."),
                              lambda name: term("report_form", name, lang))  # fmt: skip
        written = widgets.choice("report-lang", LANGUAGES, lang, _("Language of the report"),
                                 _("The page keeps its own."), frame.NAMES.__getitem__)  # fmt: skip
        sections: list[str] = []
        if form in WITH_SECTIONS:
            sections = widgets.choices(
                "sections", list(BUILDERS), _("Sections"),
                _("None chosen: all of them. The first page is always there."),
                lambda name: term("report_section", name, lang),
            )  # fmt: skip
        st.fragment(_file, run_every=0.5 if made.running else None)(made, form, written, tuple(sections), made.running)
    with pair.container():
        st.header(_("Its first page"))
        if made.material is None:
            st.caption(_("Shown once the report is made."))
        else:
            alt = _("First page of the report: question, answer, six figures, what is lacking.")
            st.image(made.preview(written), caption=alt, width="stretch")


def _file(made: Reporting, form: str, written: str, sections: tuple[str, ...], running: bool) -> None:
    """Start, progress, download; makes the page anew when the report is there."""
    if made.running != running:
        st.rerun()
    _, lang = state.words(), state.lang()
    if made.faults:
        widgets.faults(made.faults)
    elif made.failed:
        st.error(_("The report could not be made. Reload the page to try again; the pages themselves still stand."))
    elif made.material is None and not running:
        if st.button(_("Make the report"), key="make-report", type="primary", icon=":material/description:"):
            made.start()
            st.rerun()
        st.caption(_("From some seconds to half a minute: the draws of this scenario and of its reference."))
    elif made.material is None:
        st.progress(made.share, text=f"{term('report_step', made.step, lang)}…" if made.step else "…")
    else:
        name = f"{made.programme.id.replace('@', '-')}-{written}.{form}"
        st.download_button(
            _("Download the report ({form})").format(form=form.upper()),
            lambda: made.file(form, written, sections),
            name,
            widgets.KINDS[form],
            key="report-file",
            type="primary",
            on_click="ignore",
            icon=":material/download:",
        )
        st.caption(language.typeset(_("File: {name}").format(name=name), lang))


widgets.run(page)
