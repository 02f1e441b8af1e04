"""What a plan commits the State to: money by year, for the programme and by interregional direction, and posts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

import language
from model.costs import at_opening
from model.frame import frame
from model.interval import HIGH, LOW
from model.money import Array
from model.projection import Projection
from model.schema.base import month_index
from model.uncertainty.chunk import Single
from model.uncertainty.ensemble import Ensemble
from model.uncertainty.inputs import Drawn, points
from reports import requirements
from reports.interval import Interval, stacked

SCOPES = ("programme", "disp")
MONEY = ("commitments", "payments", "capital")
COLUMNS = ("scope", "id", "year", *MONEY, "posts")
ENDS = tuple(f"{name}_{end}" for name in (*MONEY, "invested", "posts") for end in ("low", "high"))
"""Columns that draws add: the 90 % interval of each amount, of ``invested``, the capital of all years so far, and of
posts."""
Draws = Callable[[str, str, str], Single | None]
"""(D, Y) an indicator of a scope's member in every year, or None where it is not drawn."""


def commitments(projection: Projection) -> pd.DataFrame:
    """commitments.csv, one row for the programme and for each DISP in each year, of years with something in it.

    commitments: EUR that the State binds itself to. Equipment and refit are committed when the agreement is signed, the
    lead time before the opening (before the scenario: in its first year); staff year by year, as it is paid.
    payments: EUR paid in the year; capital: the part of them that is equipment and refit; posts: prison officers in
    full-time equivalents, the year's average. The programme's line has the project team, which is of no DISP. Expected
    values: see ``drawn``.
    """
    out = projection.outcomes
    where = frame(projection.programme, projection.workshops, SCOPES)
    years, capital = _years(projection), out["capex_state"]
    signed = _signed(projection)
    common, workshops = projection.programme.defaults.programme, projection.workshops
    officers = np.array([common.officers_per_workshop.at(w.opening.opens).value for w in workshops.list])
    posts = officers[:, None] * (workshops.seats > 0) * workshops.stays
    of = {"payments": out["state_cost"], "capital": capital, "posts": posts}
    team = np.sum([paid.euros[0] for paid in projection.common if paid.payer == "State"], axis=0)
    rows = []
    for member, (scope, name) in enumerate(where.members):
        mine = where.whose[member] > 0
        bound = signed[mine].sum(axis=(0, 1))
        for position, year in enumerate(dict.fromkeys(years.tolist())):
            then = years == year
            sums = {column: float(values[mine][:, then].sum()) for column, values in of.items()}
            sums["posts"] /= int(then.sum())
            sums["payments"] += float(team[then].sum()) if scope == "programme" else 0.0
            sums = {"commitments": float(bound[position]) + sums["payments"] - sums["capital"], **sums}
            if any(sums.values()):
                rows.append({"scope": scope, "id": name, "year": year, **sums})
    return pd.DataFrame(rows, columns=list(COLUMNS))


def drawn(found: pd.DataFrame, projection: Projection, draws: Draws) -> pd.DataFrame:
    """The same as the draws have it, means and 90 % intervals (``ENDS``), and what is invested so far.

    found: see ``commitments``; draws: ``state_cost``, ``capex_state`` and ``posts`` by member. In every draw, the
    equipment of a year is committed in the years in which the plan commits that of the expected engine, in the same
    parts. A member that is not drawn keeps its expected values, with NaN for ends.
    """
    where = frame(projection.programme, projection.workshops, SCOPES)
    years, signed = list(dict.fromkeys(_years(projection).tolist())), _signed(projection)
    told: dict[tuple[str, str], dict[str, tuple[Array, ...]]] = {}
    for member, (scope, name) in enumerate(where.members):
        paid, capital, posts = (draws(each, scope, name) for each in ("state_cost", "capex_state", "posts"))
        if paid is None or capital is None or posts is None:
            continue
        paid, capital = paid.astype(np.float64), capital.astype(np.float64)
        moved = signed[where.whose[member] > 0].sum(axis=0)
        part = np.divide(
            moved, moved.sum(axis=1, keepdims=True), out=np.eye(len(years)), where=moved.sum(axis=1, keepdims=True) > 0
        )
        each = {"commitments": paid - capital + capital @ part, "payments": paid, "capital": capital}
        each |= {"invested": np.cumsum(capital, axis=1), "posts": posts.astype(np.float64)}
        told[scope, name] = {
            column: (values.mean(axis=0), *np.quantile(values, (LOW, HIGH), axis=0)) for column, values in each.items()
        }
    rows = []
    for row in found.to_dict("records"):
        more: dict[str, object] = dict.fromkeys(("invested", *ENDS), float("nan"))
        if (known := told.get((row["scope"], row["id"]))) is not None:
            at = years.index(row["year"])
            for column, (mean, low, high) in known.items():
                more |= {column: mean[at], f"{column}_low": low[at], f"{column}_high": high[at]}
        rows.append({str(k): v for k, v in row.items()} | more)
    return pd.DataFrame(rows, columns=[*COLUMNS, "invested", *ENDS])


def owed(gathered: Ensemble, seed: int) -> dict[tuple[str, str, str], Single]:
    """What ``drawn`` asks for, from draws of a programme whose workshops are followed."""
    places = [(row, member) for row, member in enumerate(gathered.known.where.members) if member[0] in SCOPES]
    found = dict[tuple[str, str, str], Single]()
    for name in ("state_cost", "capex_state"):
        drawn = gathered.of(name)
        found |= {(name, *member): drawn[:, row, :-1].copy() for row, member in places}
    return found | {("posts", *member): posts for member, posts in _posts(gathered, seed).items()}


def _posts(gathered: Ensemble, seed: int) -> dict[tuple[str, str], Single]:
    """(D, Y) prison officers in full-time equivalents, the year's average, of the programme and each DISP."""
    programme, workshops, followed = gathered.known.programme, gathered.known.workshops, gathered.followed
    assert followed is not None, "workshops are followed"
    reading = Drawn(points(seed, 0, len(followed.gone)))
    each = at_opening(workshops, reading, lambda _: programme.defaults.programme.officers_per_workshop, "officers")
    where = frame(programme, workshops, SCOPES)
    years = where.span[:, :-1]
    standing = (followed.there * (workshops.seats > 0)) @ (years / years.sum(axis=0))
    posts = np.einsum("nw,dw,dwy->ndy", where.whose, each, standing, optimize=True).astype(np.float32)
    return dict(zip(where.members, posts, strict=True))


def of_draws(found: pd.DataFrame, projection: Projection, gathered: Ensemble, seed: int) -> pd.DataFrame:
    """The same from draws of a programme whose workshops are followed."""
    known = owed(gathered, seed)
    return drawn(found, projection, lambda *wanted: known.get(wanted))


def invested(found: pd.DataFrame, year: int) -> Interval:
    """EUR of equipment and refit of the programme, in all up to a year and with it."""
    mine = found[(found["scope"] == "programme") & (found["year"] <= year)]
    if ENDS[-1] in mine and len(mine):
        last = mine.iloc[-1]
        return Interval(*(float(last[name]) for name in ("invested", "invested_low", "invested_high")))
    return Interval(float(mine["capital"].sum()))


def heads(lang: str) -> tuple[str, ...]:
    """Heads of ``rows``."""
    _ = language.text(lang)
    return (_("Year"), _("Commitments"), _("Payments"), _("of which investment"), _("Officer posts"))


def rows(found: pd.DataFrame, lang: str) -> tuple[tuple[str, ...], ...]:
    """The rows of one place, a year each: amounts with their intervals where they are drawn, posts."""
    told = []
    for row in found.to_dict("records"):
        ends = {name: (row.get(f"{name}_low", np.nan), row.get(f"{name}_high", np.nan)) for name in MONEY}
        euros = (stacked(Interval(row[name], *ends[name]), "EUR", lang) for name in MONEY)
        posts = Interval(row["posts"], row.get("posts_low", np.nan), row.get("posts_high", np.nan))
        told.append((str(row["year"]), *euros, requirements.amounts(posts, "posts", lang)))
    return tuple(told)


def _years(projection: Projection) -> Array:
    return np.array([int(m[:4]) for m in projection.programme.months])


def _signed(projection: Projection) -> Array:
    """(W, Y, Y) EUR of equipment and refit by workshop, year in which it is paid, year in which it is committed."""
    programme, workshops, capital = projection.programme, projection.workshops, projection.outcomes["capex_state"]
    common, first = programme.defaults.programme, month_index(programme.scenario.start)
    year = _years(projection) - int(programme.months[0][:4])
    found = np.zeros((len(workshops.list), year[-1] + 1, year[-1] + 1))
    for row, workshop in enumerate(workshops.list):
        lead = round(common.lead_time.at(workshop.opening.opens).value)
        agreed = max(0, month_index(workshop.opening.opens) - lead - first)
        for month in np.flatnonzero(capital[row]):
            found[row, year[month], year[min(agreed, int(month))]] += capital[row, month]
    return found
