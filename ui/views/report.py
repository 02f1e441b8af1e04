"""Report: sections, language and form; progress; the first page; the file."""

from __future__ import annotations

import streamlit as st

import language
from language.terms import LANGUAGES, term
from reports.formats import FORMATS, WITH_SECTIONS
from reports.sections import BUILDERS
from ui import cached, files, frame, job, state, widgets
from ui.reporting import Reporting, reporting


def page() -> None:
    """The page: choices, then the report once all its draws are there."""
    _, lang = state.words(), state.lang()
    st.title(_("Report"))
    made = reporting(state.reference(), state.settings())
    searched = cached.solving(state.reference(), state.settings()).found
    made.tell(None if searched.partial else searched.verdict)
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
        _file(made, form, written, tuple(sections))
    with pair.container():
        st.header(_("Its first page"))
        if made.material is None:
            st.caption(_("Shown once the report is made."))
        else:
            alt = _("First page of the report: question, answer, six figures, what is lacking.")
            st.image(made.preview(written), caption=alt, width="stretch")


def _file(made: Reporting, form: str, written: str, sections: tuple[str, ...]) -> None:
    """Start, progress, stop; then the download."""
    _, lang = state.words(), state.lang()
    if made.material is None:
        hint = _("From some seconds to half a minute: the draws of this scenario and of its reference.")
        job.follow(made.job, _("Make the report"), hint, "make-report")
        return
    name = f"{made.programme.id.replace('@', '-')}-{written}.{form}"
    files.offer(
        _("Download the report ({form})").format(form=form.upper()), lambda: made.file(form, written, sections), name,
        widgets.KINDS[form], "report-file", _("Made when it is pressed; a few seconds."), files.ARROW, first=True,
    )  # fmt: skip
    st.caption(language.typeset(_("File: {name}").format(name=name), lang))


widgets.run(page)
