"""The two sides of a prison, men's and women's: different people, in the same walls (section 2 of the method).

A prison that holds both is mixed. Each side has its own people, and recruits among them alone; rooms, floor and hours
are the prison's.
"""

from __future__ import annotations

from typing import Final, TypeVar

from model.schema.base import Frozen, Side
from model.schema.prison import Prison
from model.schema.quantity import Figure, StandIn
from model.schema.reference import Defaults

Section = TypeVar("Section", bound=Frozen)

WOMEN: Final = "/women"
"""Ends the name of the women's side of a mixed prison."""


def sides_of(prison: Prison, month: str) -> tuple[Side, ...]:
    """The sides on which there are people in a month, the larger first: one, or both in a mixed prison."""
    women = _women_share(prison, month)
    if 0 < women < 1:
        return ("women", "men") if women >= 0.5 else ("men", "women")
    return ("women",) if women >= 0.5 else ("men",)


def side_of(prison: Prison, month: str, asked: Side | None = None) -> Side:
    """The side asked for, else the larger."""
    return sides_of(prison, month)[0] if asked is None else asked


def mixed(prison: Prison, month: str) -> bool:
    """Whether a prison holds men and women in a month."""
    return len(sides_of(prison, month)) > 1


def people_of(prison: Prison, side: Side, month: str) -> str:
    """A name for the people of a side: the prison's id; ``PRISON/women`` for the women of a mixed prison."""
    return prison.id + WOMEN if side == "women" and mixed(prison, month) else prison.id


def prison_of(people: str) -> str:
    """The prison of some people, by their name."""
    return people.removesuffix(WOMEN)


def of_side(prison: Prison, defaults: Defaults, side: Side) -> Prison:
    """The prison as one side knows it: on the women's side, women's defaults take the place of every default of
    population, flows and debts that has one; what the profile says holds for both."""
    women = defaults.by_type.get("women")
    if side == "men" or women is None:
        return prison
    return prison.model_copy(
        update={
            "population": _womens(prison.population, women.population),
            "flows": _womens(prison.flows, women.flows),
            "debts": _womens(prison.debts, women.debts),
        }
    )


def _womens(section: Section, women: Frozen) -> Section:
    """A section whose stand-ins give way to women's."""
    found = {}
    for name in type(women).model_fields:
        own: Figure | None = getattr(section, name)
        known: Figure | None = getattr(women, name)
        if own is not None and known is not None and name != "women_share" and isinstance(own.latest, StandIn):
            found[name] = known.standing_in("type_default")
    return section.model_copy(update=found) if found else section


def _women_share(prison: Prison, month: str) -> float:
    share = prison.population.women_share
    return 0.0 if share is None else share.at(month).value
