"""Files that pages offer: each can be had for a while after the page that offered it was made anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from time import monotonic

import streamlit as st
from streamlit.runtime import runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorage

KEPT = 60.0
"""Seconds that a file outlives the page that offered it: longer than any page takes to be made anew."""


ARROW = ":material/download:"


def offer(label: str, content: bytes | str | Callable[[], bytes], name: str, kind: str, key: str, help: str,
          icon: str | None = None, first: bool = False) -> None:  # fmt: skip
    """A button that gives a file; first: the one that the page is for.

    content: the file, made now: one that is made at the click waits for an answer that a page made anew at that moment
    drops, and then never comes. So a function is for documents alone, which take seconds.
    """
    look = "primary" if first else "secondary"
    st.download_button(label, content, name, kind, key=key, help=help, on_click="ignore", icon=icon, type=look)


class KeptFiles(MediaFileManager):
    """Streamlit's files, taken away when nobody has been offered them for a while.

    Its own go when any visitor's page has been made anew twice, which with a few visitors is within the time between
    a click and the browser's asking; and those made at the click, as soon as the page begins to be made anew.
    """

    def __init__(self, storage: MediaFileStorage, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(storage)
        self._clock = clock
        self._left: dict[str, float] = {}
        """Since when nobody has been offered a file."""

    def execute_deferred(self, file_id: str) -> str:
        """Make a file at the click: as good as new, though it was made before."""
        url = super().execute_deferred(file_id)
        with self._lock:
            self._left.pop(PurePosixPath(url).stem, None)
        return url

    def remove_orphaned_files(self) -> None:
        """Take away what has been left for long enough."""
        now = self._clock()
        with self._lock:
            offered = {file for files in self._files_by_session_and_coord.values() for file in files.values()}
            left = (self._file_metadata.keys() | self._deferred_callables.keys()) - offered
            self._left = {file: self._left.get(file, now) for file in left}
            for file in [file for file, since in self._left.items() if now - since >= KEPT]:
                del self._left[file]
                if file in self._deferred_callables:
                    self._drop_deferred_id(file)
                else:
                    self._delete_file(file)


def keep() -> None:
    """Have the server that is about to start keep its files so."""
    runtime.MediaFileManager = KeptFiles  # type: ignore[misc]
