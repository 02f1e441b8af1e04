"""What every type of the YAML contract shares."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Annotated, Literal, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Frozen(BaseModel):
    """Strict and frozen: an unknown key is a fault, nothing is coerced in silence."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        use_attribute_docstrings=True,
        populate_by_name=True,
        allow_inf_nan=False,
        validate_default=False,
    )


def refuse(code: str, **fields: str | int | float | None) -> NoReturn:
    """Raise a fault with a code that ``language`` knows."""
    raise PydanticCustomError(code, "{code}", {"code": code, **fields})


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]
Side = Literal["men", "women"]
"""A side of a prison."""

_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
_DAY = re.compile(r"^(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def _month(text: str) -> str:
    if not _MONTH.match(text):
        refuse("not_a_month", found=text)
    return text


def _day(text: str) -> str:
    if not _DAY.match(text):
        refuse("not_a_date", found=text)
    try:
        first_day(text)
    except ValueError:
        refuse("not_a_date", found=text)
    return text


def _year(value: object) -> object:
    """A bare year is read as a number; it is a date as well."""
    return f"{value:04d}" if isinstance(value, int) and not isinstance(value, bool) else value


Month = Annotated[str, AfterValidator(_month), Field(json_schema_extra={"pattern": _MONTH.pattern})]
"""A calendar month, YYYY-MM."""
Day = Annotated[str, BeforeValidator(_year), AfterValidator(_day), Field(json_schema_extra={"pattern": _DAY.pattern})]
"""A date as precise as it is known: YYYY, YYYY-MM or YYYY-MM-DD."""


@lru_cache(maxsize=65536)
def first_day(text: str) -> date:
    """The first day that a date of any precision covers."""
    year, month, day = [*text.split("-"), "1", "1"][:3]
    return date(int(year), int(month), int(day))


def month_index(text: str) -> int:
    """Months since year 0, so that months can be subtracted."""
    day = first_day(text)
    return day.year * 12 + day.month - 1


def month_text(index: int) -> str:
    """The month YYYY-MM of an index made by :func:`month_index`."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


class Bilingual(Frozen):
    """A text in both languages."""

    fr: Annotated[str, Field(min_length=1, max_length=2000)]
    """French."""
    en: Annotated[str, Field(min_length=1, max_length=2000)]
    """English."""
