"""Results into a folder: all files or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from model.schema.fault import Fault, InputFaults


def write_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, made if missing: first beside it, then moved in one by one.

    Other files of the folder are left alone. When a move fails, those already made are undone. Raises
    InputFaults when the folder cannot be written to.
    """
    check_folder(folder)
    made = next((p for p in reversed((folder, *folder.parents)) if not p.exists()), None)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".essaimage-", dir=folder.parent) as beside:
            for name, content in files.items():
                (Path(beside) / name).write_bytes(content)
            folder.mkdir(exist_ok=True)
            _move(Path(beside), folder, list(files))
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        raise InputFaults(
            [
                Fault(
                    "out_unwritable",
                    "",
                    None,
                    "--out",
                    {"found": str(folder), "reason": error.strerror or type(error).__name__},
                )
            ]
        ) from None


def write_one(file: Path, content: bytes) -> None:
    """Write one file, whole or not at all. Raises InputFaults when its folder cannot be written to."""
    write_whole(file.parent, {file.name: content})


def check_folder(folder: Path) -> None:
    """Refuse a name that is a file, before any long computation. Raises InputFaults."""
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise InputFaults([Fault("out_is_file", "", None, "--out", {"found": str(part)})])


def _move(beside: Path, folder: Path, names: list[str]) -> None:
    """Put new files in place; the old ones come back when one cannot be."""
    kept = beside / "replaced"
    kept.mkdir()
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(kept / name)
            done.append(name)
            (beside / name).replace(folder / name)
    except OSError:
        for name in done:
            (folder / name).unlink(missing_ok=True)
            if (kept / name).exists():
                (kept / name).replace(folder / name)
        raise
