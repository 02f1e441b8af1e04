"""How well a figure is known."""

from __future__ import annotations

import pytest

from model.provenance import counts, provenance
from model.schema.quantity import Quantity, StandIn

OLD = "2020-01"


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ({"mark": "found", "source": "s", "as_of": "2024-12"}, "published"),
        ({"mark": "found", "source": "s", "as_of": "2020-01-01"}, "published"),
        ({"mark": "found_secondary", "source": "s", "as_of": "2024-12"}, "published"),
        ({"mark": "found_weak", "source": "s", "as_of": "2020-01-01"}, "weak"),
        ({"mark": "found_weak", "source": "s", "as_of": "2009"}, "weak"),
        ({"mark": "found", "source": "s", "as_of": "2019-12-31"}, "old"),
        ({"mark": "found", "source": "s"}, "old"),
        ({"mark": "inferred", "as_of": "2024"}, "inferred"),
        ({"mark": "imputed"}, "imputed"),
        ({"mark": "memory"}, "memory"),
        ({"mark": "assumed"}, "assumed"),
        ({"mark": "chosen"}, "chosen"),
    ],
)
def test_provenance(written: dict[str, str], known: str) -> None:
    assert provenance(Quantity(value=1.0, **written), OLD) == known  # type: ignore[arg-type]


def test_a_stand_in_is_a_default_whatever_its_mark() -> None:
    figure = StandIn(value=1.0, mark="found", source="s", as_of="2025", stands_for="type_default")
    assert provenance(figure, OLD) == "default"
    assert counts([figure, figure], OLD)["default"] == 2
