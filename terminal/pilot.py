"""``pilot``: what a pilot's own result weighs beside the studies."""

from __future__ import annotations

from dataclasses import dataclass

from model.distributions import quantile
from model.interval import HIGH, LOW
from model.loading.assembly import programme, warnings
from model.loading.catalogue import load
from model.schema.evidence import Evidence
from reports import pilot as report
from reports.wording import titled
from terminal.door import DONE, Door
from terminal.reading import Options

MOST = 1_000_000
"""No pilot releases more."""


@dataclass(frozen=True)
class Asked:
    """What was typed."""

    scenario: str
    releases: str
    reconvicted: str
    site: str
    evidence: str
    settings: tuple[str, ...]
    as_json: bool


def run(door: Door, typed: Asked) -> int:
    """Hold a pilot against the prior of a scenario. Raises InputFaults."""
    options = Options()
    releases = options.whole("--releases", typed.releases, 1, MOST)
    reconvicted = options.whole("--reconvicted", typed.reconvicted, 0, max(1, releases))
    site = options.one_of("--site", typed.site, report.SITES)
    options.settle()
    catalogue = load()
    chosen = programme(catalogue, typed.scenario, typed.settings)
    group = options.one_of("--evidence", typed.evidence or next(iter(chosen.evidence)), tuple(chosen.evidence))
    options.settle()
    files = catalogue.one(Evidence, "evidence", group)
    found = report.Pilot(chosen, group, site, releases, reconvicted, files)
    if not found.level.value > 0:
        options.wrong("too_low", f"evidence.{group}.{site}.baseline_reconviction_12m", found=0.0, bound=0.001, unit="")
        options.settle()
    door.faults(warnings(catalogue, chosen))
    if typed.as_json:
        door.json(_document(found, typed.scenario))
    else:
        _say(door, found)
    return DONE


def _document(found: report.Pilot, scenario: str) -> dict[str, object]:
    """The keys of the contract."""
    shrunk, prior, (low, high) = found.shrunk, found.prior, found.left_open
    return {
        "scenario": scenario,
        "site": found.site,
        "evidence": found.group,
        "releases": found.releases,
        "reconvicted": found.reconvicted,
        "baseline": found.level.value,
        "baseline_low": quantile(found.level, LOW),
        "baseline_high": quantile(found.level, HIGH),
        "prior_replaced": found.replaced,
        "prior": {"value": prior.value, "low": prior.low, "high": prior.high},
        "measured": shrunk.measured,
        "measured_low": low,
        "measured_high": high,
        "weight": shrunk.weight,
        "expected": {"value": shrunk.relative_risk, "low": shrunk.low, "high": shrunk.high},
        "override": {"path": found.path, **found.figure("en")},
    }


def _say(door: Door, found: report.Pilot) -> None:
    lang, word = door.lang, door.word
    door.out(f"{titled(found.programme, lang)} – {report.site_names(lang)[found.site]}")
    door.table("", report.head(lang), report.rows(found, lang))
    door.out(report.sentence(found, lang))
    if found.replaced:
        door.out(report.replaced(lang))
    door.out()
    door.out(word("To count it in a scenario, in its overrides or after --set:"))
    door.out(report.setting(found.path, found.figure(lang)))
