"""What indicators are about: members of scopes, and periods. Axes: W workshops, M months, N members, P periods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array

from model.money import Array
from model.schema.programme import Programme
from model.workshops import Whole, Workshops

SCOPES = ("programme", "region", "disp", "prison", "company", "workshop")


@dataclass(frozen=True)
class Frame:
    """Which workshops and months an indicator is about."""

    members: tuple[tuple[str, str], ...]
    """(scope, id) of the N members."""
    periods: tuple[str, ...]
    """The P periods: years, then total."""
    whose: Array
    """(N, W) which workshops belong to a member."""
    span: Array
    """(M, P) which months belong to a period."""

    @cached_property
    def alike(self) -> Whole:
        """(N,) which of the members told apart has a member's values: a prison of one workshop has that workshop's.

        The programme has what belongs to no workshop, and is told apart.
        """
        known: dict[object, int] = {}
        whose = (
            (scope == "programme", row.tobytes()) for (scope, _), row in zip(self.members, self.whose, strict=True)
        )
        return np.array([known.setdefault(key, len(known)) for key in whose], dtype=np.int64)

    @cached_property
    def told_apart(self) -> Frame:
        """The same periods, the first member of each that are alike."""
        return self.some(np.unique(self.alike, return_index=True)[1])

    @cached_property
    def year(self) -> Whole:
        """(M,) index of each month's year."""
        return np.asarray(np.argmax(self.span[:, :-1], axis=1))

    @cached_property
    def first(self) -> Whole:
        """(Y,) first month of each year."""
        return np.asarray(np.argmax(self.span[:, :-1], axis=0))

    @cached_property
    def last(self) -> Whole:
        """(P,) last month of each period."""
        return np.asarray(self.span.shape[0] - 1 - np.argmax(self.span[::-1], axis=0))

    @cached_property
    def _sparse(self) -> csr_array:
        return csr_array(self.whose)

    def some(self, rows: Whole) -> Frame:
        """The same periods, some of the members."""
        return replace(self, members=tuple(self.members[row] for row in rows), whose=self.whose[rows])

    def of_members(self, known: Array) -> Array:
        """(..., N, P) sums over the workshops of each member, from (..., W, P)."""
        first = np.moveaxis(known, -2, 0)
        added = np.asarray(self._sparse @ first.reshape(len(first), -1))
        return np.moveaxis(added.reshape(-1, *first.shape[1:]), 0, -2)


def frame(programme: Programme, workshops: Workshops, scopes: tuple[str, ...] = SCOPES) -> Frame:
    """The members and periods of a programme."""
    years = [m[:4] for m in programme.months]
    periods = (*dict.fromkeys(years), "total")
    span = np.array([[1.0 if p in (y, "total") else 0.0 for p in periods] for y in years])
    found = [(scope, name, rows) for scope in scopes for name, rows in _members(workshops, scope)]
    whose = np.zeros((len(found), len(workshops.list)))
    for row, (_, _, of_member) in enumerate(found):
        whose[row, of_member] = 1.0
    return Frame(tuple((scope, name) for scope, name, _ in found), periods, whose, span)


def _members(workshops: Workshops, scope: str) -> Iterator[tuple[str, list[int]]]:
    """Each member of a scope with the rows of its workshops."""
    found: dict[str, list[int]] = {}
    for row, workshop in enumerate(workshops.list):
        place = workshop.prison.place
        key = {"programme": "", "region": place.region, "disp": place.disp, "prison": workshop.prison.id,
               "company": workshop.company.id, "workshop": workshop.id}[scope]  # fmt: skip
        found.setdefault(key, []).append(row)
    yield from found.items()
