"""A report made beside the pages, in a thread of its own: told of while it is made, kept for whoever asks next."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock, Thread, main_thread
from typing import Final

import streamlit as st

from model.rollout.lacking import Verdict
from model.schema.fault import Fault, InputFaults
from model.schema.programme import Programme
from reports import document, formats
from reports.material import Material, gather
from ui import cached
from ui.futures import ALL, SEED

KEPT: Final = 12
"""Files of one scenario that are kept for whoever asks next."""
_turn = Lock()
"""Held while a report is gathered: one at a time, so that the pages keep a core."""


class Reporting:
    """What the reports of one scenario are made of, and the files made of it."""

    def __init__(self, programme: Programme, reference: Programme | None, warnings: tuple[Fault, ...], today: date):
        self.programme, self.reference, self.warnings, self.today = programme, reference, warnings, today
        self.material: Material | None = None
        self.step, self.share = "", 0.0
        """What is being done, and how much of all the work is done."""
        self.faults: tuple[Fault, ...] = ()
        self.failed = False
        self._begun, self._making = Lock(), Lock()
        self._files: dict[tuple[str, str, tuple[str, ...]], bytes] = {}

    @property
    def running(self) -> bool:
        """Whether the material is being gathered."""
        return self._begun.locked() and self.material is None and not self.failed

    def start(self) -> None:
        """Begin to gather, unless it has begun."""
        if not self._begun.locked():
            Thread(target=self.run, name="report", daemon=True).start()

    def run(self) -> None:
        """Gather here and now, unless someone is at it already."""
        if not self._begun.acquire(blocking=False):
            return
        try:
            with _turn:
                self.material = gather(
                    self.programme, self.reference, self.warnings, draws=ALL, seed=SEED, today=self.today,
                    tell=self._tell,
                )  # fmt: skip
        except InputFaults as found:
            self.faults, self.failed = tuple(found.faults), True
        except Exception:  # the page says that there is no report
            self.failed = True
            if main_thread().is_alive():  # else the server is being stopped
                logging.getLogger(__name__).exception("No report of %s", self.programme.id)

    def tell(self, verdict: Verdict | None) -> None:
        """Take in what a search has found to be lacking: files made before are made anew."""
        if self.material is not None and self.material.verdict is not verdict:
            with self._making:
                self.material = replace(self.material, verdict=verdict)
                self._files.clear()

    def preview(self, lang: str) -> bytes:
        """The first page, as PNG."""
        return self._made("preview", lang, ())

    def file(self, form: str, lang: str, sections: tuple[str, ...]) -> bytes:
        """The report in a form."""
        return self._made(form, lang, sections)

    def _made(self, form: str, lang: str, sections: tuple[str, ...]) -> bytes:
        assert self.material is not None, "a report is made of what was gathered"
        with self._making:
            key = (form, lang, sections)
            if key not in self._files:
                while len(self._files) >= KEPT:
                    del self._files[next(iter(self._files))]
                made = document.preview(self.material, lang) if form == "preview" else None
                self._files[key] = made or formats.made(self.material, form, lang, sections)
            return self._files[key]

    def _tell(self, step: str, share: float) -> None:
        self.step, self.share = step, share


def reporting(reference: str, settings: cached.Settings) -> Reporting:
    """The reports of a scenario, not begun: whoever asks begins them. Raises InputFaults."""
    return _reporting(cached.now(reference, settings), reference, settings, datetime.now(UTC).date())


@st.cache_resource(show_spinner=False, max_entries=8)
def _reporting(at: cached.At, reference: str, settings: cached.Settings, today: date) -> Reporting:
    shown = cached.result(reference, settings).programme
    base = shown.scenario.id if shown.variant else shown.scenario.reference
    other = None if base is None else cached.result(base).programme
    return Reporting(shown, other, tuple(cached.warnings(reference, settings)), today)
