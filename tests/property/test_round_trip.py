"""What the schema holds can be written as YAML and read back as the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from model.loading.strict import read_text
from model.loading.validation import validate
from model.schema.base import Frozen, month_index, month_text
from model.schema.quantity import EurosAnHour, Figure, Mark, People, Quantity, Share
from tests.examples import shipped

NUMBER_IN_YAML_1_2 = re.compile(r"[-+]?(\.?\d|\d[\d.]*).*|~|null|true|false|")
"""PyYAML writes YAML 1.1, where 1e5 is a word; the strict reader knows it for a number."""


class Holder(Frozen):
    """Figures with and without bounds, as profiles have them."""

    share: Share
    people: People
    pay: EurosAnHour | None = None
    free: Figure


def again(model: BaseModel, **options: Any) -> BaseModel:
    """Write as YAML, read strictly, validate."""
    text = yaml.safe_dump(model.model_dump(mode="json", by_alias=True, **options), allow_unicode=True, sort_keys=False)
    return validate(type(model), read_text(text, "again.yaml"))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=20
).filter(lambda t: t.strip() == t and not NUMBER_IN_YAML_1_2.fullmatch(t))
DAYS = st.one_of(
    st.integers(1990, 2060).map(str),
    st.integers(month_index("1990-01"), month_index("2060-12")).map(month_text),
    st.dates().filter(lambda d: 1990 <= d.year <= 2060).map(str),
)


@st.composite
def quantities(draw: st.DrawFn, unit: str, most: float, start: str | None = None) -> Quantity:
    """Any quantity within bounds."""
    low, value, high = sorted(draw(st.lists(st.floats(0, most), min_size=3, max_size=3)))
    wide = draw(st.booleans())
    mark: Mark = draw(st.sampled_from(["found", "found_weak", "inferred", "assumed", "imputed", "chosen"]))
    source = draw(WORDS) if mark.startswith("found") or draw(st.booleans()) else None
    return Quantity(
        **{"from": start},
        value=value,
        unit=unit,
        low=low if wide else None,
        high=high if wide else None,
        interval=draw(st.sampled_from([0.80, 0.90, 0.95])) if wide else None,
        as_of=draw(st.one_of(st.none(), DAYS)),
        source=source,
        mark=mark,
        note=draw(st.one_of(st.none(), WORDS)),
    )


@st.composite
def figures(draw: st.DrawFn, unit: str, most: float) -> Figure:
    """A bare number, one quantity, or dated ones."""
    if draw(st.booleans()):
        return Figure(entries=(Quantity(value=draw(st.floats(0, most)), unit=unit, mark="chosen"),))
    months = draw(st.lists(st.integers(month_index("2000-01"), month_index("2030-12")), max_size=3, unique=True))
    if not months:
        return Figure(entries=(draw(quantities(unit, most)),))
    return Figure(entries=tuple(draw(quantities(unit, most, month_text(m))) for m in sorted(months)))


@given(
    figures("share", 1.0),
    figures("people", 1e6),
    st.one_of(st.none(), figures("EUR/hour", 1000.0)),
    figures("any", 1e9),
)
def test_any_figure(share: Figure, people: Figure, pay: Figure | None, free: Figure) -> None:
    """Generated figures come back the same, marks, dates and intervals included."""
    held = Holder(share=share, people=people, pay=pay, free=free)
    back = again(held, exclude_none=True)
    unit_lost = all(q.mark == "chosen" and q.start is None for q in free.entries)
    assert back.share == share  # type: ignore[attr-defined]
    assert back.people == people  # type: ignore[attr-defined]
    assert back.pay == pay  # type: ignore[attr-defined]
    assert unit_lost or back.free == free  # type: ignore[attr-defined]
    assert [q.value for q in back.free.entries] == [q.value for q in free.entries]  # type: ignore[attr-defined]


SHIPPED = sorted(shipped().models)


@pytest.mark.parametrize("collection", sorted({collection for collection, _ in SHIPPED}))
def test_everything_that_is_shipped(collection: str) -> None:
    """Every file of sites/ and config/ comes back the same. Nulls stay: in an override they mean something."""
    for key in SHIPPED:
        if key[0] == collection:
            model = shipped().models[key]
            assert again(model, exclude_none=collection != "scenarios") == model, key
