"""A plan against what happened: read, compared and planned anew beside the pages, kept while the page is open."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from model.follow_up import FollowUp, follow_up
from model.loading import actuals
from model.loading.added import with_documents
from model.loading.assembly import programme as assembled
from model.loading.replanned import replanned, to_replan, with_plan
from model.loading.strict import read_text
from model.replan import Replan, replan
from model.rollout.solution import Progress
from model.schema.programme import Programme
from ui import cached, catalogues
from ui.futures import ALL, SEED
from ui.job import Job, Stop, Tell

SECONDS: Final = 60.0
"""Of the search for the plan from today."""


class Following:
    """One file of what happened against one plan."""

    def __init__(self, programme: Programme, reference: str, settings: cached.Settings, name: str, content: bytes):
        self.programme, self.catalogue = programme, catalogues.catalogue()
        self.happened = actuals.told(name, content, programme)
        asked = (self.catalogue, programme, reference, settings, self.happened)
        self.as_planned = replanned(*asked)
        """The scenario from today with its plan as it was, as YAML; None when nothing is left of it."""
        self._to_plan = to_replan(*asked)
        self.compared: Job[FollowUp] = Job("follow-up", self._compare)
        self.replanned: Job[Replan] = Job("replan", self._replan)

    def optimised(self) -> str:
        """The scenario from today with the plan that was found, as YAML."""
        assert self._to_plan is not None, "a plan was found"
        assert self.replanned.result is not None, "a plan was found"
        return with_plan(self._to_plan, self.replanned.result.after)

    def _compare(self, tell: Tell, stop: Stop) -> FollowUp | None:
        tell("months", 0.1)
        return follow_up(self.programme, self.happened, ALL, SEED, stop)

    def _replan(self, tell: Tell, stop: Stop) -> Replan | None:
        if self._to_plan is None or self.as_planned is None:
            return None
        tell("replan", 0.0)

        def told(progress: Progress) -> None:
            tell("replan", min(1.0, progress.seconds / SECONDS))

        return replan(self._read(self._to_plan), self._read(self.as_planned), SECONDS, told, stop)

    def _read(self, text: str) -> Programme:
        document = read_text(text, "replanned.yaml")
        return assembled(with_documents(self.catalogue, [("scenarios", document)]), str(document.data["id"]), ())


def template(programme: Programme) -> bytes:
    """An empty table of what happened, for the workshops of a plan."""
    return actuals.template(programme).encode()


def following(reference: str, settings: cached.Settings, name: str, content: bytes) -> Following:
    """What happened against the plan of a scenario, nothing begun. Raises InputFaults with every bad row."""
    programme = cached.result(reference, settings).programme
    make = partial(Following, programme, reference, settings, name, content)
    return _following(cached.now(reference, settings), reference, settings, name, content, make)


@st.cache_resource(show_spinner=False, max_entries=8)
def _following(
    at: cached.At, reference: str, settings: cached.Settings, name: str, content: bytes, _make: partial[Following]
) -> Following:
    return _make()
