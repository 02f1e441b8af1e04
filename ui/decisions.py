"""What a visitor asks of the plan: target and limits, as changes of the scenario's own inputs.

Each field stands for one path of the scenario; a value that is the file's is no change.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import streamlit as st

from model.rollout import impossible
from model.rollout.calendar import calendar
from model.rollout.pairs import ready_by
from model.rollout.planned import free
from model.rollout.reach import possible
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from model.schema.rollout import Forbidden, Pin
from model.schema.scenario import Scenario, Target
from ui import cached, catalogues, state

Ramp = Literal["hard", "penalised", "free"]
RAMPS: Final = get_args(Ramp)
THOUSAND: Final = 1e3
TARGET, OPENINGS, BUDGET, WOMEN, RAMP = (
    "targets.seats", "limits.openings_per_quarter", "limits.state_capex", "limits.women_share", "limits.company_ramp",
)  # fmt: skip
PIN, FORBID = "pin", "forbid"
PATHS: Final = (TARGET, BUDGET, OPENINGS, WOMEN, RAMP, PIN, FORBID)
"""In the order of the page."""


@dataclass(frozen=True)
class Decisions:
    """The fields of the page; None where there is no target or no limit."""

    level: int | None
    """People at work."""
    by: int
    """By the end of this year."""
    openings: int | None
    """In a quarter."""
    budget: tuple[int | None, ...]
    """Thousands of euros of State investment in each year of the scenario."""
    women: float
    """Least share of the seats, in %."""
    ramp: Ramp


def names() -> dict[str, str]:
    """What each is called, by its path."""
    _ = state.words()
    return {
        TARGET: _("Target (people at work)"),
        BUDGET: _("State investment by year"),
        OPENINGS: _("Openings per quarter"),
        WOMEN: _("Women's share"),
        RAMP: _("Companies' seats a year"),
        PIN: _("Openings decided beforehand"),
        FORBID: _("Pairs forbidden"),
    }


def years(programme: Programme) -> tuple[int, ...]:
    """The years of a scenario."""
    return tuple(dict.fromkeys(int(m[:4]) for m in programme.months))


def of(programme: Programme) -> Decisions:
    """What a programme asks for now."""
    limits, seats, span = programme.scenario.limits, programme.scenario.targets.seats, years(programme)
    target = seats if isinstance(seats, Target) else Target(at_least=seats)
    budget = tuple(None if (most := limits.state_capex.get(y)) is None else round(most / THOUSAND) for y in span)
    level = None if target.at_least is None else int(target.at_least)
    return Decisions(level, target.by or span[-1], limits.openings_per_quarter, budget,
                     round(100 * limits.women_share, 1), limits.company_ramp)  # fmt: skip


def filed(settings: cached.Settings) -> cached.Settings:
    """The changes but for those that this page makes."""
    return tuple(s for s in settings if not any(state.below(s, path) for path in PATHS))


def changes(asked: Decisions, programme: Programme, filed: Programme) -> dict[str, str | None]:
    """The value of each path as a link writes it; None where it is the file's. programme: as it is now, with the most
    of the target, which no field holds."""
    file, most = of(filed), _most(programme.scenario)
    same = (asked.level, asked.by, most) == (file.level, file.by, _most(filed.scenario))
    return {
        TARGET: None if same else _target(asked, most),
        OPENINGS: _value(asked.openings, file.openings),
        BUDGET: None if asked.budget == file.budget else _budget(asked.budget, years(programme)),
        WOMEN: None if asked.women == file.women else f"{asked.women / 100:.4g}",
        RAMP: None if asked.ramp == file.ramp else asked.ramp,
    }


def decided(pins: tuple[Pin, ...], bans: tuple[Forbidden, ...], file: Scenario) -> dict[str, str | None]:
    """The same of openings pinned and pairs forbidden."""
    return {
        PIN: None if pins == file.pin else _rows(pins),
        FORBID: None if bans == file.forbid else _rows(bans),
    }


def without(path: str) -> cached.Settings:
    """The changes less one of them."""
    return state.changed({path: None})


def checked(wanted: cached.Settings) -> Programme:
    """The programme with some changes, if a plan can be asked of it. Raises InputFaults, and nothing is applied."""
    found = cached.programme(state.reference(), wanted)
    possible(free(found))
    return found


def quarters(programme: Programme) -> tuple[str, ...]:
    """Quarters in which a workshop decided now can open."""
    when = calendar(programme)
    return tuple(q for q, ready in zip(when.quarters, ready_by(programme, when), strict=True) if ready)


def contradicted(reference: str, settings: cached.Settings) -> tuple[Fault, ...]:
    """Why no plan can hold the openings decided beforehand (``model.rollout.impossible``)."""
    return _contradicted(catalogues.stamp(), reference, settings)


@st.cache_resource(show_spinner=False, max_entries=64)
def _contradicted(at: int, reference: str, settings: cached.Settings) -> tuple[Fault, ...]:
    return impossible.contradicted(free(cached.programme(reference, settings)))


def with_pin(programme: Programme, pin: Pin) -> tuple[Pin, ...]:
    """The openings pinned, one more, in the place of another date of the same pair. Raises InputFaults for a workshop
    that stands already."""
    if any(p.existing and (p.prison, p.company) == (pin.prison, pin.company) for p in programme.scenario.pin):
        raise InputFaults([Fault("pin_of_standing", fields={"prison": pin.prison, "company": pin.company})])
    return (*(p for p in programme.scenario.pin if (p.prison, p.company) != (pin.prison, pin.company)), pin)


def _value(asked: object, file: object) -> str | None:
    if asked == file:
        return None
    return "null" if asked is None else str(asked)


def _most(scenario: Scenario) -> float | None:
    seats = scenario.targets.seats
    return seats.at_most if isinstance(seats, Target) else None


def _target(asked: Decisions, most: float | None) -> str:
    if asked.level is None and most is None:
        return "null"
    return _row(Target(at_least=asked.level, at_most=most, by=asked.by))


def _budget(budget: tuple[int | None, ...], span: tuple[int, ...]) -> str:
    known = [f"{y}: {round(most * THOUSAND)}" for y, most in zip(span, budget, strict=True) if most is not None]
    return "{" + ", ".join(known) + "}"


def _rows(rows: tuple[Forbidden, ...]) -> str:
    return "[" + ", ".join(map(_row, rows)) + "]"


def _row(row: Target | Forbidden) -> str:
    said = row.model_dump(exclude_defaults=True, exclude_none=True)
    return "{" + ", ".join(f"{k}: {_written(v)}" for k, v in said.items()) + "}"


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.10g}" if isinstance(value, float) else str(value)
