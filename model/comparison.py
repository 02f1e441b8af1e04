"""Scenarios side by side on the same draws, and what makes them differ: law, profiles, choices.

The difference of an indicator is told apart by exchanging one part of the inputs after the other. What a part brings
depends on what was exchanged before it, so each part gets its mean over all orders (Shapley 1953): the parts add up to
the difference.

Axes: D draws, N members of scopes, P periods of all scenarios together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, permutations
from typing import Final, Literal

import numpy as np
import pandas as pd

from model.indicators import RATES
from model.interval import HIGH, LOW
from model.money import Array
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.uncertainty.chunk import Single, ready
from model.uncertainty.ensemble import Ensemble, grow, quantiles

Part = Literal["law", "profiles", "choices"]
PARTS: Final[dict[Part, tuple[str, ...]]] = {
    "law": ("law", "outlook"),
    "profiles": ("prisons", "profiles", "companies", "activities", "defaults", "evidence"),
    "choices": ("scenario", "variant", "variant_title"),
}
"""Fields of a programme by part: the law and its future; what prisons, companies, work and studies are; what was
decided (when, where, with whom, under which policy)."""
NAMES: Final = ("variant", "variant_title")
"""Fields that go with the choices and change no figure."""
MOST: Final = 4
"""Scenarios that can be read side by side."""
SCOPES: Final = ("programme", "region", "disp", "prison", "company")
Mixtures = dict[frozenset[Part], tuple[Ensemble, Array]]
"""Of the parts that were taken from the other scenario: draws, and their means (indicators, N, P)."""
ENDS: Final = ("_low", "_high")
VALUE: Final = ("value", "low", "high")
GAP: Final = (
    "difference",
    "difference_low",
    "difference_high",
    *(f"of_{part}" for part in PARTS),
    *(f"of_{part}{end}" for part in PARTS for end in ENDS),
)
"""What sets a scenario apart, and what that is made of."""


@dataclass(frozen=True)
class Comparison:
    """Some scenarios against the first of them."""

    programmes: tuple[Programme, ...]
    table: pd.DataFrame
    """One row by indicator, scope, id, period (the index). Columns by (scenario, measure): VALUE of every scenario; GAP
    of every scenario but the first, empty where the two cannot be set against each other."""
    differing: tuple[tuple[Part, ...], ...]
    """The parts in which each scenario but the first differs from it."""
    untold: tuple[InputFaults | None, ...]
    """Why the parts of a difference cannot be told (a mixture that law or pay forbids); None where they are."""
    draws: int
    """Draws that all scenarios share."""


def differing(reference: Programme, other: Programme) -> tuple[Part, ...]:
    """The parts in which two programmes differ. Of profiles, those that both know count: which ones are in play is a
    choice."""
    return tuple(
        part for part, fields in PARTS.items()
        if any(_unlike(reference, other, name) for name in fields if name not in NAMES)
    )  # fmt: skip


def _unlike(reference: Programme, other: Programme, name: str) -> bool:
    mine, its = getattr(reference, name), getattr(other, name)
    if isinstance(mine, dict):
        return any(mine[key] != its[key] for key in mine.keys() & its.keys())
    return bool(mine != its)


def exchanged(reference: Programme, other: Programme, parts: frozenset[Part]) -> Programme:
    """The reference with some parts of another programme. A profile that only one of them knows stays available."""
    taken: dict[str, object] = {}
    for part, fields in PARTS.items():
        first, second = (other, reference) if part in parts else (reference, other)
        for name in fields:
            value = getattr(first, name)
            taken[name] = {**getattr(second, name), **value} if isinstance(value, dict) else value
    return reference.model_copy(update=taken)


def shares(parts: Sequence[Part], value: Callable[[frozenset[Part]], Array]) -> dict[Part, Array]:
    """What each part brings: its mean over all orders of exchange. They add up to value(all) less value(none)."""
    orders = list(permutations(parts))
    found: dict[Part, Array] = {}
    for part in parts:
        gains = []
        for order in orders:
            before = frozenset(order[: order.index(part)])
            gains.append(value(before | {part}) - value(before))
        found[part] = np.asarray(np.mean(gains, axis=0))
    return found


def compare(programmes: Sequence[Programme], draws: int, seed: int,
            progress: Callable[[int, int], None] | None = None, stop: Callable[[], bool] | None = None,
            scopes: tuple[str, ...] = SCOPES) -> Comparison:  # fmt: skip
    """Compare some programmes with the first on the same draws.

    progress(done, all) counts scenarios and mixtures of their parts; ``stop()`` ends early: what comes back is then of
    no use. Raises ValueError when two have one id, InputFaults when a plan is still to be found, or when law or pay of
    a scenario cannot be told.
    """
    first, *others = programmes
    if len({one.id for one in programmes}) < len(programmes):
        raise ValueError("scenarios to compare must have ids of their own")
    apart = [differing(first, other) for other in others]
    steps, done = len(programmes) + sum(max(0, 2 ** len(parts) - 2) for parts in apart), 0

    def drawn(programme: Programme) -> Ensemble:
        nonlocal done
        known = ready(programme, scopes)
        gathered = grow(Ensemble(known), known, draws, seed, stop=stop)
        done += 1
        if progress is not None:
            progress(done, steps)
        return gathered

    def mixed(other: Programme, taken: frozenset[Part]) -> Ensemble:
        return drawn(exchanged(first, other, taken))

    whole = [drawn(programme) for programme in programmes]
    frame = _Frame.of(whole, scopes)
    told = [frame.means(gathered) for gathered in whole]
    columns, untold = frame.measured(programmes, whole, told), list[InputFaults | None]()
    seen = [(gathered, means["value"]) for gathered, means in zip(whole, told, strict=True)]
    for other, its, parts in zip(others, seen[1:], apart, strict=True):
        nothing = np.where(np.isfinite(columns[other.id, "difference"]), 0.0, np.nan)
        try:
            known = {frozenset[Part](): seen[0], frozenset(parts): its}
            known |= frame.mixed(parts, known, partial(mixed, other))
            gains, ends = frame.made_of(parts, known)
            untold.append(None)
        except InputFaults as found:
            nothing, gains, ends = np.full_like(nothing, np.nan), {}, {}
            untold.append(found)
        for part in PARTS:
            columns[other.id, f"of_{part}"] = gains.get(part, nothing)
            for place, end in enumerate(ENDS):
                columns[other.id, f"of_{part}{end}"] = ends[part][place] if part in ends else nothing
    table, shared = frame.table(columns, programmes), min(gathered.draws for gathered in whole)
    return Comparison(tuple(programmes), table, tuple(apart), tuple(untold), shared)


def beside(whole: Sequence[Ensemble], scopes: tuple[str, ...] = ("programme",)) -> pd.DataFrame:
    """Draws of some scenarios, of one seed, with the first: the table of a Comparison, except what a difference is made
    of, which would take draws of its own. Raises ValueError when two scenarios have one id."""
    programmes = [gathered.known.programme for gathered in whole]
    if len({one.id for one in programmes}) < len(programmes):
        raise ValueError("scenarios to compare must have ids of their own")
    frame = _Frame.of(whole, scopes)
    columns = frame.measured(programmes, whole, [frame.means(gathered) for gathered in whole])
    return frame.table(columns, programmes)


@dataclass(frozen=True)
class _Frame:
    """The members and periods of some scenarios together."""

    members: tuple[tuple[str, str], ...]
    periods: tuple[str, ...]
    indicators: tuple[str, ...]

    @classmethod
    def of(cls, gathered: Sequence[Ensemble], scopes: tuple[str, ...]) -> _Frame:
        """Those of some ensembles, in their order; periods in the order of years, then the total."""
        wheres = [one.known.where for one in gathered]
        members = dict.fromkeys(member for where in wheres for member in where.members if member[0] in scopes)
        periods = sorted({period for where in wheres for period in where.periods})
        return cls(tuple(members), tuple(periods), tuple(gathered[0].known.programme.indicators))

    def means(self, gathered: Ensemble) -> dict[str, Array]:
        """(indicators, N, P) mean, low and high of each indicator."""
        told = gathered.indicators(tuple(dict.fromkeys(scope for scope, _ in self.members))).set_index(
            ["indicator", "scope", "id", "period"]
        )[list(VALUE)]
        index = pd.MultiIndex.from_tuples(list(self._keys()), names=told.index.names)
        shape = (len(self.indicators), len(self.members), len(self.periods))
        found = {name: told[name].reindex(index).to_numpy().reshape(shape).copy() for name in VALUE}
        absent = self._nothing(gathered)
        for values in found.values():
            values[absent] = 0.0
        return found

    def mixed(self, parts: Sequence[Part], known: Mixtures, mixture: Callable[[frozenset[Part]], Ensemble]) -> Mixtures:
        """The mixtures of some parts that are not known yet. Raises InputFaults where law or pay forbids one."""
        several = (frozenset(some) for size in range(1, len(parts)) for some in combinations(parts, size))
        drawn = {taken: mixture(taken) for taken in several if taken not in known}
        return {taken: (gathered, self.means(gathered)["value"]) for taken, gathered in drawn.items()}

    def made_of(self, parts: Sequence[Part], known: Mixtures) -> tuple[dict[Part, Array], dict[Part, list[Array]]]:
        """(indicators, N, P) each: what the parts of a difference bring, and the ends of its 90 % interval, draw by
        draw; known: all mixtures of the parts."""
        ends: dict[Part, list[list[Array]]] = {part: [] for part in parts}
        for name in self.indicators:
            placed = {taken: self._placed(gathered, name).astype(np.float64) for taken, (gathered, _) in known.items()}
            for part, of in shares(parts, placed.__getitem__).items():
                ends[part].append(quantiles(np.moveaxis(of, 0, -1).astype(np.float32), (LOW, HIGH)))
        gains = shares(parts, lambda taken: known[taken][1])
        return gains, {part: [np.stack(end) for end in zip(*told, strict=True)] for part, told in ends.items()}

    def measured(
        self, programmes: Sequence[Programme], whole: Sequence[Ensemble], told: Sequence[dict[str, Array]]
    ) -> dict[tuple[str, str], Array]:
        """VALUE of every scenario (told: its means), and what sets it apart from the first."""
        columns = {
            (programme.id, name): means[name]
            for programme, means in zip(programmes, told, strict=True)
            for name in VALUE
        }
        for other, gathered, means in zip(programmes[1:], whole[1:], told[1:], strict=True):
            low, high = self.spread(whole[0], gathered)
            apart = {"difference": means["value"] - told[0]["value"], "difference_low": low, "difference_high": high}
            columns |= {(other.id, name): values for name, values in apart.items()}
        return columns

    def _keys(self) -> Iterator[tuple[str, str, str, str]]:
        for indicator in self.indicators:
            for scope, member in self.members:
                for period in self.periods:
                    yield indicator, scope, member, period

    def _nothing(self, gathered: Ensemble) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
        """(indicators, N, P) where a member takes no part in a scenario, in a period that it has: nothing of what can
        be counted; a rate of nothing has no value."""
        where = gathered.known.where
        counted = np.array([name not in RATES for name in self.indicators])
        outside = np.array([member not in set(where.members) for member in self.members])
        there = np.array([period in where.periods for period in self.periods])
        return np.asarray(counted[:, None, None] & outside[:, None] & there)

    def _placed(self, gathered: Ensemble, name: str) -> Single:
        """(D, N, P) draws of an indicator, NaN or 0 where it has none."""
        where, drawn = gathered.known.where, gathered.of(name)
        rows, columns = {m: r for r, m in enumerate(where.members)}, {p: c for c, p in enumerate(where.periods)}
        mine = np.array([rows.get(member, -1) for member in self.members])
        when = np.array([columns.get(period, -1) for period in self.periods])
        found = drawn[:, mine][:, :, when].copy()
        found[:, :, when < 0] = np.nan
        found[:, mine < 0] = np.nan if name in RATES else 0.0
        found[:, :, when < 0] = np.nan
        return np.asarray(found)

    def spread(self, reference: Ensemble, other: Ensemble) -> tuple[Array, Array]:
        """(indicators, N, P) ends of the 90 % interval of the difference, draw by draw."""
        ends = []
        for name in self.indicators:
            mine, its = self._placed(reference, name), self._placed(other, name)
            draws = min(len(mine), len(its))
            low, high = quantiles(np.moveaxis(its[:draws] - mine[:draws], 0, -1), (LOW, HIGH))
            ends.append((low, high))
        return np.stack([low for low, _ in ends]), np.stack([high for _, high in ends])

    def table(self, columns: dict[tuple[str, str], Array], programmes: Sequence[Programme]) -> pd.DataFrame:
        """Tidy rows, those without any value left out."""
        index = pd.MultiIndex.from_tuples(list(self._keys()), names=["indicator", "scope", "id", "period"])
        order = [(p.id, name) for p in programmes for name in VALUE]
        order += [(p.id, name) for p in programmes[1:] for name in GAP if (p.id, name) in columns]
        found = pd.DataFrame({key: columns[key].reshape(-1) for key in order}, index=index)
        found.columns = pd.MultiIndex.from_tuples(order, names=["scenario", "measure"])
        values = [(p.id, "value") for p in programmes]
        return found[found[values].notna().any(axis=1)]
