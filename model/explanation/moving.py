"""A programme with some of its figures moved, or watched while it is computed; nothing is validated again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from types import new_class
from typing import Any

from pydantic import BaseModel

from model.explanation.figures import SEATS, Place, Stand
from model.schema.law import DatedValue
from model.schema.programme import Programme
from model.schema.quantity import Figure

STEP = 0.01
"""By how much an input is moved, as a share of its value."""
MONTHS = "months"
"""Unit of durations: they are counted in whole months, so they are moved by one."""


@dataclass(frozen=True)
class Step:
    """How an input is moved."""

    times: float = 1.0
    plus: float = 0.0
    relative: float = STEP
    """The change as a share of the input's value."""

    def on(self, value: float) -> float:
        """A value after it."""
        return value * self.times + self.plus


def step_of(known: Sequence[Stand]) -> Step:
    """1 % up; down where a share would exceed 1. A duration: one month more, over the mean of the durations."""
    figures = [q for stand in known if isinstance(stand.figure, Figure) for q in stand.figure.entries]
    if figures and all(q.unit == MONTHS for q in figures):
        mean = sum(q.value for q in figures) / len(figures)
        return Step(plus=1.0, relative=1.0 / mean if mean else 1.0)
    if any(_tops(q.unit, q.value) for q in figures):
        return Step(times=1 - STEP, relative=-STEP)
    return Step(times=1 + STEP)


def _tops(unit: str | None, value: float) -> bool:
    return (unit or "").startswith(("share", "probability")) and value * (1 + STEP) > 1


def moved(programme: Programme, known: Iterable[Stand], step: Step) -> Programme:
    """The programme with some figures moved."""
    return _changed(programme, [(stand.place, _after(programme, stand, step)) for stand in known])


def _after(programme: Programme, stand: Stand, step: Step) -> Any:
    """What stands in a place after a step: a figure, a law, a number of the policy, a workshop of the plan."""
    figure, part = stand.figure, stand.part
    if isinstance(figure, Figure):
        entries = tuple(q.model_copy(update={"value": step.on(q.value)}) for q in figure.entries)
        return figure.model_copy(update={"entries": entries})
    if isinstance(figure, DatedValue) and part:
        scale = tuple(b.model_copy(update={part: step.on(getattr(b, part))}) for b in figure.brackets)
        return figure.model_copy(update={"brackets": scale})
    if isinstance(figure, DatedValue):
        return figure.model_copy(update={"value": step.on(figure.value or 0.0)})
    if stand.name != SEATS:
        rule, _, number = str(getattr(programme.scenario.policy, str(stand.place[-1]))).partition(":")
        return f"{rule}:{step.on(figure)}" if number else step.on(figure)
    opening = programme.scenario.openings[int(stand.place[-1])]
    ramp = tuple(step.on(seats) for seats in opening.ramp)
    return opening.model_copy(update={"seats": step.on(opening.seats), "ramp": ramp})


def watched(programme: Programme, known: Iterable[Stand]) -> tuple[Programme, Callable[[], set[str]]]:
    """The same programme, and a question: the inputs (``Stand.read_as``) that were read since it was last asked."""
    seen: set[str] = set()
    names: dict[int, str] = {}

    @cache
    def watching(kind: type[BaseModel], attributes: tuple[str, ...]) -> type[BaseModel]:
        """The same kind of figure, which notes that it is read."""

        def reads(self: BaseModel, attribute: str) -> Any:
            if attribute in attributes:
                seen.add(names.get(id(self), ""))
            return kind.__getattribute__(self, attribute)

        watches = {"__module__": __name__, "__getattribute__": reads}
        return new_class("Watched", (kind,), exec_body=lambda body: body.update(watches))

    news = []
    for stand in known:
        if isinstance(stand.figure, Figure | DatedValue):
            attributes = ("entries",) if isinstance(stand.figure, Figure) else ("value", "brackets")
            figure = watching(type(stand.figure), attributes).model_construct(**dict(stand.figure))
            names[id(figure)] = stand.read_as
            news.append((stand.place, figure))

    def asked() -> set[str]:
        read = seen - {""}
        seen.clear()
        return read

    built = _changed(programme, news)
    seen.clear()
    return built, asked


def _changed(programme: Programme, news: Iterable[tuple[Place, Any]]) -> Programme:
    """The programme with other things at some places."""
    tree: dict[Any, Any] = {}
    for place, new in news:
        branch = tree
        for step in place[:-1]:
            branch = branch.setdefault(step, {})
        branch[place[-1]] = _New(new)
    built: Programme = _grown(programme, tree)
    return built


@dataclass(frozen=True)
class _New:
    value: Any


def _grown(thing: Any, tree: dict[Any, Any]) -> Any:
    """A copy of a model, a collection or a list with what a tree says in its places."""

    def new(old: Any, branch: Any) -> Any:
        return branch.value if isinstance(branch, _New) else _grown(old, branch)

    if isinstance(thing, dict):
        return thing | {key: new(thing[key], branch) for key, branch in tree.items()}
    if isinstance(thing, tuple):
        return tuple(new(old, tree[i]) if i in tree else old for i, old in enumerate(thing))
    return thing.model_copy(update={key: new(getattr(thing, key), branch) for key, branch in tree.items()})
