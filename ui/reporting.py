"""The reports of a scenario: gathered beside the pages by a job, the files made of it kept for whoever asks next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock
from typing import Final

import streamlit as st

from model.rollout.lacking import Verdict
from model.schema.fault import Fault
from model.schema.programme import Programme
from reports import document, formats
from reports.material import Material, gather
from ui import cached
from ui.futures import ALL, SEED
from ui.job import Job, Stop, Tell

KEPT: Final = 12
"""Files of one scenario that are kept for whoever asks next."""


class Reporting:
    """What the reports of one scenario are made of, and the files made of it."""

    def __init__(self, programme: Programme, reference: Programme | None, warnings: tuple[Fault, ...], today: date):
        self.programme, self.reference, self.warnings, self.today = programme, reference, warnings, today
        self.job: Job[Material] = Job("report", self._gather)
        self._told: Material | None = None
        """With what a search has found to be lacking."""
        self._making = Lock()
        self._files: dict[tuple[str, str, tuple[str, ...]], bytes] = {}

    @property
    def material(self) -> Material | None:
        """What was gathered; None until then."""
        return self._told or self.job.result

    def _gather(self, tell: Tell, stop: Stop) -> Material | None:
        return gather(
            self.programme, self.reference, self.warnings, draws=ALL, seed=SEED, today=self.today, tell=tell, stop=stop
        )

    def tell(self, verdict: Verdict | None) -> None:
        """Take in what a search has found to be lacking: files made before are made anew."""
        known = self.material
        if known is not None and known.verdict is not verdict:
            with self._making:
                self._told = replace(known, verdict=verdict)
                self._files.clear()

    def preview(self, lang: str) -> bytes:
        """The first page, as PNG."""
        return self._made("preview", lang, ())

    def file(self, form: str, lang: str, sections: tuple[str, ...]) -> bytes:
        """The report in a form."""
        return self._made(form, lang, sections)

    def _made(self, form: str, lang: str, sections: tuple[str, ...]) -> bytes:
        with self._making:
            known = self.material
            assert known is not None, "a report is made of what was gathered"
            key = (form, lang, sections)
            if key not in self._files:
                while len(self._files) >= KEPT:
                    del self._files[next(iter(self._files))]
                made = document.preview(known, lang) if form == "preview" else None
                self._files[key] = made or formats.made(known, form, lang, sections)
            return self._files[key]


def reporting(reference: str, settings: cached.Settings) -> Reporting:
    """The reports of a scenario, not begun: whoever asks begins them. Raises InputFaults."""
    return _reporting(cached.now(reference, settings), reference, settings, datetime.now(UTC).date())


@st.cache_resource(show_spinner=False, max_entries=8)
def _reporting(at: cached.At, reference: str, settings: cached.Settings, today: date) -> Reporting:
    shown = cached.result(reference, settings).programme
    base = shown.scenario.id if shown.variant else shown.scenario.reference
    other = None if base is None else cached.result(base).programme
    return Reporting(shown, other, tuple(cached.warnings(reference, settings)), today)
