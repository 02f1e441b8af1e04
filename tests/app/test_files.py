"""Files outlive the page that offered them for a while, whatever other visitors do; then they go."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from ui.files import KEPT, KeptFiles


class Visitors:
    """Visitors whose pages offer a file."""

    def __init__(self, kind: type[MediaFileManager]) -> None:
        self.now = 0.0
        storage = MemoryMediaFileStorage("/media")
        more = {"clock": lambda: self.now} if kind is KeptFiles else {}
        self.files = kind(storage, **more)
        self.storage = storage

    def offered(self, content: bytes) -> str:
        """The file's address."""
        return self.files.add(content, "text/csv", "0.1", "a.csv", is_for_static_download=True)

    def made_anew(self, times: int = 1) -> None:
        """Pages are made anew, here and elsewhere: nothing of before is on them."""
        for _ in range(times):
            self.files.clear_session_refs()
            self.files.remove_orphaned_files()

    def gives(self, address: str) -> bool:
        try:
            self.storage.get_file(address.removeprefix("/media/"))
        except MediaFileStorageError:
            return False
        return True


def test_a_file_outlives_its_page_for_a_while() -> None:
    visitors = Visitors(KeptFiles)
    address = visitors.offered(b"128 draws")
    visitors.made_anew(50)
    assert visitors.gives(address)
    visitors.now = KEPT - 1
    visitors.made_anew(50)
    assert visitors.gives(address)
    visitors.now = KEPT
    visitors.made_anew()
    assert not visitors.gives(address)


def test_a_file_offered_again_begins_anew() -> None:
    visitors = Visitors(KeptFiles)
    address = visitors.offered(b"all draws")
    visitors.made_anew()
    visitors.now = KEPT - 1
    assert visitors.offered(b"all draws") == address
    visitors.files.remove_orphaned_files()
    visitors.now = KEPT + 1
    visitors.made_anew()
    assert visitors.gives(address)


def test_a_file_made_at_the_click_can_still_be_made_and_had() -> None:
    visitors = Visitors(KeptFiles)
    asked = visitors.files.add_deferred(lambda: b"a report", "application/pdf", "0.2", "a.pdf")
    visitors.made_anew(50)
    address = visitors.files.execute_deferred(asked)
    visitors.made_anew(50)
    visitors.now = KEPT - 1
    assert visitors.files.execute_deferred(asked) == address
    visitors.made_anew(50)
    visitors.now = KEPT + 1
    visitors.made_anew()
    assert visitors.gives(address), "made again at the second click"
    with pytest.raises(MediaFileStorageError):
        visitors.files.execute_deferred(asked)


def test_what_streamlit_does_of_itself() -> None:
    """Why there are kept files; when this fails they may be done without."""
    visitors = Visitors(MediaFileManager)
    address = visitors.offered(b"128 draws")
    visitors.made_anew(2)
    assert not visitors.gives(address)
    asked = visitors.files.add_deferred(lambda: b"a report", "application/pdf", "0.2", "a.pdf")
    visitors.made_anew(1)
    with pytest.raises(MediaFileStorageError):
        visitors.files.execute_deferred(asked)


def test_the_server_keeps_its_files_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit.runtime import runtime

    from ui import files

    monkeypatch.setattr(runtime, "MediaFileManager", MediaFileManager)
    files.keep()
    assert runtime.MediaFileManager is KeptFiles
    assert "MediaFileManager(storage=" in inspect.getsource(Runtime.__init__)


def test_every_download_goes_by_one_way() -> None:
    """No page has a button of Streamlit's own for a file: there a click could be lost again."""
    pages = Path(__file__).resolve().parents[2] / "ui"
    own = [path.name for path in pages.rglob("*.py") if "download_button(" in path.read_text(encoding="utf-8")]
    assert own == ["files.py"]
