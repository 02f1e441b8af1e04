"""What Streamlit's theme does not say: tables, cards, the answer, contrast, focus, paper."""

from __future__ import annotations

import streamlit as st

from ui import state


def put() -> None:
    """What Streamlit's theme does not say: tables, cards, the answer, contrast where it falls short, print."""
    paper = PRINT + (DARK_ON_PAPER if state.dark() else "")
    st.html(f"<style>{CSS}{paper}</style>")


CSS = """
[data-testid="stMainBlockContainer"] { padding-left: 2.5rem; padding-right: 2.5rem; max-width: 1480px; }
.es-scroll { overflow-x: auto; container-type: inline-size; }
.es-table { border-collapse: collapse; width: 100%; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
.es-table caption { text-align: left; font-weight: 600; padding: 0 0 0.35rem 0; }
.es-table th, .es-table td { overflow-wrap: break-word;
  padding: 0.32rem 0.6rem; border: 0; vertical-align: top; text-align: left;
  border-bottom: 1px solid color-mix(in srgb, currentColor 18%, transparent); }
.es-table thead th { font-weight: 600; overflow-wrap: break-word;
  border-bottom: 1.5px solid color-mix(in srgb, currentColor 55%, transparent); }
.es-table tbody th { font-weight: 400; overflow-wrap: break-word; min-width: 7rem; }
.es-table .total th, .es-table .total td { font-weight: 600; }
.es-table .number { text-align: right; overflow-wrap: normal; }
.es-table td.number { white-space: nowrap; }
.es-table td.number.long { white-space: normal; min-width: 9rem; }
.es-table td.number.words { white-space: normal; }
.es-table tr:has(+ .below) > * { border-bottom: 0; }
.es-table .below td { padding-top: 0; font-size: 0.84rem; }
.es-answer { font-size: 1.3rem; line-height: 1.45; font-weight: 600; margin: 0.1rem 0 0.3rem 0; max-width: 62rem; }
.es-more { max-width: 62rem; line-height: 1.5; margin: 0; }
.es-card .label { font-size: 0.88rem; line-height: 1.3; min-height: 2.6em; margin-bottom: 0.15rem; }
.es-card .value { font-size: 1.5rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.es-card .more { font-size: 0.84rem; line-height: 1.4; opacity: 0.86; }
.es-card .ends { font-weight: 600; font-size: 0.95rem; font-variant-numeric: tabular-nums; }
.es-table .ends { font-size: 0.8rem; opacity: 0.8; white-space: normal; }
.es-table.few td.number:not(.long, .words) .ends { white-space: nowrap; }
@container (max-width: 50rem) {
  .es-table th, .es-table td { padding-left: 0.25rem; padding-right: 0.25rem; }
  .es-table tbody th { min-width: 4.5rem; }
  .es-table .ends { font-size: 0.72rem; }
}
[data-testid="stApp"] [data-testid="stCaptionContainer"] { color: light-dark(#4A5659, #B7C3C7); opacity: 1; }
[data-testid="stApp"] [data-testid^="stBaseButton-primary"] *, [data-testid="stApp"] [data-tag],
[data-testid="stApp"] [data-tag] * { color: light-dark(#FFFFFF, #11181B); }
[data-testid="stApp"] [data-testid="stMultiSelect"] button[data-react-aria-pressable] {
  min-width: 24px; min-height: 24px; }
[data-testid="stApp"] [data-testid="stCheckbox"] [data-testid="stMarkdownContainer"] * { white-space: normal; }
[data-testid="stApp"] a[data-testid="stSidebarNavLink"]:focus-visible,
[data-testid="stApp"] label:has(input[role="switch"]:focus-visible) {
  outline: 2px solid light-dark(#0B5C63, #4FB6BC); outline-offset: 1px; }
"""

PRINT = """
@page { margin: 12mm; }
@media print {
  html { zoom: 0.62; }
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stTooltipIcon"] { display: none; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none; }
  [data-testid="stVerticalBlock"], [data-testid="stLayoutWrapper"] { display: block !important; }
  [data-testid="stVerticalBlock"] > * { margin-bottom: 1rem; }
  .es-card, .es-table tr, [data-testid="stPlotlyChart"] { break-inside: avoid; }
  h1, h2, h3, caption { break-after: avoid; }
}
"""
"""A sheet of paper is as wide as the window was: figures keep their width, and stand whole. Pieces follow each other as
blocks, as only these grow where a page ends."""

COLOURED = ", ".join(
    f'[data-testid="{name}"]' for name in ("stPlotlyChart", "stDataFrame", "stCheckbox", "stSlider", "stProgress")
)
"""What says something by its colours."""
DARK_ON_PAPER = f"""
@media print {{
  html, body, [data-testid="stApp"] {{ background: #FFFFFF !important; }}
  [data-testid="stApp"] *:not(:is({COLOURED}), :is({COLOURED}) *) {{
    color: #1B2426 !important; background-color: transparent !important; border-color: #A9B5B7 !important; }}
  [data-testid="stApp"] ::placeholder {{ color: #1B2426 !important; }}
  :is({COLOURED}) {{ filter: invert(1) hue-rotate(180deg); }}
  [data-testid="stAlertContainer"] {{ border: 1px solid; }}
}}
"""
"""Light on dark on the screen, dark on white on paper. Words change their colours and stay words; only what speaks in
colours is turned round, as what is filtered is printed as a picture."""
