"""axe-core for the browser tests: found where npm has put it, else installed there from the lock file.

`python tests/axe.py` prints the path, or says what to install and ends with 1.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "e2e"
"""Where package.json and its lock stand; git ignores what npm puts there."""
SCRIPT = FOLDER / "node_modules" / "axe-core" / "axe.min.js"
COMMAND = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
MISSING = (
    "axe-core manque et npm n'a pu l'installer : installez npm (Debian : apt install npm), vérifiez l'accès au "
    "registre de npm ou à votre miroir, puis lancez `npm ci` dans tests/e2e.\n"
    "axe-core is missing and npm could not install it: install npm (Debian: apt install npm), check access to "
    "npm's registry or to your mirror, then run `npm ci` in tests/e2e."
)

Run = Callable[[Sequence[str]], bool]
Which = Callable[[str], str | None]


class AxeMissing(RuntimeError):
    """axe-core cannot be had; the message says, in French and in English, what to install."""


def run(command: Sequence[str]) -> bool:
    """Runs a command in the folder of the browser tests; what it says goes to standard error."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(
            command, cwd=FOLDER, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False, env=environment, timeout=900
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def npm(run: Run = run, which: Which = shutil.which) -> bool:
    """Whether npm is there; as root on Debian it is installed."""
    if which("npm") is None and which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0:
        run(["apt-get", "update", "-qq"])
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "npm"])
    return which("npm") is not None


def find(script: Path = SCRIPT, run: Run = run, npm: Callable[[], bool] = npm) -> Path:
    """The path of axe-core's script, of the version in the lock file; AxeMissing if it cannot be had."""
    if not script.exists() and not (npm() and run(COMMAND) and script.exists()):
        raise AxeMissing(MISSING)
    return script


def main() -> int:
    try:
        print(find())
    except AxeMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
