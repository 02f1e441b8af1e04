"""The sections of a report, in their order: one builder each, from the tables that the pages show."""

from __future__ import annotations

from collections.abc import Collection

from reports.material import Material
from reports.parts import Builder, Section, typeset
from reports.sections import plan, result, trust

BUILDERS: dict[str, Builder] = {
    "plan": plan.plan,
    "requirements": plan.requirements,
    "pay": result.pay,
    "victims": result.victims,
    "reinsertion": result.reinsertion,
    "money": result.money,
    "compare": trust.compare,
    "sensitivity": trust.sensitivity,
    "assumptions": trust.assumptions,
    "sources": trust.sources,
}
"""By id; the first page stands before them, in every report."""


def sections(material: Material, lang: str, asked: Collection[str] = ()) -> list[Section]:
    """The sections asked for (all of them where none is named) that have something to say."""
    wanted = [build for name, build in BUILDERS.items() if not asked or name in asked]
    built = (build(material, lang) for build in wanted)
    return [typeset(section, lang) for section in built if section is not None]
