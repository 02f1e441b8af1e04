"""The files that a visitor's pages are made from: those of the project, and those that she has brought herself."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from model.loading import actuals, assembly
from model.loading import catalogue as loading
from model.loading.added import collection_of, with_documents
from model.loading.catalogue import Catalogue
from model.loading.replanned import replanned, to_replan, with_plan
from model.loading.rewritten import profile_with, scenario_with
from model.loading.strict import MAX_BYTES, read_bytes, read_text
from model.schema.fault import InputFaults
from model.schema.programme import Programme
from model.schema.scenario import Opening

KEY: Final = "brought"
"""Where a visitor's files stand in her session."""
LARGEST: Final = round(MAX_BYTES / 1e6)
"""Megabytes of a file that is read: of a larger one the field says so, before it is sent."""


@dataclass(frozen=True)
class Brought:
    """A profile or scenario of the visitor's own."""

    collection: str
    id: str
    file: str
    """Its name."""
    raw: bytes


def catalogue() -> Catalogue:
    """The project's files with the visitor's, read again when one has changed. Raises InputFaults."""
    return of(stamp())


def on_file() -> Catalogue:
    """The project's files alone. Raises InputFaults."""
    return _project(_files_stamp())


def stamp() -> int:
    """A number that changes when a file does, and with what the visitor has brought."""
    mine, files = brought(), _files_stamp()
    if not mine:
        return files
    at = hash((files, mine))
    _mine[at] = (files, mine)
    return at


def of(at: int) -> Catalogue:
    """The catalogue of a stamp. Raises InputFaults."""
    files, mine = _mine.get(at, (at, ()))
    return _with(files, mine) if mine else _project(files)


def brought() -> tuple[Brought, ...]:
    """What the visitor has brought; nothing where nobody is served."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return ()
    return tuple(st.session_state.get(KEY, ()))


def bring(files: Sequence[tuple[str, bytes]], *, check: bool = False) -> None:
    """Take some YAML files (name, content) in, for this visitor alone: all of them, or none; none where they are only
    to be checked.

    A file of the same id takes the place of the shipped or the earlier one. Raises InputFaults with every fault of all.
    """
    known, faults = {(one.collection, one.id): one for one in brought()}, []
    for name, raw in files:
        try:
            document = read_bytes(raw, name)
            collection = collection_of(document)
            written = document.data.get("id") if isinstance(document.data, dict) else None
            known[collection, str(written)] = Brought(collection, str(written), name, raw)
        except InputFaults as found:
            faults += found.faults
    if faults:
        raise InputFaults(faults)
    mine = tuple(known.values())
    _with(_files_stamp(), mine)
    if not check:
        st.session_state[KEY] = mine


def take_away(one: Brought) -> None:
    """Do without a file again; without all that need it, where others do. Raises nothing."""
    rest = tuple(other for other in brought() if other != one)
    try:
        _with(_files_stamp(), rest)
    except InputFaults:
        rest = ()
    st.session_state[KEY] = rest


def text_of(collection: str, member: str) -> tuple[str, str]:
    """The YAML of a profile or scenario as it stands in its file: file name, text."""
    for one in brought():
        if (one.collection, one.id) == (collection, member):
            return one.file, one.raw.decode("utf-8", "replace")
    document = catalogue().documents[collection, member]
    file = loading.HOME / document.file
    return Path(document.file).name, file.read_text(encoding="utf-8")


def changed_scenario(reference: str, settings: Sequence[str]) -> str:
    """A scenario with its changes, as YAML. Raises InputFaults."""
    return _changed_scenario(stamp(), reference, tuple(settings))


def changed_profile(reference: str, settings: Sequence[str], collection: str, member: str) -> str:
    """A profile with a scenario's changes, as YAML. Raises InputFaults."""
    return profile_with(catalogue(), reference, settings, collection, member)


@dataclass(frozen=True)
class FromToday:
    """What happened in a scenario, and the scenario from the month after on."""

    files: Catalogue
    happened: pd.DataFrame
    as_planned: str | None
    """Its plan as it was, as YAML; None when no month or no workshop of it is left."""
    to_plan: str | None
    """Its plan left to the optimiser, what stands pinned; None when no month is left."""

    def programme(self, text: str) -> Programme:
        """One of the two, validated. Raises InputFaults."""
        document = read_text(text, "replanned.yaml")
        known = with_documents(self.files, [("scenarios", document)])
        return assembly.programme(known, str(document.data["id"]), ())

    def planned(self, openings: Sequence[Opening]) -> str:
        """The scenario from today with a plan that was found, as YAML."""
        assert self.to_plan is not None, "a plan was searched for"
        return with_plan(self.to_plan, openings)


def from_today(programme: Programme, reference: str, settings: Sequence[str], name: str, content: bytes) -> FromToday:
    """Read what happened. Raises InputFaults with every bad row."""
    known, happened = catalogue(), actuals.told(name, content, programme)
    asked = (known, programme, reference, settings, happened)
    return FromToday(known, happened, replanned(*asked), to_replan(*asked))


def template(programme: Programme) -> str:
    """An empty table of what happened, for the workshops of a plan."""
    return actuals.template(programme)


_looked: list[float] = [-10.0, 0]
"""When the project's files were last looked at, and their stamp then."""
_mine: dict[int, tuple[int, tuple[Brought, ...]]] = {}
"""What visitors have brought, by stamp."""


def _files_stamp() -> int:
    """A number that changes when a file of sites/ or config/ does; looked at once a second at most."""
    now = time.monotonic()
    if now - _looked[0] > 1.0:
        _looked[:] = [now, _stamp()]
    return int(_looked[1])


def _stamp() -> int:
    home, seen = loading.HOME, []
    folders = {home / where for where, _ in loading.FOLDERS.values()} | {home / "config"}
    for folder in sorted(folders):
        if folder.is_dir():
            with os.scandir(folder) as entries:
                seen += [(e.name, s.st_mtime_ns, s.st_size) for e in entries if e.is_file() and (s := e.stat())]
    return hash(tuple(sorted(seen)))


@st.cache_resource(show_spinner=False, max_entries=64)
def _changed_scenario(at: int, reference: str, settings: tuple[str, ...]) -> str:
    return scenario_with(of(at), reference, settings)


@st.cache_resource(show_spinner=False, max_entries=2)
def _project(files: int) -> Catalogue:
    return loading.load()


@st.cache_resource(show_spinner=False, max_entries=16)
def _with(files: int, mine: tuple[Brought, ...]) -> Catalogue:
    return with_documents(_project(files), ((one.collection, read_bytes(one.raw, one.file)) for one in mine))
