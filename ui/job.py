"""Work that takes a while, beside the pages in a thread: told of while it is done, stopped when nobody waits any more,
kept for whoever asks next."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Lock, Thread, main_thread
from typing import Generic, TypeVar

import streamlit as st

from language.terms import term
from model.schema.fault import Fault, InputFaults
from ui import state, widgets
from ui.waiting import Waiting

Result = TypeVar("Result")
Tell = Callable[[str, float], None]
"""Told what is being done (a key of the terms ``report_step``) and the share of all the work that is done."""
Stop = Callable[[], bool]
_turn = Lock()
"""Held while a job works: one at a time, so that the pages keep a core."""


class Job(Generic[Result]):
    """One piece of work, and what came of it."""

    def __init__(self, name: str, work: Callable[[Tell, Stop], Result | None]) -> None:
        self.name = name
        self.result: Result | None = None
        self.step, self.share = "", 0.0
        self.faults: tuple[Fault, ...] = ()
        self.failed = False
        """Whether it ended by a fault."""
        self.running = False
        self.version = 0
        """Grows whenever there is something else to show."""
        self.waiting = Waiting()
        self._work, self._begun, self._stop = work, Lock(), Event()

    def start(self, visitor: str = "", *, anew: bool = False) -> None:
        """Begin, or begin again after a stop; wait for the work that runs, where it does. anew: though it is done."""
        if anew and not self.running:
            self.result = None
        if self.result is None and self._begun.acquire(blocking=False):
            self._stop.clear()
            self.waiting.clear()
            self.running, self.failed, self.faults = True, False, ()
            self.step, self.share = "", 0.0
            Thread(target=self._run, name=self.name, daemon=True).start()
        self.waiting.join(visitor, again=True)

    def run(self) -> None:
        """Work here and now, unless someone is at it already."""
        if self.result is None and self._begun.acquire(blocking=False):
            self.running = True
            self._run()

    def stop(self, visitor: str = "", present: Callable[[str], bool] = lambda visitor: True) -> None:
        """A visitor waits no longer; the work ends soon when nobody does. present: whether a visitor's page is open."""
        if self.waiting.leave(visitor, present):
            self._stop.set()

    @property
    def cut_short(self) -> bool:
        """Whether someone ended it, whatever came of it until then."""
        return self._stop.is_set() and not self.running

    @property
    def empty(self) -> bool:
        """Whether it came to its end and nothing came of it."""
        ended = self.version > 0 and not self.running
        return ended and self.result is None and not self.failed and not self._stop.is_set()

    @property
    def stopped(self) -> bool:
        """Whether someone ended it before its end."""
        return self._stop.is_set() and self.result is None

    def _run(self) -> None:
        try:
            with _turn:
                self.result = None if self._stop.is_set() else self._work(self._tell, self._stop.is_set)
        except InputFaults as found:
            self.faults, self.failed = tuple(found.faults), True
        except Exception:  # the page says so; the log has the rest
            self.failed = True
            if main_thread().is_alive():  # else the server is being stopped
                logging.getLogger(__name__).exception("No end of %s", self.name)
        finally:
            self.running = False
            self.version += 1
            self._begun.release()

    def _tell(self, step: str, share: float) -> None:
        self.step, self.share = step, share


def follow(job: Job[Result], begin: str, hint: str, key: str) -> None:
    """A button that begins the work, then how far it is with a button that stops it; the page is made anew at its end.

    begin: what the button says; hint: how long it takes.
    """
    if job.running:
        job.waiting.join(state.visitor())
    waits = _waits(job)
    st.fragment(_follow, run_every=0.5 if job.running else None)(job, begin, hint, key, job.version, waits)


def _waits(job: Job[Result]) -> bool:
    return job.running and not job.waiting.left(state.visitor())


def _follow(job: Job[Result], begin: str, hint: str, key: str, version: int, waits: bool) -> None:
    if (job.version, _waits(job)) != (version, waits):
        st.rerun()
    _, lang, visitor = state.words(), state.lang(), state.visitor()
    if job.faults:
        widgets.faults(job.faults)
    elif job.failed:
        st.error(_("This could not be made. Try again; the pages themselves still stand."))
    if waits:
        st.progress(min(1.0, job.share), text=f"{term('report_step', job.step, lang)}…" if job.step else "…")
        st.button(_("Stop"), on_click=job.stop, args=(visitor, state.present), key=f"{key}-stop",
                  icon=":material/stop:")  # fmt: skip
        return
    if job.running and job.stopped:
        st.caption(_("Stopping: the step under way ends first."))
        return
    if job.running:
        st.caption(_("You no longer wait: another reader still does, so the work goes on without you."))
    elif job.stopped:
        st.caption(_("Stopped: nothing was kept of it."))
    elif job.empty:
        st.warning(_("It came to its end and nothing was found."))
    if st.button(begin, key=key, type="primary", icon=":material/play_arrow:"):
        job.start(visitor)
        st.rerun()
    st.caption(hint)
