"""The profile of one prison: every figure with its source, a form to change one, its YAML to take away."""

from __future__ import annotations

from typing import Literal

import pandas as pd
import streamlit as st

import language
from language import formats
from model.schema.prison import Prison
from model.schema.programme import Programme
from reports import prisons
from reports.wording import amount, bare
from ui import catalogues, change, files, prison_form, prison_written, state, widgets
from ui.cards import input_name


def figures(programme: Programme, prison: Prison, month: str) -> None:
    """Every figure with value, interval, date, source, mark, provenance."""
    _, lang = state.words(), state.lang()
    st.subheader(_("Every figure of the profile"))
    table = prisons.figures(programme, prison, month)
    unknown = "–"
    shown = pd.DataFrame(
        {
            _("Figure"): [input_name(f"{s}.{f}", lang) for s, f in zip(table["section"], table["field"], strict=True)],
            _("Value"): [amount(v, str(u), lang) for v, u in zip(table["value"], table["unit"], strict=True)],
            _("Interval"): [
                unknown
                if pd.isna(low) or pd.isna(high)
                else f"{bare(low, str(u), lang)} – {amount(high, str(u), lang)}"
                + (f" ({formats.percent(i, lang)})" if not pd.isna(i) else "")
                for low, high, i, u in zip(table["low"], table["high"], table["interval"], table["unit"], strict=True)
            ],
            _("Date"): [formats.date(d, lang) if isinstance(d, str) else unknown for d in table["as_of"]],
            _("How it is known"): [language.term("provenance", p, lang) for p in table["provenance"]],
            _("Mark"): [language.term("mark", m, lang) for m in table["mark"]],
            _("Source"): [programme.sources[s].title if s in programme.sources else unknown for s in table["source"]],
            _("Note"): [language.note(n, lang) if isinstance(n, str) else "" for n in table["note"]],
        }
    )
    wide: dict[str, int | Literal["small", "medium", "large"]] = {
        _("Date"): "medium",
        _("Source"): "medium",
        _("Interval"): "medium",
        _("Value"): 130,
        _("Note"): "large",
    }
    st.dataframe(
        shown,
        hide_index=True,
        key="profile-figures",
        height=420,
        alt=_("Figures of the profile with their source."),
        column_config={name: st.column_config.TextColumn(width=width) for name, width in wide.items()},
    )
    widgets.download(table, f"{prison.id}-figures", "figures-csv")


def profile(programme: Programme, prison: Prison) -> None:
    """Notes, and the profile's YAML."""
    _, lang = state.words(), state.lang()
    if prison.notes:
        st.subheader(_("Notes"))
        st.markdown("\n".join(f"- {widgets.plain(language.note(note, lang))}" for note in prison.notes))
    _own(prison)
    change.form(programme, prison.id)
    prison_form.form(programme, prison.id)
    name, text = catalogues.text_of("prisons", prison.id)
    if any(setting.startswith(f"prisons.{prison.id}.") for setting in state.settings()):
        text = catalogues.changed_profile(state.reference(), state.settings(), "prisons", prison.id)
    files.offer(
        _("Download the profile (YAML)"), text, name, "application/yaml", "profile-yaml",
        _("What is known of this prison, with the changes made here; to be kept, sent, or brought back in Sources."),
    )  # fmt: skip


def _own(prison: Prison) -> None:
    """Of a profile of the visitor's own: what it says otherwise than the one on file."""
    _, lang = state.words(), state.lang()
    if not any((one.collection, one.id) == ("prisons", prison.id) for one in catalogues.brought()):
        return
    shipped, mine = (known.all(Prison, "prisons") for known in (catalogues.on_file(), catalogues.catalogue()))
    before, unknown = shipped.get(prison.id), "–"
    rows = prison_written.differences(before, mine[prison.id], lang)
    with st.container(border=True, key="own-profile"):
        if before is None:
            caption = _("A prison of your own: what its profile says")
            widgets.html_table([(n, new) for n, _old, new in rows], (_("Field"), _("Value")), caption=caption, words=1)
        elif rows:
            listed = [(name, old or unknown, new or unknown) for name, old, new in rows]
            head = (_("Field"), _("On file"), _("In yours"))
            widgets.html_table(listed, head, caption=_("What your profile changes"), words=2)
        else:
            st.caption(_("Your profile says what the one on file says."))
        st.caption(_("For you alone, until you leave: download it to keep it; Sources takes it away."))
