"""A prison described or corrected on the page: told by field, used for this visitor, read again from its file."""

from __future__ import annotations

import pytest
import yaml
from streamlit.testing.v1 import AppTest

from model.loading.added import with_documents
from model.loading.catalogue import load
from model.loading.strict import read_text
from model.schema.fields import figures
from model.schema.prison import Prison
from tests.app.test_pages import fine, opened
from tests.app.test_rollout import texts
from ui import prison_written, typed
from ui.prison_written import Form, now

ASKED = {"fr": "Vérifier et utiliser", "en": "Check and use"}


def unfolded(lang: str, prison: str = "") -> AppTest:
    """The Prisons page with the form open."""
    link = {"prison": prison} if prison else {}
    page = fine(opened("ui/views/prisons.py", lang, scenario="france-2030", **link))
    page.session_state[f"profile-{prison or 'new'}-open"] = True
    return fine(page.run())


def asked(page: AppTest, lang: str) -> AppTest:
    return next(b for b in page.button if b.label == ASKED[lang]).click().run()


def described(lang: str, **more: str) -> AppTest:
    """The form with a new prison typed into it."""
    page = unfolded(lang)
    comma = {"fr": ",", "en": "."}[lang]
    told = {"name": "Centre d'Exemple-sur-Œuvre", "department": "35", "latitude": f"48{comma}1", "commune": "Rennes",
            "longitude": f"-1{comma}67", "population.capacity": "1 200" if lang == "fr" else "1,200",
            "population.bac_or_more": f"0{comma}12", "room-0-area": f"132{comma}5"} | more  # fmt: skip
    for field, text in told.items():
        page.text_input(key=f"profile-new-{field}").set_value(text)
    page.checkbox(key="profile-new-room-0-ready").set_value(True)
    page.selectbox(key="profile-new-recorded_calls").set_value(True)
    return page


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_prison_described_on_the_page_is_used_and_can_be_taken_along(lang: str) -> None:
    page = described(lang)
    page.selectbox(key="profile-new-mark").set_value("assumed")
    page.text_input(key="profile-new-dated").set_value("2026-11")
    page = fine(asked(page, lang))
    assert page.selectbox(key="prison").value == "centre-d-exemple-sur-oeuvre"
    raw = page.session_state["brought"][0].raw.decode()
    again = yaml.safe_load(raw)
    assert again["population"]["capacity"] == {"value": 1200, "mark": "assumed", "as_of": "2026-11"}
    assert again["population"]["bac_or_more"]["value"] == 0.12
    assert again["workshops"][0]["area"]["value"] == 132.5
    assert again["workshops"][0]["ready"] is True
    assert again["security"] == {"recorded_calls": True}
    with_documents(load(), [("prisons", read_text(raw, "mine.yaml"))])
    shown = texts(page)
    assert {"fr": "Une prison à vous", "en": "A prison of your own"}[lang] in shown
    assert {"fr": "1 200 places", "en": "1,200 places"}[lang] in shown.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("name", " ", ("Nom", "Il faut l'indiquer")),
        ("name", "Agen", ("Nom", "existe déjà")),
        ("department", "1", ("Département", "numéro de département")),
        ("latitude", "480", ("Latitude", "le maximum est 90")),
        ("longitude", "ouest", ("Longitude", "Nombre attendu")),
        ("population.capacity", "", ("Places opérationnelles", "manque")),
        ("population.bac_or_more", "1,2", ("baccalauréat", "trop haut")),
        ("room-0-area", "-3", ("Surface", "trop bas")),
    ],
)
def test_what_is_wrong_is_told_by_field_and_nothing_is_taken(field: str, text: str, told: tuple[str, ...]) -> None:
    page = asked(described("fr", **{field: text}), "fr")
    assert not page.exception
    said = page.error[0].value.replace("\\", "").replace("’", "'")
    for part in told:
        assert part in said, said
    assert "brought" not in page.session_state


def test_a_prison_is_corrected_and_the_rest_of_its_profile_stays() -> None:
    """Only what was typed anew is the visitor's; the difference stands above the form."""
    page = unfolded("fr", "rennes-femmes")
    page.text_input(key="profile-rennes-femmes-population.detained").set_value("251")
    page.text_input(key="profile-rennes-femmes-room-0-hours_a_day").set_value("6,5")
    page = fine(asked(page, "fr"))
    before = load().documents["prisons", "rennes-femmes"].data
    after = yaml.safe_load(page.session_state["brought"][0].raw.decode())
    assert after["population"]["detained"][-1] == {"from": "2025-04", "value": 251, "mark": "chosen"}
    assert after["population"]["detained"][:-1] == before["population"]["detained"][:-1]
    assert after["workshops"][0]["hours_a_day"] == 6.5
    for block in ("place", "flows", "security", "work_today"):
        assert after[block] == before[block], block
    shown = texts(page)
    assert "Ce que change votre profil" in shown
    assert "251" in shown


def test_a_form_that_nobody_touched_gives_the_profile_back() -> None:
    """For every prison on file, in both languages: nothing is lost, rounded or said again as the visitor's."""
    catalogue = load()
    for prison in catalogue.all(Prison, "prisons").values():
        data = catalogue.documents["prisons", prison.id].data
        for lang in ("fr", "en"):
            read = typed.Read(lang)
            assert yaml.safe_load(prison_written.written(untouched(prison, lang), data, prison, read)) == normal(data)
            assert not read.wrong


def untouched(prison: Prison, lang: str) -> Form:
    """The form as it stands before anything is typed."""
    from language.formats import short_number
    from ui.prison_written import PLACE, Room

    def shown(value: object) -> str:
        return short_number(value, lang) if isinstance(value, float) else str(value or "")

    def figure(thing: object, part: str) -> str:
        found = getattr(thing, part)
        return "" if found is None else short_number(found.latest.value, lang)

    rooms = tuple(
        Room(r.name or "", figure(r, "area"), figure(r, "hours_a_day"), figure(r, "days_a_week"), r.free, r.ready)
        for r in prison.workshops
    )
    known = {one.path: now(prison, one.path) for one in figures(Prison)}
    return Form(
        prison.name, prison.type, {part: shown(getattr(prison.place, part)) for part in PLACE},
        {path: "" if q is None else short_number(q.value, lang) for path, q in known.items()}, rooms,
        {rule: getattr(prison.security, rule) for rule in type(prison.security).model_fields},
    )  # fmt: skip


def normal(data: object) -> object:
    """A profile with what it leaves unsaid of rooms and coordinates said."""
    assert isinstance(data, dict)
    told = {**data, "place": {"precision": "commune", **data["place"]}}
    if data.get("workshops"):
        told["workshops"] = [{"free": True, "ready": False, **room} for room in data["workshops"]]
    return {key: value for key, value in told.items() if value not in ([], {})}
