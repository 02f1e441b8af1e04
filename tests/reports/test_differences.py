"""Page, paper and comparison give one difference between two scenarios, and it is that of the values they show."""

from __future__ import annotations

import pytest

from model.comparison import beside
from model.indicators import RATIOS
from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.uncertainty.ensemble import Ensemble, ensemble
from reports.material import summed
from ui.futures import SEED, summary


@pytest.fixture(scope="module")
def pair(catalogue: Catalogue) -> tuple[Ensemble, Ensemble]:
    """The expansion and the pilot that it is held against, in the same few draws."""
    expansion, pilot = (programme(catalogue, name) for name in ("expansion-2009", "rennes-2009"))
    return ensemble(expansion, 64, SEED, follow=True), ensemble(pilot, 64, SEED, follow=True)


def test_a_difference_is_the_same_on_the_page_and_on_paper(pair: tuple[Ensemble, Ensemble]) -> None:
    """A ratio's too, which is the quotient of two means and not the mean of quotients."""
    on_page, on_paper, table = [summary(one) for one in pair], [summed(one) for one in pair], beside(pair[::-1])
    told, unlike = table[pair[0].known.programme.id], 0
    for indicator in pair[0].known.programme.indicators:
        if indicator not in RATIOS:
            continue
        page = on_page[0].less(indicator, "total", on_page[1], "total")
        assert page == on_paper[0].less(indicator, "total", on_paper[1], "total")
        shown = on_page[0].of(indicator, "total").value - on_page[1].of(indicator, "total").value
        assert page.value == shown
        row = told.loc[(indicator, "programme", "", "total")]
        assert tuple(page) == pytest.approx((row["difference"], row["difference_low"], row["difference_high"]))
        draws = [one.programme(indicator)[:, -1].astype(float) for one in pair]
        unlike += abs(float((draws[0] - draws[1]).mean()) - shown) > 0.01
    assert unlike > 2, "means of quotients are elsewhere"
