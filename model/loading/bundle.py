"""A bundle: one zip with a scenario's inputs, its results and a manifest of hashes. Written alike whenever it is made.

What a stranger sends is read with care: nothing is unpacked before names, sizes and kinds are known to be harmless.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path as FilePath
from pathlib import PurePosixPath
from typing import Any, Final

from model.loading.assembly import scenario_document
from model.loading.catalogue import FILES, FOLDERS, Catalogue
from model.schema.fault import Fault, InputFaults, Scalar
from model.schema.programme import Programme

FORMAT: Final = "essaimage-bundle"
VERSION: Final = 2
READABLE: Final = (1, 2)
"""Versions that can be opened; the first has no reports."""
MANIFEST: Final = "bundle.json"
INPUTS: Final = "inputs/"
RESULTS: Final = "results/"
REPORTS: Final = "reports/"
MAX_FILES: Final = 5_000
MAX_PACKED: Final = 128 * 2**20
"""Bytes of the zip itself."""
MAX_UNPACKED: Final = 512 * 2**20
"""Bytes of all its files."""
MAX_RATIO: Final = 250
"""Times that a file may be larger unpacked: tables of figures stay under 60, deflated nothing nears 1000."""
SMALL: Final = 2**20
"""Bytes under which a file may be packed as tightly as it likes."""
_KEYS: Final[dict[str, tuple[type, ...]]] = {
    "scenario": (str,), "settings": (list,), "engine": (str,), "draws": (int, type(None)), "seed": (int, type(None)),
    "fingerprint": (str,), "created_with": (dict,), "files": (dict,),
}  # fmt: skip
_DRAWN: Final = {"draws": range(1, 1_000_001), "seed": range(2**63)}
"""Draws and seeds that can be asked for."""
MAX_NAME: Final = 255
"""Bytes of a file's name, folders included."""
_SCENARIO: Final = re.compile(r"([\w\-]+)(@[\w\-]+)?")
_NAME: Final = re.compile(r"(inputs|results|reports)(/[\w.\-]+)+", re.UNICODE)


@dataclass(frozen=True)
class Bundle:
    """A bundle as read."""

    manifest: dict[str, Any]
    files: dict[str, bytes]
    """Content by name, the manifest apart."""
    altered: tuple[Fault, ...]
    """Files that are not what the manifest says."""

    def under(self, folder: str) -> dict[str, bytes]:
        """The files of a folder, named from there."""
        return {name.removeprefix(folder): c for name, c in self.files.items() if name.startswith(folder)}


def inputs_of(catalogue: Catalogue, chosen: Programme, reference: str) -> dict[str, bytes]:
    """The files that a programme is made from, by their place in the project: all that its fingerprint covers.

    Every profile is there, since a scenario may name prisons by region; of the scenarios only its own and those
    that it is compared with, one after the other. Raises InputFaults when a file has gone.
    """
    document, _ = scenario_document(catalogue, reference)
    compared = set(_compared(catalogue, chosen.scenario.reference))
    found: dict[str, bytes] = {}
    for (collection, member), one in catalogue.documents.items():
        if collection == "scenarios" and member not in compared:
            continue
        where = FILES[collection][0] if not member else f"{FOLDERS[collection][0]}/{member}.yaml"
        found[where] = _content(catalogue, one.file)
    found[f"{FOLDERS['scenarios'][0]}/{chosen.scenario.id}.yaml"] = _content(catalogue, document.file)
    return found


def _compared(catalogue: Catalogue, named: str | None) -> Iterator[str]:
    """A scenario that is compared with, the one that it is compared with itself, and so on."""
    told: set[str] = set()
    while named is not None and named not in told and ("scenarios", named) in catalogue.documents:
        yield named
        told.add(named)
        named = catalogue.documents["scenarios", named].data.get("reference")


def packed(
    manifest: Mapping[str, Any],
    inputs: Mapping[str, bytes],
    results: Mapping[str, bytes],
    reports: Mapping[str, bytes],
) -> bytes:
    """The zip: files in the order of their names, one date and one permission for all, hashes in the manifest."""
    folders = ((INPUTS, inputs), (RESULTS, results), (REPORTS, reports))
    files = {folder + name: content for folder, there in folders for name, content in there.items()}
    told = {"format": FORMAT, "version": VERSION, **manifest, "files": {n: _hash(files[n]) for n in sorted(files)}}
    files[MANIFEST] = (json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts:
        for name in sorted(files):
            part = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            part.create_system, part.external_attr = 3, (stat.S_IFREG | 0o644) << 16
            part.compress_type = zipfile.ZIP_DEFLATED
            parts.writestr(part, files[name], compresslevel=9)
    return written.getvalue()


def opened(file: FilePath) -> Bundle:
    """Read a bundle; what its hashes do not fit is told beside it. Raises InputFaults for what cannot be trusted."""
    name = str(file)
    try:
        if file.is_dir():
            raise InputFaults([Fault("file_is_folder", name, fields={"expected": ".zip"})])
        size = file.stat().st_size
        if size > MAX_PACKED:
            raise InputFaults([Fault("bundle_too_big", name, fields={"found": size, "bound": MAX_PACKED})])
        with zipfile.ZipFile(file) as parts:
            faults = list(_refused(name, parts.infolist()))
            if faults:
                raise InputFaults(faults)
            files = {part.filename: parts.read(part) for part in parts.infolist()}
    except FileNotFoundError:
        raise InputFaults([Fault("file_missing", name)]) from None
    except OSError as error:
        raise InputFaults([Fault("file_unreadable", name, fields={"found": error.strerror or ""})]) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise InputFaults([Fault("bundle_unreadable", name)]) from None
    manifest = _manifest(name, files.pop(MANIFEST, None))
    return Bundle(manifest, files, tuple(_altered(name, manifest["files"], files)))


def unpacked(bundle: Bundle, folder: FilePath) -> None:
    """Write the inputs of a bundle into an empty folder."""
    for name, content in bundle.under(INPUTS).items():
        where = folder / name
        where.parent.mkdir(parents=True, exist_ok=True)
        where.write_bytes(content)


def _refused(bundle: str, parts: list[zipfile.ZipInfo]) -> Iterator[Fault]:
    """What makes a zip unfit to be opened."""

    def refused(code: str, part: str = "", /, **fields: Scalar) -> Fault:
        return Fault(code, bundle, None, part, fields)

    if len(parts) > MAX_FILES:
        yield refused("bundle_too_many_files", found=len(parts), bound=MAX_FILES)
        return
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED:
        yield refused("bundle_too_big", found=total, bound=MAX_UNPACKED)
    seen: set[str] = set()
    folders = {str(above) for part in parts for above in PurePosixPath(part.filename.casefold()).parents}
    for part in parts:
        name, kind = part.filename, stat.S_IFMT(part.external_attr >> 16)
        if name.casefold() in seen:
            yield refused("bundle_name_twice", name)
        if name.casefold() in folders:
            yield refused("bundle_file_and_folder", name)
        seen.add(name.casefold())
        if kind not in (0, stat.S_IFREG):
            yield refused("bundle_not_a_file", name)
        elif not _harmless(name) or part.orig_filename != name:
            yield refused("bundle_name_refused", name)
        if part.flag_bits & 1 or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield refused("bundle_packed_otherwise", name)
        elif part.file_size > max(SMALL, MAX_RATIO * part.compress_size):
            yield refused("bundle_ratio", name, bound=MAX_RATIO)


def _harmless(name: str) -> bool:
    """Whether a name is the manifest's, or stays inside inputs/, results/ or reports/."""
    inside = bool(_NAME.fullmatch(name)) and not any(set(part) <= {"."} for part in name.split("/"))
    return name == MANIFEST or (inside and len(name.encode()) <= MAX_NAME)


def _manifest(bundle: str, content: bytes | None) -> dict[str, Any]:
    if content is None:
        raise InputFaults([Fault("bundle_manifest_missing", bundle)])
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise InputFaults([Fault("bundle_format_unknown", bundle, None, MANIFEST)])
    if told.get("version") not in READABLE:
        found, readable = str(told.get("version")), ", ".join(map(str, READABLE))
        raise InputFaults([Fault("bundle_version", bundle, None, MANIFEST, {"found": found, "expected": readable})])
    wrong = [key for key, kind in _KEYS.items() if type(told.get(key, ...)) not in kind]
    if told.get("day") is not None and not _is_day(str(told["day"])):
        wrong.append("day")
    if not wrong:
        named = _SCENARIO.fullmatch(told["scenario"])
        if named is None or f"{INPUTS}{FOLDERS['scenarios'][0]}/{named[1]}.yaml" not in told["files"]:
            wrong.append("scenario")  # else a file outside the bundle would be read
        if told["engine"] != "expected" and None in (told["draws"], told["seed"]):
            wrong.append("draws")
        elif told["engine"] != "expected":
            wrong += [key for key, known in _DRAWN.items() if told[key] not in known]
        if not all(isinstance(one, str) for one in told["settings"]):
            wrong.append("settings")
    if wrong:
        raise InputFaults([Fault("bundle_manifest_wrong", bundle, None, MANIFEST, {"found": ", ".join(wrong)})])
    return told


def _is_day(told: str) -> bool:
    """Whether a text is a day of the calendar, as YYYY-MM-DD."""
    try:
        return date.fromisoformat(told).isoformat() == told
    except ValueError:
        return False


def _altered(bundle: str, told: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterable[Fault]:
    """Files that are missing, too many, or other than their hash."""
    for name in sorted({*told, *files}):
        if name not in files:
            yield Fault("bundle_file_missing", bundle, None, name)
        elif name not in told:
            yield Fault("bundle_file_unknown", bundle, None, name)
        elif told[name] != _hash(files[name]):
            yield Fault("bundle_file_altered", bundle, None, name)


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _content(catalogue: Catalogue, shown: str) -> bytes:
    """A file of the project, or one that a reader named from elsewhere."""
    try:
        return (catalogue.home / shown).read_bytes()
    except OSError as error:
        raise InputFaults([Fault("file_unreadable", shown, fields={"found": error.strerror or ""})]) from None
