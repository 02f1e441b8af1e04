"""The browser door: page frame, language, scenario, pages. ``streamlit run dashboard.py``, or serve.py."""

from __future__ import annotations

import streamlit as st

import language
from model.schema.fault import InputFaults
from ui import bringing, frame, state, style, widgets

lang = state.lang()
_ = language.text(lang)
st.set_page_config(page_title="Essaimage", page_icon="🐝", layout="wide", initial_sidebar_state="auto")
style.put()
pages = [
    st.Page("ui/views/overview.py", title=_("Overview"), url_path=frame.TOP, default=True),
    st.Page("ui/views/prisons.py", title=_("Prisons"), url_path="prisons"),
    st.Page("ui/views/partners.py", title=_("Partners"), url_path="partners"),
    st.Page("ui/views/rollout.py", title=_("Roll-out"), url_path="rollout"),
    st.Page("ui/views/pay.py", title=_("Pay and victims"), url_path="pay"),
    st.Page("ui/views/reinsertion.py", title=_("Reinsertion"), url_path="reinsertion"),
    st.Page("ui/views/money.py", title=_("Money"), url_path="money"),
    st.Page("ui/views/compare.py", title=_("Compare"), url_path="compare"),
    st.Page("ui/views/sources.py", title=_("Sources"), url_path="sources"),
    st.Page("ui/views/follow_up.py", title=_("Follow-up"), url_path="follow-up"),
    st.Page("ui/views/report.py", title=_("Report"), url_path="report"),
]
page = st.navigation([*pages, *frame.elsewhere(pages)])
try:
    frame.sidebar()
    state.remember()
    frame.changes()
    bringing.notice()
    page.run()
except InputFaults as found:
    st.title("Essaimage")
    widgets.faults(found.faults)
    frame.way_out()
