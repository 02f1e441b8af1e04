"""Euros are conserved whatever the prisons, the companies and the choices: none of them is a shipped one."""

from __future__ import annotations

from typing import Any

import numpy as np
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from model.ledger import PARTIES, Transfer, of_programme, received, transfers
from model.loading.added import with_documents
from model.loading.assembly import programme
from model.loading.strict import read_text
from model.project_team import project_team, under_way
from model.projection import project
from model.schema.company import Company
from model.schema.fields import figures
from model.schema.prison import Prison
from model.schema.programme import Programme
from model.stretches import each_month
from model.uncertainty.chunk import ready, simulate
from tests.examples import scenario, shipped

CAPS = {"people": 3000, "places": 2000, "m2": 400, "EUR": 30_000, "EUR/month": 2500, "EUR/hour": 120, "months": 18,
        "ratio": 2, "EUR/m2": 3000, "EUR/seat": 20_000, "log units": 3}  # fmt: skip
"""Highest value tried of a unit without bound, or with one that no profile comes near."""
ACTIVITIES = ("surveys", "data_entry", "assembly", "archive_digitisation", "inbound_calls", "coding")
RULES = ("statutory", "none", "flat:0.25", "flat:1")
VOLUNTARY = ("none", "euros:0", "euros:60", "euros:33.33", "euros:5000", "share:0.1", "share:0.333", "share:1")


def number(unit: str, low: float | None, high: float | None) -> st.SearchStrategy[float]:
    """A value of a figure within the bounds of its type, its ends among them."""
    least, most = low or 0.0, min(CAPS.get(unit, np.inf), np.inf if high is None else high)
    assert np.isfinite(most), unit
    return st.sampled_from([least, most]) | st.floats(least, most).map(lambda x: round(x, 4))


def some(kind: type[Prison | Company], *without: str) -> st.SearchStrategy[dict[str, Any]]:
    """Any figures of a kind of profile, each present or not, as nested plain data."""
    known = {f.path: number(f.bounds.unit, f.bounds.low, f.bounds.high) for f in figures(kind)}
    kept = {p: v for p, v in known.items() if p not in without and not p.startswith("opening_observed.")}
    return st.fixed_dictionaries({}, optional=kept).map(nested)


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Dotted paths as blocks."""
    found: dict[str, Any] = {}
    for path, value in flat.items():
        *blocks, last = path.split(".")
        branch = found
        for block in blocks:
            branch = branch.setdefault(block, {})
        branch[last] = value
    return found


@st.composite
def prisons(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A prison of any size, side and flows, with or without a room."""
    found = draw(some(Prison, "population.capacity", "population.detained"))
    population = found.pop("population", {})
    population |= {"capacity": draw(st.integers(50, 2000)), "detained": draw(st.integers(50, 3000))}
    rooms = draw(st.lists(st.fixed_dictionaries({"area": st.integers(20, 900), "ready": st.booleans()}), max_size=2))
    place = {"commune": "Ici", "department": "35", "region": "Bretagne", "disp": "Rennes", "latitude": 48.1,
             "longitude": -1.6}  # fmt: skip
    return found | {
        "id": name, "name": name, "type": draw(st.sampled_from(["MA", "CD", "CP", "MC"])), "place": place,
        "population": population, "workshops": rooms,
        "security": dict.fromkeys(("dial_out", "recorded_calls", "internet", "personal_data"), True),
    }  # fmt: skip


@st.composite
def companies(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """A company of any offer, hours and prices."""
    found = draw(some(Company, "offer.hourly_gross", "offer.monthly_net", "weekly_hours", "worked_weekly_hours"))
    offers = st.just({"floor": True}) | st.floats(6, 60).map(lambda x: {"hourly_gross": round(x, 2)})
    offers |= st.integers(900, 4000).map(lambda x: {"monthly_net": x})
    return found | {
        "id": name, "name": {"fr": name, "en": name}, "activity": draw(st.sampled_from(ACTIVITIES)),
        "seats": {"per_site_min": 1, "per_site_max": 60}, "offer": draw(offers),
        "weekly_hours": draw(st.integers(20, 35)), "archetype": True,
    }  # fmt: skip


Documents = list[tuple[str, dict[str, Any]]]
"""Profiles and a scenario, each with its collection."""


@st.composite
def scenarios(draw: st.DrawFn) -> Documents:
    """New prisons and companies, and a scenario with any plan and policy."""
    places = [draw(prisons(f"prison-{k}")) for k in range(draw(st.integers(1, 2)))]
    partners = [draw(companies(f"company-{k}")) for k in range(draw(st.integers(1, 2)))]
    year, months = draw(st.integers(2012, 2034)), draw(st.integers(3, 26))
    row = st.fixed_dictionaries({
        "opens": st.integers(0, months - 1).map(lambda m: f"{year + m // 12}-{m % 12 + 1:02d}"),
        "seats": st.integers(1, 60), "existing": st.booleans(),
        "equipped_by": st.sampled_from(["company", "State", "shared"]),
    })  # fmt: skip
    pairs = [(p["id"], c["id"]) for p in places for c in partners]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    policy = {
        "floor": draw(st.sampled_from(["legal", 0.45, 1.0])), "victims_rule": draw(st.sampled_from(RULES)),
        "voluntary": draw(st.sampled_from(VOLUNTARY)),
        "december_bounds": draw(st.sampled_from(["absolute", "shifted"])),
        "contributions_borne_by": draw(st.sampled_from(["company", "State"])),
        "population_growth": draw(st.sampled_from([-0.05, 0.0, 0.03])),
    }  # fmt: skip
    asked = scenario(
        [draw(row) | {"prison": prison, "company": company} for prison, company in chosen],
        start=f"{year}-01", months=months, policy=policy, id="any",
    )  # fmt: skip
    asked["overrides"] = {"defaults.programme.voluntary_payers": draw(number("share", 0, 1))}
    return [*(("prisons", p) for p in places), *(("companies", c) for c in partners), ("scenarios", asked)]


def built_of(documents: Documents) -> Programme:
    """The programme of such a scenario; every one of them is allowed."""
    known = with_documents(shipped(), [(kind, read_text(yaml.safe_dump(d), d["id"])) for kind, d in documents])
    return programme(known, "any")


def conserved(some: tuple[Transfer, ...]) -> None:
    """Whole cents, and zero over all parties for every month and workshop."""
    total: Any = 0
    for party in PARTIES:
        cents = np.asarray(received(some, party)) * 100
        np.testing.assert_allclose(cents, np.round(cents), atol=1e-4)
        total = total + np.round(cents).astype(np.int64)
    assert not np.any(total)
    for transfer in some:
        assert (transfer.euros >= 0).all() or transfer.item in SIGNED, transfer.item


SIGNED = ("prison_avoided", "benefits_avoided", "earnings_after", "employee_after", "employer_after", "harm_avoided")
"""Items that an effect turned round would make negative."""


@settings(max_examples=40, phases=(Phase.explicit, Phase.generate))
@given(scenarios())
def test_euros_are_conserved(documents: Documents) -> None:
    """Of the expected engine and of three futures, month by month; what reaches victims is the levy's part and what is
    added, and no one pays out of what she has not."""
    built = built_of(documents)
    found = project(built)
    conserved(found.transfers)
    conserved(found.common)
    known = ready(built)
    for future in simulate(known, 0, 3, 7):
        out = future.outcomes(each_month(len(built.months)))
        conserved(transfers(built, out))
        team = project_team(under_way(built, known.workshops), future.rates.team, known.setting.stock.year)
        conserved(of_programme(team[:, None]))
        possible(out, built)
    possible(found.outcomes, built)


def possible(out: dict[str, Any], built: Programme) -> None:
    """Bounds of what is paid."""
    levied = out["victims_paid"] - out["voluntary_paid"]
    assert (levied >= -1e-9).all()
    assert (levied <= out["victims"] + 1e-6).all()
    assert (out["voluntary_paid"] <= out["available"] + 1e-6).all()
    np.testing.assert_allclose(out["net"], out["victims"] + out["release_savings"] + out["available"], atol=1e-6)
    if built.scenario.policy.voluntary in ("none", "euros:0"):
        assert not out["voluntary_paid"].any()
