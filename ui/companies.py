"""Companies that a visitor can look at: those of the files, and one that she describes for herself."""

from __future__ import annotations

import streamlit as st
import yaml

import language
from model.partnership import DRAWS, Partnership, partnership
from model.schema.company import Company
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from reports.wording import said
from ui import cached, catalogues, state, widgets
from ui.futures import SEED

OWN = "described-here"
"""Id of the company that the visitor describes."""


def choose(programme: Programme) -> Company:
    """One company, kept in the link: the visitor's own first, then the scenario's, then all others."""
    _, lang = state.words(), state.lang()
    known = catalogues.catalogue().all(Company, "companies")
    mine = [one.id for one in catalogues.brought() if one.collection == "companies"]
    options = list(dict.fromkeys([*mine, *programme.companies, *known]))

    def name(company: str) -> str:
        return said((programme.companies.get(company) or known[company]).name, lang)

    if (new := st.session_state.pop("described", None)) in options:  # set before the widget is drawn, or never
        st.session_state["company"] = new
    chosen = widgets.choice(
        "company", options, options[0], _("Company"),
        _("Companies of the scenario first. An archetype stands for a kind of company, not for one that exists."), name,
    )  # fmt: skip
    return programme.companies.get(chosen) or known[chosen]


def tried(reference: str, settings: cached.Settings, company: Company) -> Partnership:
    """A company in every prison in play. Raises InputFaults."""
    return _tried(catalogues.stamp(), reference, settings, company.model_dump_json(), company)


@st.cache_resource(show_spinner=False, max_entries=64)
def _tried(at: int, reference: str, settings: cached.Settings, profile: str, _company: Company) -> Partnership:
    return partnership(cached.programme(reference, settings), _company, DRAWS, SEED)


def form(programme: Programme) -> None:
    """A form that writes the profile of a new company: what it needs, offers and pays elsewhere."""
    _, lang = state.words(), state.lang()
    with st.expander(_("Describe a new company"), icon=":material/add_business:"):
        with st.form("own-company-form", border=False):
            name = st.text_input(
                _("Name"), max_chars=120, key="own-name", help=_("As it should stand in the partnership file.")
            )
            activity = st.selectbox(
                _("Activity"), list(programme.activities),
                format_func=lambda a: said(programme.activities[a].label, lang),
                help=_("Sets the level required, floor, equipment, training and supervision."),
            )  # fmt: skip
            pair = widgets.side_by_side()
            with pair.container():
                least = st.number_input(
                    _("Fewest seats in a prison"), 1, 1000, 6, key="own-least", help=_("Below this it does not come.")
                )
                most = st.number_input(
                    _("Most seats in a prison"), 1, 1000, 14, key="own-most", help=_("What it asks of each prison.")
                )
                hours = st.number_input(
                    _("Contract hours a week"), 10.0, 48.0, 35.0, 0.5,
                    help=_("The law allows 10 to 48; the room's own hours may bind."),
                )  # fmt: skip
            with pair.container():
                offer = st.number_input(
                    _("Gross pay offered (EUR an hour)"), 0.0, 100.0, 0.0, 0.1,
                    help=_("0: the legal floor of the month, whatever it is."),
                )  # fmt: skip
                onshore = st.number_input(
                    _("Same hour elsewhere in France (EUR)"), 0.0, 500.0, 0.0, 0.5,
                    help=_("0: the activity's market price, with its weak mark."),
                )  # fmt: skip
                offshore = st.number_input(
                    _("Same hour abroad (EUR)"), 0.0, 500.0, 0.0, 0.5, help=_("0: not compared."),
                )  # fmt: skip
            regions = st.multiselect(
                _("Regions accepted"), sorted({p.place.region for p in programme.prisons.values()}),
                placeholder=_("All"), help=_("Empty: everywhere."),
            )  # fmt: skip
            asked = st.form_submit_button(_("See where it fits"), type="primary")
        if asked:
            text = written(name, activity, least, most, hours, offer, onshore, offshore, regions)
            try:
                catalogues.bring([(f"{OWN}.yaml", text.encode())])
            except InputFaults as found:
                st.error("\n\n".join(widgets.plain(language.line(fault, lang)) for fault in found.faults))
            else:
                st.session_state["described"] = OWN
                st.rerun()
        if any(one.id == OWN for one in catalogues.brought()):
            file, text = catalogues.text_of("companies", OWN)
            st.download_button(
                _("Download its profile (YAML)"), text, file, "application/yaml", key="own-yaml",
                on_click="ignore",
            )  # fmt: skip


def written(name: str, activity: str, least: int, most: int, hours: float, offer: float, onshore: float,
            offshore: float, regions: list[str]) -> str:  # fmt: skip
    """A profile as YAML: what was typed is the visitor's own choice and is marked so."""
    told = name.strip() or {"fr": "Entreprise décrite ici", "en": "Company described here"}[state.lang()]
    data: dict[str, object] = {
        "id": OWN,
        "name": {"fr": told, "en": told},
        "activity": activity,
        "seats": {"per_site_min": int(least), "per_site_max": int(most)},
        "offer": {"hourly_gross": float(offer)} if offer > 0 else {"floor": True},
        "weekly_hours": float(hours),
        **({"price_onshore": float(onshore)} if onshore > 0 else {}),
        **({"price_offshore": float(offshore)} if offshore > 0 else {}),
        **({"regions": list(regions)} if regions else {}),
    }
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
