"""All of an analysis' inputs, validated: what the computation takes."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from model.schema.activity import Activity
from model.schema.base import Bilingual, Frozen, month_index, month_text
from model.schema.company import Company
from model.schema.evidence import Evidence, Study
from model.schema.law import LawParameter, Outlook
from model.schema.prison import Prison
from model.schema.reference import Defaults, Indicator, Source
from model.schema.scenario import Scenario


class Change(Frozen):
    """An input that was changed by name, for the record."""

    path: str
    """Dotted path."""
    old: str
    """Value before, as text ("" when there was none)."""
    new: str
    """Value after, as text."""
    by: str
    """Which overrides: the scenario's, a variant's, or --set."""


class Programme(Frozen):
    """A scenario with every profile, law and figure that it needs, defaults filled in.

    ``prisons`` are filled (no figure is absent); ``profiles`` are the same as written.
    """

    scenario: Scenario
    variant: str | None = None
    """Id of the variant, when one was asked for."""
    variant_title: Bilingual | None = None
    """Its name."""
    prisons: dict[str, Prison]
    """By id, unknown figures filled from the defaults."""
    profiles: dict[str, Prison]
    """By id, as written."""
    companies: dict[str, Company]
    """By id."""
    activities: dict[str, Activity]
    """By id."""
    law: dict[str, LawParameter]
    """By id."""
    outlook: Outlook
    evidence: dict[str, Evidence]
    """By id."""
    studies: dict[str, Study]
    """By id: what the evidence is built from, and what stands beside it."""
    defaults: Defaults
    indicators: dict[str, Indicator]
    """By id, in the order in which they are shown."""
    sources: dict[str, Source]
    """By id."""
    changes: tuple[Change, ...] = ()
    """Every override that was applied, in order."""
    fingerprint: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")
    """SHA-256 of all inputs."""

    @property
    def id(self) -> str:
        """Scenario, with its variant after an @."""
        return self.scenario.id + (f"@{self.variant}" if self.variant else "")

    @property
    def question(self) -> Bilingual:
        """The question that the variant answers, else the scenario's."""
        variant = None if self.variant is None else self.scenario.variants.get(self.variant)
        return self.scenario.question if variant is None or variant.question is None else variant.question

    @property
    def months(self) -> tuple[str, ...]:
        """The calendar months of the scenario, YYYY-MM."""
        return _months(self.scenario.start, self.scenario.months)


@lru_cache(maxsize=256)
def _months(start: str, count: int) -> tuple[str, ...]:
    first = month_index(start)
    return tuple(month_text(first + m) for m in range(count))
