"""The law that a partnership file tells is the law of the scenario's months."""

from __future__ import annotations

import pytest

import language
from model.law import Law
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.partnership import Partnership, longest_term, term
from model.schema.company import Company
from reports.duties import duties
from reports.partner_tables import method
from reports.risks import risks
from reports.wording import amount

CODE_OF_2022 = ("L412", "R412", "D412")
"""Articles of the penitentiary code, none in force before May 2022."""


def alone(catalogue: Catalogue, scenario: str, start: str, months: int) -> Partnership:
    """A company against no prison, in the months asked for."""
    known = programme(catalogue, scenario)
    asked = known.model_copy(update={"scenario": known.scenario.model_copy(update={"start": start, "months": months})})
    company = catalogue.one(Company, "companies", "webhelp")
    return Partnership(asked, company, term(asked), (), (), 0)


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("months", [36, 60])
def test_a_file_of_2009_tells_no_law_of_2022(catalogue: Catalogue, months: int, lang: str) -> None:
    found = alone(catalogue, "rennes-2009", "2009-01", months)
    told = dict(duties(found, lang))
    words = [*told.values(), *(text for _title, text in risks(found, lang)), method(found, lang)]
    assert not [text for text in words if any(article in text for article in CODE_OF_2022)]
    assert not [text for text in words if "2026" in text], "the ban on cold calls is of 2026"
    assert {"engagement", "guide", "pay", "missing"} <= set(told)
    assert not {"contract", "steps", "repaid", "trial", "hours", "holidays", "implantation"} & set(told)
    assert "2011" in told["pay"], "the legal minimum comes into force within the horizon"
    assert longest_term(found.programme) is None
    assert language.terms.term("duty_about", "implantation", lang) in told["missing"]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_what_comes_into_force_later_has_its_date(catalogue: Catalogue, lang: str) -> None:
    told = duties(alone(catalogue, "france-2030", "2021-06", 120), lang)
    texts = dict(told)
    for code in ("contract", "steps", "trial", "implantation", "holidays"):
        assert ("1er mai 2022" if lang == "fr" else "1 May 2022") in texts[code]
    assert ("1er décembre 2023" if lang == "fr" else "1 December 2023") in texts["hours"]
    assert ("11 août 2026" if lang == "fr" else "11 August 2026") in " ".join(
        text for _title, text in risks(alone(catalogue, "france-2030", "2021-06", 120), lang)
    )
    pay = [text for code, text in told if code == "pay"]
    assert len(pay) == 2
    assert "D432-1" in pay[0]
    assert "D412-64" in pay[1]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_today_every_duty_is_told_and_nothing_is_missing(catalogue: Catalogue, lang: str) -> None:
    found = alone(catalogue, "france-2030", "2027-01", 120)
    told = dict(duties(found, lang))
    assert {"contract", "repaid", "steps", "pay", "trial", "hours", "holidays", "implantation"} <= set(told)
    assert not {"engagement", "guide", "missing"} & set(told)
    assert not [text for text in told.values() if "{" in text]
    assert longest_term(found.programme) == found.years == 7


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_legal_minimum_is_of_the_smic_that_pay_is_computed_with(catalogue: Catalogue, lang: str) -> None:
    """A SMIC that is not known yet is assumed, and told so: it was the last known one, without a word."""
    found = alone(catalogue, "france-2030", "2027-01", 120)
    law = Law(found.programme.law, found.programme.outlook)
    floor = law.rules("2027-01").floor("production")
    assert law.beyond_known("smic_hourly_gross", "2027-01")
    told = dict(duties(found, lang))["pay"]
    assert amount(float(floor or 0), "EUR/hour", lang) in told
    assert {"fr": "SMIC supposé", "en": "assumed SMIC"}[lang] in told
    known = dict(duties(alone(catalogue, "france-2030", "2026-01", 60), lang))["pay"]
    assert {"fr": "supposé", "en": "assumed"}[lang] not in known
