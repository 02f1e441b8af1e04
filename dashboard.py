"""The browser door: page frame, language, scenario, pages. ``streamlit run dashboard.py``, or serve.py."""

from __future__ import annotations

import streamlit as st

import language
from model.schema.fault import InputFaults
from ui import frame, state, widgets

lang = state.lang()
_ = language.text(lang)
st.set_page_config(page_title="Essaimage", page_icon="🐝", layout="wide", initial_sidebar_state="auto")
widgets.style()
pages = [
    st.Page("ui/views/overview.py", title=_("Overview"), default=True),
    st.Page("ui/views/prisons.py", title=_("Prisons"), url_path="prisons"),
    st.Page("ui/views/rollout.py", title=_("Roll-out"), url_path="rollout"),
    st.Page("ui/views/pay.py", title=_("Pay and victims"), url_path="pay"),
    st.Page("ui/views/sources.py", title=_("Sources"), url_path="sources"),
    st.Page("ui/views/report.py", title=_("Report"), url_path="report"),
]
page = st.navigation(pages)
try:
    frame.sidebar()
    state.remember()
    frame.changes()
    page.run()
except InputFaults as found:
    st.title("Essaimage")
    widgets.faults(found.faults)
    frame.way_out()
