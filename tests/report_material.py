"""A small scenario with a reference beside it, its prison named as an attack: what every report is made of here."""

from __future__ import annotations

from datetime import date

import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from reports.material import Material, gather

DRAWS = 128
NAME = "<script>window.run=1</script>"
FORMULA = "=1+1"


@pytest.fixture(scope="session")
def material(catalogue: Catalogue) -> Material:
    """Reading A of the pilot against the pilot."""
    chosen = programme(catalogue, "rennes-2009@reading-a", ())
    prison = chosen.prisons["rennes-femmes"].model_copy(update={"name": NAME})
    title = chosen.scenario.title.model_copy(update={"fr": FORMULA, "en": FORMULA})
    named = chosen.model_copy(
        update={
            "prisons": {**chosen.prisons, "rennes-femmes": prison},
            "scenario": chosen.scenario.model_copy(update={"title": title}),
            "variant_title": None,
        }
    )
    return gather(named, programme(catalogue, "rennes-2009", ()), (), draws=DRAWS, seed=1, today=date(2026, 11, 25))
