"""Reference results of the shipped scenarios. ``make golden`` writes them anew: read the difference."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from model.loading.assembly import programme
from model.loading.catalogue import Catalogue
from model.projection import Projection, project
from reports import tables

FOLDER = Path(__file__).parent
SCENARIOS = (
    "rennes-2009",
    "rennes-2009@reading-a",
    "rennes-2009@reading-b",
    "rennes-2009@defaults-alone",
    "expansion-2009",
    "france-2030",
)
TOLERANCE = 1e-9
"""Relative; amounts under a millionth are compared as they stand."""
SHOWN = 40
"""Differences printed at most."""

PROJECTIONS: dict[str, Projection] = {}


def projected(catalogue: Catalogue, name: str) -> Projection:
    """The projection of a scenario, made once."""
    if name not in PROJECTIONS:
        PROJECTIONS[name] = project(programme(catalogue, name))
    return PROJECTIONS[name]


def results(found: Projection) -> dict[str, pd.DataFrame]:
    """What is kept: indicators of the programme, totals of every month, totals of every workshop."""
    indicators = tables.indicators(found)
    monthly = tables.monthly(found)
    columns = list(tables.MONTHLY)
    return {
        "indicators": indicators[indicators["scope"] == "programme"].set_index(["indicator", "scope", "period"])[
            ["value"]
        ],
        "months": monthly.groupby("month", sort=True)[columns].sum(),
        "workshops": monthly.groupby(["prison", "company"], sort=True)[columns].sum(),
    }


def differences(stored: pd.DataFrame, found: pd.DataFrame) -> list[str]:
    """One sentence for each figure that moved, came or went."""
    said = [f"gone: {key}" for key in stored.index.difference(found.index)] + [
        f"new: {key}" for key in found.index.difference(stored.index)
    ]
    both = stored.index.intersection(found.index)
    for column in stored.columns.union(found.columns, sort=False):
        if column not in stored or column not in found:
            said.append(f"column {column}: {'gone' if column in stored else 'new'}")
            continue
        old, new = stored.loc[both, column].to_numpy(float), found.loc[both, column].to_numpy(float)
        for place in np.flatnonzero(~np.isclose(new, old, rtol=TOLERANCE, atol=TOLERANCE * 1e-3)):
            key = " ".join(both[place]) if isinstance(both[place], tuple) else both[place]
            change = f"{new[place] / old[place] - 1:+.3%}" if old[place] else "from nothing"
            said.append(
                f"{key} {'' if column == 'value' else column}: {old[place]:.12g} -> {new[place]:.12g} ({change})"
            )
    return said


@pytest.mark.parametrize("kept", ["indicators", "months", "workshops"])
@pytest.mark.parametrize("name", SCENARIOS)
def test_results_stand(catalogue: Catalogue, name: str, kept: str, request: pytest.FixtureRequest) -> None:
    """Nothing moved but what a change of the changelog announces."""
    found = results(projected(catalogue, name))[kept]
    file = FOLDER / name.replace("@", "_") / f"{kept}.csv"
    if request.config.getoption("--refresh-golden"):
        file.parent.mkdir(exist_ok=True)
        found.to_csv(file, float_format="%.13g", lineterminator="\n")
        return
    assert file.exists(), f"{file} is missing: make golden"
    stored = pd.read_csv(file, dtype=dict.fromkeys(found.index.names, str), keep_default_na=False).set_index(
        list(found.index.names)
    )
    said = differences(stored, found)
    assert not said, "\n".join([f"{name}, {kept}: {len(said)} figures moved (make golden, if meant)", *said[:SHOWN]])


def test_a_moved_figure_is_named() -> None:
    """The comparison itself can fail: it names indicator, scope, period and by how much."""
    index = pd.MultiIndex.from_tuples(
        [("hours", "programme", "2009"), ("hours", "programme", "total")], names=["indicator", "scope", "period"]
    )
    stored = pd.DataFrame({"value": [100.0, 200.0]}, index=index)
    assert differences(stored, stored.copy()) == []
    assert differences(stored, stored * (1 + 1e-12)) == []
    assert differences(stored, pd.DataFrame({"value": [100.0, 202.0]}, index=index)) == [
        "hours programme total : 200 -> 202 (+1.000%)"
    ]
    assert differences(stored, stored.iloc[:1]) == ["gone: ('hours', 'programme', 'total')"]


def per_worker(catalogue: Catalogue, name: str, period: str = "2009") -> tuple[float, float, float]:
    """Victims, release savings, kept: EUR of one worker's ordinary month."""
    found = (
        tables.indicators(projected(catalogue, name))
        .query("scope == 'programme'")
        .set_index(["indicator", "period"])["value"]
    )
    return tuple(float(found[key, period]) for key in ("victims_per_worker", "savings_per_worker", "kept_per_worker"))  # type: ignore[return-value]


def test_the_pilot_opens_twelve_seats(catalogue: Catalogue) -> None:
    """And twelve women are at work in the first month."""
    found = projected(catalogue, "rennes-2009")
    rows = (
        tables.indicators(found)
        .query("indicator == 'seats_open' and scope == 'programme'")
        .set_index("period")["value"]
    )
    assert rows["2009"] == 12
    march = list(found.programme.months).index("2009-03")
    assert found.monthly["at_work_end"].to_numpy()[0, march] == pytest.approx(12)


def test_reading_a_is_exact(catalogue: Catalogue) -> None:
    """600 net: 150 to victims, nothing saved, 450 kept."""
    assert per_worker(catalogue, "rennes-2009@reading-a") == pytest.approx((150, 0, 450), abs=1e-9)


@pytest.mark.parametrize("name", ["rennes-2009", "rennes-2009@reading-b"])
def test_reading_b_is_within_two_percent(catalogue: Catalogue, name: str) -> None:
    """6 EUR gross an hour: about 150, 60, 590."""
    for found, press in zip(per_worker(catalogue, name), (150, 60, 590), strict=True):
        assert found == pytest.approx(press, rel=0.02)


def test_the_size_of_the_other_scenarios(catalogue: Catalogue) -> None:
    """Ten more prisons in 2009; at least forty workshops over several activities in 2030."""
    expansion, france = (projected(catalogue, name).workshops.list for name in ("expansion-2009", "france-2030"))
    assert len({w.prison.id for w in expansion} - {"rennes-femmes"}) == 10
    assert len(france) >= 40
    assert len({w.activity.id for w in france}) >= 5
