"""A plan against what happened: compared and planned anew beside the pages, kept for the visitor who brought it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from model.follow_up import FollowUp, follow_up
from model.replan import Replan, replan
from model.rollout.solution import Progress
from model.schema.programme import Programme
from ui import cached, catalogues
from ui.futures import ALL, SEED
from ui.job import Job, Stop, Tell

SECONDS: Final = 60.0
"""Of the search for the plan from today."""
KEY: Final = "followed-files"
"""Where they stand in a visitor's session."""
MOST: Final = 4
"""Files and scenarios of one visitor that are kept, the last ones."""


class Following:
    """One file of what happened against one plan."""

    def __init__(self, programme: Programme, today: catalogues.FromToday) -> None:
        self.programme, self.today = programme, today
        self.compared: Job[FollowUp] = Job("follow-up", self._compare)
        self.replanned: Job[Replan] = Job("replan", self._replan)

    def _compare(self, tell: Tell, stop: Stop) -> FollowUp | None:
        tell("months", 0.1)
        return follow_up(self.programme, self.today.happened, ALL, SEED, stop)

    def _replan(self, tell: Tell, stop: Stop) -> Replan | None:
        if self.today.to_plan is None:
            return None
        tell("replan", 0.0)

        def told(progress: Progress) -> None:
            tell("replan", min(1.0, progress.seconds / SECONDS))

        asked, left = self.today.programme(self.today.to_plan), self.today.as_planned
        return replan(asked, None if left is None else self.today.programme(left), SECONDS, told, stop)


def following(reference: str, settings: cached.Settings, name: str, content: bytes) -> Following:
    """What happened against the plan of a scenario, nothing begun: kept in the visitor's session, so that what she
    brings is hers alone and goes with it. Raises InputFaults with every bad row."""
    kept: dict[tuple[object, ...], Following] = st.session_state.setdefault(KEY, {})
    asked = (cached.now(reference, settings), reference, settings, name, content)
    if asked not in kept:
        programme = cached.result(reference, settings).programme
        kept[asked] = Following(programme, catalogues.from_today(programme, reference, settings, name, content))
    while len(kept) > MOST:
        del kept[next(iter(kept))]
    return kept[asked]
