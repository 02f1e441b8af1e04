"""Debts on the pay page: of the workshop that the reader chooses, each interval of 90 %."""

from __future__ import annotations

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from model.distributions import quantile
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports.interval import Interval, written
from tests.app.test_pages import fine, opened

VIEW = "ui/views/pay.py"


def shown(page: AppTest) -> str:
    """What stands in the page's tables."""
    return unescape("".join(str(h.value) for h in page.get("html")))


def test_the_workshop_is_chosen_and_stays_in_the_link(catalogue: Catalogue) -> None:
    plan = programme(catalogue, "expansion-2009").scenario.openings
    names = catalogue_names(catalogue)
    page = fine(opened(VIEW, "en", scenario="expansion-2009"))
    box = page.selectbox(key="debts")
    first, other = f"{plan[0].prison}:{plan[0].company}", f"{plan[-1].prison}:{plan[-1].company}"
    assert box.value == first
    assert f"{names[plan[0].prison]}: debts" in shown(page)
    fine(box.set_value(other).run())
    assert page.query_params["debts"] in (other, [other])
    assert f"{names[plan[-1].prison]}: debts" in shown(page)
    again = fine(opened(VIEW, "fr", scenario="expansion-2009", debts=other))
    assert again.selectbox(key="debts").value == other


def catalogue_names(catalogue: Catalogue) -> dict[str, str]:
    """Names of the prisons of the expansion."""
    return {key: prison.name for key, prison in programme(catalogue, "expansion-2009").prisons.items()}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_one_workshop_is_no_choice_and_intervals_are_of_90(catalogue: Catalogue, lang: str) -> None:
    page = fine(opened(VIEW, lang, scenario="rennes-2009"))
    assert not [box for box in page.selectbox if box.key == "debts"]
    (opening,) = (built := programme(catalogue, "rennes-2009")).scenario.openings
    share = built.prisons[opening.prison].debts.creditor_share_known.at(opening.opens)
    whole = Interval(share.value or 0.0, *(quantile(share, level) for level in (0.05, 0.95)))
    assert written(whole, "share", lang) in shown(page)
    assert "80%]" not in shown(page).replace("\u202f", "").replace("\xa0", "")
