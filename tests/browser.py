"""Finds the browser that the tests drive.

In this order: $CHROMIUM; an installed Chromium or Chrome; Debian's packages, when root; Playwright's own
download. `python tests/browser.py` prints the path, or says what to install and ends with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/usr/lib/chromium/chromium",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DEBIAN = ("chromium", "chromium-l10n")

MISSING = (
    "Aucun navigateur pour les tests : installez Chromium (Debian : apt install chromium chromium-l10n), "
    "ou donnez son chemin dans la variable CHROMIUM.\n"
    "No browser for the tests: install Chromium (Debian: apt install chromium chromium-l10n), "
    "or give its path in the variable CHROMIUM."
)
WRONG = (
    "La variable CHROMIUM désigne « {path} », qui n'est pas un programme : corrigez-la, ou retirez-la "
    "pour que le navigateur soit cherché.\n"
    "The variable CHROMIUM names “{path}”, which is not a program: correct it, or unset it to have the "
    "browser looked for."
)

Which = Callable[[str], str | None]
Run = Callable[[Sequence[str]], bool]


class BrowserMissing(RuntimeError):
    """No browser can be had; the message says, in French and in English, what to install."""


def run(command: Sequence[str]) -> bool:
    """Runs a command without a keyboard; what it says goes to standard error."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False, env=environment, timeout=900
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def is_program(path: str) -> bool:
    return Path(path).is_file() and os.access(path, os.X_OK)


def named(environ: Mapping[str, str], which: Which = shutil.which) -> str | None:
    """The browser that the person names in $CHROMIUM: a path, or a name to look for."""
    given = environ.get("CHROMIUM", "").strip()
    if not given:
        return None
    path = given if is_program(given) else which(given)
    if path is None:
        raise BrowserMissing(WRONG.format(path=given))
    return path


def installed(which: Which = shutil.which, places: Sequence[str] = PLACES) -> str | None:
    """A Chromium or a Chrome that is already there."""
    for name in NAMES:
        if path := which(name):
            return path
    return next((place for place in places if is_program(place)), None)


def debian(run: Run = run, which: Which = shutil.which, root: Callable[[], bool] = is_root) -> str | None:
    """Debian's packages; only root may install them."""
    if not root() or which("apt-get") is None:
        return None
    run(["apt-get", "update", "-qq"])  # an old list is better than none: the next line tells
    if not run(["apt-get", "install", "-y", "-qq", *DEBIAN]):
        return None
    return installed(which)


def playwright_path() -> str | None:
    """Where Playwright keeps its own Chromium, if it has one."""
    code = (
        "from playwright.sync_api import sync_playwright as play\nwith play() as p: print(p.chromium.executable_path)"
    )
    try:
        said = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return said if said and is_program(said) else None


def playwright(run: Run = run, path: Callable[[], str | None] = playwright_path) -> str | None:
    """Playwright's own Chromium, downloaded when it is not there yet."""
    if there := path():
        return there
    return path() if run([sys.executable, "-m", "playwright", "install", "chromium"]) else None


def find(
    environ: Mapping[str, str] | None = None,
    *,
    installed: Callable[[], str | None] = installed,
    debian: Callable[[], str | None] = debian,
    playwright: Callable[[], str | None] = playwright,
) -> str:
    """The path of a browser, installing one if need be; BrowserMissing if none can be had."""
    path = named(os.environ if environ is None else environ)
    for way in (installed, debian, playwright):
        if path is not None:
            break
        path = way()
    if path is None:
        raise BrowserMissing(MISSING)
    return path


def main() -> int:
    try:
        print(find())
    except BrowserMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
