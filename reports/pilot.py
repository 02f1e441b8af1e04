"""A pilot's result beside the prior, in words: for the page and for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import language
from language import formats
from model.distributions import quantile
from model.interval import HIGH, LOW
from model.pilot import Shrunk, in_place_of_prior, left_open, of_site, of_studies, prior_path, stood_in
from model.schema.evidence import Evidence
from model.schema.programme import Programme
from model.schema.quantity import Quantity
from reports.interval import Interval, written

SITES: Final = ("men", "women")
"""Kinds of site: men's or mixed, women's."""


@dataclass(frozen=True)
class Pilot:
    """A pilot's result, and the evidence that it is held against."""

    programme: Programme
    group: str
    """Id of the evidence."""
    site: str
    releases: int
    """People released from it."""
    reconvicted: int
    """Those of them reconvicted within 12 months."""
    files: Evidence
    """The same evidence as its file has it, no change made."""

    @property
    def evidence(self) -> Evidence:
        """The studies' own priors, whatever stands in for them in the programme."""
        return of_studies(self.programme.evidence[self.group], self.files, self.site)

    @property
    def replaced(self) -> bool:
        """Whether the programme's prior is no longer that of the studies: another pilot's figure, say."""
        return stood_in(self.programme.evidence[self.group], self.site)

    @property
    def read_anew(self) -> bool:
        """Whether the scenario changes points of the studies' own prior."""
        mine, files = (one.women if self.site == "women" else one.men for one in (self.evidence, self.files))
        return mine.relative_risk_12m != files.relative_risk_12m

    @property
    def prior(self) -> Quantity:
        """The relative risk that the studies expect."""
        side = self.evidence.women if self.site == "women" else self.evidence.men
        return side.relative_risk_12m.at(self.programme.scenario.start)

    @property
    def level(self) -> Quantity:
        """Share reconvicted without the programme."""
        side = self.evidence.women if self.site == "women" else self.evidence.men
        return side.baseline_reconviction_12m.at(self.programme.scenario.start)

    @property
    def shrunk(self) -> Shrunk:
        """What to expect with both. Raises ValueError where there is nothing to compare with."""
        return of_site(self.evidence, self.site, self.programme.scenario.start, self.releases, self.reconvicted)

    @property
    def left_open(self) -> tuple[float, float]:
        """Ends of the relative risk measured, chance alone counted: what so few people leave open."""
        low, high = left_open(self.reconvicted, self.releases)
        return low / self.level.value, high / self.level.value

    @property
    def path(self) -> str:
        """Dotted path of the prior."""
        return prior_path(self.group, self.site)

    def figure(self, lang: str) -> dict[str, str | float]:
        """The figure that stands in for the prior, with its note."""
        told = language.text(lang)("Pilot: {count} of {people} reconvicted within 12 months; weight {weight}.")
        weight = formats.percent(self.shrunk.weight, lang, 1)
        count, people = formats.number(self.reconvicted, lang), formats.number(self.releases, lang)
        return in_place_of_prior(self.shrunk, told.format(count=count, people=people, weight=weight))


def site_names(lang: str) -> dict[str, str]:
    """Kinds of site, in words."""
    _ = language.text(lang)
    return {"men": _("men's or mixed site"), "women": _("women's site")}


def rows(pilot: Pilot, lang: str) -> list[tuple[str, str, str, str]]:
    """Prior, pilot, both: name, relative risk and share reconvicted, each with its 90 % interval, weight."""
    _, found, prior, level = language.text(lang), pilot.shrunk, pilot.prior, pilot.level.value

    def row(name: str, risk: float, low: float, high: float, weight: float) -> tuple[str, str, str, str]:
        back = Interval(*(min(1.0, level * one) for one in (risk, low, high)))
        return (name, f"{formats.number(risk, lang, 2)} [{formats.interval(low, high, lang, 2)}]",
                written(back, "share", lang), formats.percent(weight, lang, 0 if weight == 1 else 1))  # fmt: skip

    return [
        row(
            _("What the studies expect, as this scenario reads them")
            if pilot.read_anew
            else _("What the studies expect"),
            found.before,
            *(quantile(prior, end) for end in (LOW, HIGH)),
            1 - found.weight,
        ),
        row(_("What the pilot measured"), found.measured, *pilot.left_open, found.weight),
        row(_("What to expect with both"), found.relative_risk, found.low, found.high, 1.0),
    ]


def head(lang: str) -> tuple[str, str, str, str]:
    """Heads of the rows."""
    _ = language.text(lang)
    return (_("A pilot beside the studies"), _("Relative risk [90%]"), _("Reconvicted within 12 months"), _("Weight"))


def sentence(pilot: Pilot, lang: str) -> str:
    """What the pilot changes, in words."""
    _, found = language.text(lang), pilot.shrunk
    digits = next((n for n in (3, 4, 5) if round(found.before, n) != round(found.relative_risk, n)), 3)
    told = _(
        "{count} reconvicted out of {people}, against {level} without the programme. Given what chance alone does to "
        "so many people, the pilot weighs {weight} whatever it found, and the studies {rest}: the relative risk to "
        "expect goes from {prior} to {expected}. What a pilot measures is first cut by {discount}, as nobody was drawn "
        "by lot."
    ).format(
        count=formats.number(pilot.reconvicted, lang),
        people=formats.number(pilot.releases, lang),
        level=formats.percent(pilot.level.value, lang),
        weight=formats.percent(found.weight, lang, 1),
        rest=formats.percent(1 - found.weight, lang, 1),
        prior=formats.number(found.before, lang, digits),
        expected=formats.number(found.relative_risk, lang, digits),
        discount=formats.percent(pilot.evidence.design_discount.at(pilot.programme.scenario.start).value, lang),
    )
    beside = _("The interval of what it measured is what chance alone leaves open with so many people.")
    return " ".join((told, beside, *_half_a_person(pilot, lang)))


def _half_a_person(pilot: Pilot, lang: str) -> Iterator[str]:
    """That none, or all, is not taken at its word: measured is what half a person would give."""
    _ = language.text(lang)
    if pilot.reconvicted == 0:
        told = _(
            "None reconvicted: half a person is taken instead, {rate}, as seeing none does not mean that there is no "
            "risk."
        )
    elif pilot.reconvicted == pilot.releases:
        told = _(
            "All reconvicted: half a person less is taken, {rate}, as seeing all does not mean that the risk is "
            "certain."
        )
    else:
        return
    yield told.format(rate=formats.percent(pilot.shrunk.measured * pilot.level.value, lang, 1))


def replaced(lang: str) -> str:
    """That the scenario's prior is not the one compared."""
    return language.text(lang)(
        "The prior of this scenario has been replaced; what is compared here is the studies' own."
    )


def setting(path: str, figure: Mapping[str, str | float]) -> str:
    """A figure as an override takes it: ``path={value: ..., ...}``."""
    return f"{path}={flow(figure)}"


def flow(figure: Mapping[str, str | float]) -> str:
    """A figure on one line of YAML."""
    return "{" + ", ".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in figure.items()) + "}"
