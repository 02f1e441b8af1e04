"""Companies that a visitor can look at: those of the files, and one that she describes for herself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
import yaml

import language
from model.host import Host, host
from model.partnership import DRAWS, Partnership, partnership
from model.schema.company import Company
from model.schema.fault import InputFaults
from model.schema.fields import figures
from model.schema.programme import Programme
from model.schema.quantity import Bounds
from reports.partner_tables import need
from reports.wording import said
from ui import cached, catalogues, files, state, typed, widgets
from ui.futures import SEED

OWN = "described-here"
"""Id of the company that the visitor describes."""
PRICES = ("client_price", "price_onshore", "price_offshore")
"""What an hour is worth, to its client and elsewhere."""


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


def table(programme: Programme) -> None:
    """The companies of the scenario side by side, folded away: what each asks for."""
    _, lang = state.words(), state.lang()
    head = (_("Company"), _("Activity"), _("Seats"), _("Level required"), _("Hours"), _("Pay"), _("Regions"))
    rows = [(said(one.name, lang), *need(programme, one, lang)) for one in programme.companies.values()]
    with st.expander(_("Companies of the scenario, side by side"), icon=":material/table_rows:", key="companies-open"):
        widgets.html_table(rows, head, caption=_("What each company asks for"), words=len(head) - 1)


def tried(reference: str, settings: cached.Settings, company: Company) -> Partnership:
    """A company in every prison in play. Raises InputFaults."""
    return _tried(catalogues.stamp(), reference, settings, company.model_dump_json(), company)


@st.cache_resource(show_spinner=False, max_entries=64)
def _tried(at: int, reference: str, settings: cached.Settings, profile: str, _company: Company) -> Partnership:
    return partnership(cached.programme(reference, settings), _company, DRAWS, SEED)


def hosted(reference: str, settings: cached.Settings, prison: str) -> Host:
    """A prison against every company in play. Raises InputFaults."""
    return _hosted(cached.now(reference, settings), reference, settings, prison)


@st.cache_resource(show_spinner=False, max_entries=64)
def _hosted(at: cached.At, reference: str, settings: cached.Settings, prison: str) -> Host:
    return host(cached.result(reference, settings).programme, prison, DRAWS, SEED)


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
            typing = _needs()
            regions = st.multiselect(
                _("Regions accepted"), sorted({p.place.region for p in programme.prisons.values()}),
                placeholder=_("All regions"), select_all=False, help=_("Empty: everywhere."),
            )  # fmt: skip
            st.markdown(f"**{_('How it is known')}**")
            known = typed.known(programme, "own")
            asked = st.form_submit_button(_("See where it fits"), type="primary")
        if asked:
            read = typed.Read(lang)
            _take(written(name or "", str(activity), typing, regions, known, read), read)
        if any(one.id == OWN for one in catalogues.brought()):
            file, text = catalogues.text_of("companies", OWN)
            files.offer(
                _("Download its profile (YAML)"), text, file, "application/yaml", "own-yaml",
                _("To be kept, sent, or brought back in Sources."),
            )  # fmt: skip


def _needs() -> dict[str, str]:
    """Seats, hours and prices as typed."""
    _, bounds = state.words(), {one.path: one.bounds for one in figures(Company)}
    seats, named = Bounds("seats", 1, 1000), labels(state.lang())
    pair, told = widgets.side_by_side(), dict[str, str]()

    def ask(key: str, now: float | None, within: Bounds, help: str) -> None:
        told[key] = typed.figure(named[key], f"own-{key}", now, within, help)

    with pair.container():
        ask("per_site_min", 6, seats, _("Below this it does not come."))
        ask("per_site_max", 14, seats, _("What it asks of each prison."))
        ask("weekly_hours", 35, bounds["weekly_hours"], _("The law allows 10 to 48; the room's own hours may bind."))
        ask("offer", None, bounds["offer.hourly_gross"], _("Empty: the legal floor of the month, whatever it is."))
    with pair.container():
        ask("client_price", None, bounds["client_price"],
            _("What its own client pays for a productive hour. Empty: not known."))  # fmt: skip
        ask("price_onshore", None, bounds["price_onshore"],
            _("Empty: the activity's market price, with its weak mark."))  # fmt: skip
        ask("price_offshore", None, bounds["price_offshore"], _("Empty: not compared."))
    return told


def _take(text: str, read: typed.Read) -> None:
    """Use a company for this visitor, or say by field what is not right."""
    _, wrong = state.words(), list(read.wrong)
    try:
        catalogues.bring([(f"{OWN}.yaml", text.encode())], check=bool(wrong))
    except InputFaults as found:
        names = labels(read.lang) | {"seats": _("Seats"), "name": _("Name"), "regions": _("Regions accepted")}
        wrong += typed.tell(found.faults, names, read)
    if wrong:
        typed.complain(wrong)
        return
    st.session_state["described"] = OWN
    st.rerun()


def labels(lang: str) -> dict[str, str]:
    """What the fields of the form for figures are called, by the key of the profile."""
    _ = language.text(lang)
    return {
        "per_site_min": _("Fewest seats in a prison"), "per_site_max": _("Most seats in a prison"),
        "weekly_hours": _("Contract hours"), "offer": _("Gross pay offered"),
        "client_price": _("Paid by its own client"), "price_onshore": _("Same hour elsewhere in France"),
        "price_offshore": _("Same hour abroad"),
    }  # fmt: skip


def written(
    name: str, activity: str, typing: Mapping[str, str], regions: Sequence[str], known: Mapping[str, str],
    read: typed.Read,
) -> str:  # fmt: skip
    """A profile as YAML, its figures marked as the visitor says; what cannot be read is in ``read.wrong``."""
    named = labels(read.lang)
    number = {key: read.number(named[key], text, key) for key, text in typing.items()}
    figure = {key: typed.written(value, known) for key, value in number.items() if value is not None}
    told = name.strip() or {"fr": "Entreprise décrite ici", "en": "Company described here"}[read.lang]
    data: dict[str, object] = {
        "id": OWN,
        "name": {"fr": told, "en": told},
        "activity": activity,
        "seats": {key: number[key] for key in ("per_site_min", "per_site_max") if number[key] is not None},
        "offer": {"hourly_gross": figure["offer"]} if "offer" in figure else {"floor": True},
        **{key: figure[key] for key in ("weekly_hours", *PRICES) if key in figure},
        **({"regions": list(regions)} if regions else {}),
    }
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
