"""How much each input weighs on each indicator: the expected engine, with one input after the other moved by 1 %.

An input is moved everywhere at once; where some of its figures are found in a source and others are not, the two kinds
are moved apart, so that the share of each is measured, not apportioned. Axes: V moves, N members, P periods.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model import workshops as plan
from model.explanation.figures import Stand, stands
from model.explanation.moving import Step, moved, step_of, watched
from model.explanation.together import profiles
from model.frame import Frame, frame
from model.indicators import values
from model.law import Law
from model.money import Array
from model.outcomes import outcomes
from model.person_months import Monthly
from model.rates import Setting, prepare, rates
from model.reading import Central
from model.schema.programme import Programme
from model.slips import Slips, slips
from model.tenure import Profile, profile
from model.workforce import Workforce, expected, staying
from model.workshops import Flags, Workshops

TOGETHER = 8
"""Moves whose cohorts are followed in one go."""
SCOPES = ("programme", "prison")
"""Scopes that are asked about by default."""


@dataclass(frozen=True)
class Move:
    """Figures of one input that are known alike, moved together."""

    name: str
    sourced: bool
    """Whether they were found in a source."""
    stands: tuple[Stand, ...]
    step: Step

    @property
    def read_as(self) -> str:
        """The input that is read to know it."""
        return self.stands[0].read_as

    @property
    def chosen(self) -> bool:
        """Whether it is a number of the scenario itself."""
        return self.name.startswith("scenario.")


@dataclass(frozen=True)
class Weights:
    """What each move does to each indicator."""

    programme: Programme
    where: Frame
    moves: tuple[Move, ...]
    best: dict[str, Array]
    """By indicator, (N, P): every input at its best value."""
    slopes: dict[str, Array]
    """By indicator, (V, N, P): change of the indicator for a relative change of 1, from a move of 1 %."""

    def elasticities(self, indicator: str, member: int, period: int) -> Array:
        """(V,) relative change of the indicator over that of the input; NaN where the indicator is 0."""
        best = self.best[indicator][member, period]
        slopes = self.slopes[indicator][:, member, period]
        return np.asarray(slopes / best if best else np.full(len(slopes), np.nan))

    @cached_property
    def _guessed(self) -> Flags:
        return np.array([not move.sourced for move in self.moves], dtype=np.bool_)

    def share_assumed(self, indicator: str, member: int, period: int) -> float:
        """Sum of absolute elasticities of inputs not found in a source over that of all; NaN where nothing moves."""
        sizes = np.abs(self.slopes[indicator][:, member, period])
        guessed, found = float(sizes[self._guessed].sum()), float(sizes[~self._guessed].sum())
        return guessed / (guessed + found) if guessed + found > 0 else float("nan")

    def shares(self) -> dict[tuple[str, str], float]:
        """The share that rests on assumptions, for the programme as a whole, by indicator and period."""
        member = self.where.members.index(("programme", ""))
        return {
            (name, period): self.share_assumed(name, member, place)
            for name in self.best
            for place, period in enumerate(self.where.periods)
        }


@dataclass(frozen=True)
class _Base:
    """The programme as it is, and which inputs each stage of it reads."""

    workshops: Workshops
    force: Workforce
    setting: Setting
    of_people: set[str]
    of_pay: set[str]
    of_tenure: set[str]
    of_rest: set[str]

    @property
    def read(self) -> set[str]:
        """All that is read."""
        return self.of_people | self.of_pay | self.of_tenure | self.of_rest

    @property
    def of_pay_alone(self) -> set[str]:
        """What moves nothing but through a pay slip."""
        return self.of_pay - self.of_people - self.of_tenure - self.of_rest


@dataclass(frozen=True)
class _Case:
    """The programme after a move, up to its pay slips; what tenure brings, where it is known."""

    move: Move
    programme: Programme
    workshops: Workshops
    force: Workforce
    slip: Slips
    tenure: Profile | None = None


def weights(programme: Programme, scopes: tuple[str, ...] = SCOPES) -> Weights:
    """Move every input that the plan reads, and see what follows. Raises InputFaults as :func:`projection.project`."""
    known = stands(programme)
    base = _base(programme, known, scopes)
    where = frame(programme, base.workshops, scopes)
    best = _values(where, base.setting, base.force)
    moves, found = list[Move](), list[dict[str, Array]]()
    for move, change in _changes(where, base, programme, _moves(known, base.read)):
        slopes = {name: (value - best[name]) / move.step.relative for name, value in change.items()}
        if any(np.nan_to_num(slope).any() for slope in slopes.values()):
            moves.append(move)
            found.append(slopes)
    together = {
        name: np.nan_to_num(np.stack([slopes[name] for slopes in found])) if found else np.zeros((0, *value.shape))
        for name, value in best.items()
    }
    return Weights(programme, where, tuple(moves), best, together)


def _base(programme: Programme, known: list[Stand], scopes: tuple[str, ...]) -> _Base:
    seen_through, read = watched(programme, known)
    workshops = plan.of(seen_through)
    force = expected(workshops)
    of_people = read()
    slip = slips(seen_through, Law(seen_through.law, seen_through.outlook), workshops)
    of_pay = read()
    tenure = profile(seen_through, workshops, slip, False, force)
    of_tenure = read()
    like = prepare(seen_through, workshops, slip=slip, tenure=tenure)
    read()  # which months pay alike is not asked again
    setting = prepare(seen_through, workshops, slip=slip, tenure=tenure, like=like)
    _values(frame(programme, workshops, scopes), setting, force)
    of_rest = read()
    workshops = plan.of(programme)
    setting = prepare(programme, workshops, slip=slip, tenure=tenure, like=like)
    return _Base(workshops, force, setting, of_people, of_pay, of_tenure, of_rest)


def _moves(known: list[Stand], read: set[str]) -> list[Move]:
    """What is moved: every input that is read, its figures found in a source apart from the others; choices always."""
    groups: dict[tuple[str, bool], list[Stand]] = {}
    for stand in known:
        if stand.read_as in read or stand.name.startswith("scenario."):
            groups.setdefault((stand.name, stand.sourced), []).append(stand)
    return [Move(name, sourced, tuple(those), step_of(those)) for (name, sourced), those in groups.items()]


def _case(base: _Base, programme: Programme, move: Move) -> _Case | None:
    """What follows from a move, None when nothing can; a stage that does not read the input is not computed again.
    Months that paid alike still do."""
    other, old, name = moved(programme, move.stands, move.step), base.setting, move.read_as
    moves_people = move.chosen or name in base.of_people
    in_plan = name.partition(".")[0] in ("prisons", "companies", "activities")
    workshops = plan.of(other) if moves_people or in_plan else base.workshops
    force = expected(workshops) if moves_people else base.force
    pays = move.chosen or name in base.of_pay
    same = [old.months[period] for period in old.period]
    slip = slips(other, Law(other.law, other.outlook), workshops, same) if pays else old.slip
    if name in base.of_pay_alone and all(np.array_equal(new, part) for new, part in _pairs(slip, old.slip)):
        return None
    paid_alike = np.array_equal(slip.victims, old.slip.victims) and np.array_equal(
        slip.victims_stop, old.slip.victims_stop
    )
    case = _Case(move, other, workshops, force, slip)
    if name in base.of_tenure and not in_plan:
        return replace(case, tenure=profile(other, workshops, slip, False, force))
    again = moves_people or name in base.of_tenure or not paid_alike
    return case if again else replace(case, tenure=old.profile)


def _changes(where: Frame, base: _Base, programme: Programme, moves: Sequence[Move]) -> Iterator[
    tuple[Move, dict[str, Array]]
]:  # fmt: skip
    """Every indicator (N, P) after each of some moves; cohorts of several are followed together."""
    for first in range(0, len(moves), TOGETHER):
        cases = [c for move in moves[first : first + TOGETHER] if (c := _case(base, programme, move)) is not None]
        waiting = [case for case in cases if case.tenure is None]
        found = iter(profiles(programme, [(case.workshops, case.slip, case.force) for case in waiting]))
        for case in cases:
            tenure = next(found) if case.tenure is None else case.tenure
            setting = prepare(case.programme, case.workshops, slip=case.slip, tenure=tenure, like=base.setting)
            yield case.move, _values(where, setting, case.force)


def _pairs(new: Slips, old: Slips) -> Iterator[tuple[Array, Array]]:
    return zip(vars(new).values(), vars(old).values(), strict=True)


def _values(where: Frame, setting: Setting, force: Workforce) -> dict[str, Array]:
    """Every indicator, (N, P), of the expected engine."""
    workshops, time = setting.workshops, setting.stretches
    counts = {name: count[None] for name, count in staying(force, workshops.stays).items()}
    read = rates(setting, Central())
    told = Monthly(setting.sums, counts, workshops.stays[None], workshops.exit[None], time, read.debt)
    out = outcomes(setting, read, told)
    found = values(where, setting.programme, workshops, out, time, read)
    return {name: np.asarray(value)[0] if np.ndim(value) == 3 else np.asarray(value) for name, value in found.items()}
