"""Scenarios set side by side beside the page, in a thread: few draws first, then all; kept for whoever asks next."""

from __future__ import annotations

import logging
from threading import Event, Lock, Thread, main_thread

import streamlit as st

from model.comparison import Comparison, compare
from model.schema.programme import Programme
from ui import cached
from ui.futures import ALL, FIRST, SEED

_turn = Lock()
"""Held while one comparison computes, so that the pages keep a core."""


class Comparing:
    """One comparison: begun by whoever asks first."""

    def __init__(self, programmes: tuple[Programme, ...]) -> None:
        self.programmes = programmes
        self.shown: Comparison | None = None
        """The last that was computed."""
        self.done, self.steps = 0, 1
        """Scenarios and mixtures computed, of how many, in this round."""
        self.over = False
        self._begun = Lock()
        self._first = Event()
        self._stop = Event()

    @property
    def stopped(self) -> bool:
        """Whether a reader ended it before all draws were there."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begin, unless it has begun."""
        if self._begun.acquire(blocking=False):
            Thread(target=self._run, name="comparison", daemon=True).start()

    def stop(self) -> None:
        """End soon: what is known stays."""
        self._stop.set()

    def wait(self, seconds: float) -> None:
        """Wait a little for the first draws."""
        self._first.wait(seconds)

    def _run(self) -> None:
        try:
            with _turn:
                for draws in (FIRST, ALL):
                    found = compare(self.programmes, draws, SEED, self._told, self._stop.is_set, ("programme",))
                    if self.stopped:
                        return
                    self.shown = found
                    self._first.set()
        except Exception:  # the page says so
            if main_thread().is_alive() and not self.stopped:
                logging.getLogger(__name__).exception("No comparison")
        finally:
            self.over = True
            self._first.set()

    def _told(self, done: int, steps: int) -> None:
        self.done, self.steps = done, steps


def comparing(references: tuple[str, ...], settings: cached.Settings) -> Comparing:
    """The comparison of some scenarios, the first being the reference; not begun. Raises InputFaults."""
    return _comparing(tuple(cached.now(one, settings) for one in references), references, settings)


def of_rules(reference: str, settings: cached.Settings, rules: tuple[str, ...]) -> Comparing:
    """A scenario under some rules of the victims' part, side by side; not begun. Raises InputFaults."""
    return _of_rules(cached.now(reference, settings), reference, settings, rules)


@st.cache_resource(show_spinner=False, max_entries=32)
def _of_rules(at: cached.At, reference: str, settings: cached.Settings, rules: tuple[str, ...]) -> Comparing:
    return Comparing(tuple(cached.ruled(reference, settings, rule) for rule in rules))


@st.cache_resource(show_spinner=False, max_entries=32)
def _comparing(at: tuple[cached.At, ...], references: tuple[str, ...], settings: cached.Settings) -> Comparing:
    return Comparing(tuple(cached.result(one, settings).programme for one in references))
