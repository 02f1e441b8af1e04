"""Finds the LibreOffice that recalculates the workbook in the tests.

In this order: $SOFFICE; an installed one; Debian's package, when root. `python tests/office.py` prints the path, or
says what to install and ends with 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping

from tests.browser import Run, is_program, is_root, run

NAMES = ("soffice", "libreoffice")
PLACES = ("/usr/lib/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
DEBIAN = ("--no-install-recommends", "libreoffice-calc")

MISSING = (
    "Aucun LibreOffice pour les tests : installez-le (Debian : apt install --no-install-recommends libreoffice-calc), "
    "ou donnez son chemin dans la variable SOFFICE.\n"
    "No LibreOffice for the tests: install it (Debian: apt install --no-install-recommends libreoffice-calc), "
    "or give its path in the variable SOFFICE."
)


class OfficeMissing(RuntimeError):
    """No LibreOffice can be had; the message says, in French and in English, what to install."""


def installed() -> str | None:
    """One that is already there."""
    for name in NAMES:
        if path := shutil.which(name):
            return path
    return next((place for place in PLACES if is_program(place)), None)


def debian(run: Run = run, root: Callable[[], bool] = is_root) -> str | None:
    """Debian's package; only root may install it."""
    if not root() or shutil.which("apt-get") is None:
        return None
    run(["apt-get", "update", "-qq"])  # an old list is better than none: the next line tells
    return installed() if run(["apt-get", "install", "-y", "-qq", *DEBIAN]) else None


def find(
    environ: Mapping[str, str] | None = None,
    *,
    installed: Callable[[], str | None] = installed,
    debian: Callable[[], str | None] = debian,
) -> str:
    """The path of LibreOffice, installing it if need be; OfficeMissing if it cannot be had."""
    given = (os.environ if environ is None else environ).get("SOFFICE", "").strip()
    path = given if given and is_program(given) else installed() or debian()
    if path is None:
        raise OfficeMissing(MISSING)
    return path


def main() -> int:
    try:
        print(find())
    except OfficeMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
