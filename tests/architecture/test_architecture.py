"""One way in, one way down: who may know whom, how long a file may be, which names are refused."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("model", "reports", "language", "ui", "terminal", "library")
DOORS = ("cli.py", "dashboard.py", "serve.py")
TOP = {
    *DOORS,
    "sites",
    "config",
    "model",
    "reports",
    "language",
    "ui",
    "terminal",
    "tests",
    "docs",
    "bench",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-dask.txt",
    "pyproject.toml",
    "Makefile",
    "README.md",
    "README.fr.md",
    "CHANGELOG.md",
    "LICENSE",
}
"""What may stand at the top, beside what begins with a dot."""
WRITTEN = {"out", "build", "dist", "test-results", "htmlcov", "__pycache__"}
"""What a run may leave there; the repository ignores it."""
LONGEST = 300
NETWORK = {
    "requests",
    "urllib.request",
    "urllib3",
    "httpx",
    "aiohttp",
    "http.client",
    "socket",
    "ftplib",
    "smtplib",
    "websockets",
}
PATTERN_NAMES = ("manager", "helper", "util")
SCREENS = {"streamlit", "plotly", "altair", "babel", "typer", "rich"}


def product() -> list[Path]:
    """Every Python file of the planner itself."""
    return sorted(
        [f for p in PACKAGES for f in (ROOT / p).rglob("*.py")] + [ROOT / d for d in DOORS if (ROOT / d).exists()]
    )


FILES = product()
NAMES = [f.relative_to(ROOT).as_posix() for f in FILES]


def tree(file: Path) -> ast.Module:
    """The file as Python reads it."""
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> Iterator[str]:
    """Dotted names of everything a file imports, wherever in it."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def knows(file: Path, refused: set[str]) -> set[str]:
    """Refused modules that a file imports, whole or in part."""
    return {name for name in imported(file) if any(name == r or name.startswith(f"{r}.") for r in refused)}


def test_the_direction_of_the_imports() -> None:
    """The contracts of import-linter hold, and there are some."""
    command = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([str(command), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 broken" in run.stdout
    assert "0 kept" not in run.stdout


def test_the_files_are_found() -> None:
    """The other tests have something to look at."""
    assert len(FILES) > 40
    assert {n.split("/")[0] for n in NAMES} >= {"model", "reports", "language", "cli.py"}


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_file_is_short_and_reaches_no_network(file: Path) -> None:
    """At most 300 lines; no client of the network anywhere."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST
    assert knows(file, NETWORK) == set()


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_names_are_the_subjects(file: Path) -> None:
    """No manager, helper or utils among modules, classes and functions."""
    defined = [
        file.stem,
        file.parent.name,
        *(
            node.name
            for node in ast.walk(tree(file))
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        ),
    ]
    assert [n for n in defined if any(p in n.lower() for p in PATTERN_NAMES)] == []


MODEL = [f for f in FILES if f.is_relative_to(ROOT / "model")]


@pytest.mark.parametrize("file", MODEL, ids=[f.relative_to(ROOT).as_posix() for f in MODEL])
def test_the_computation_is_pure(file: Path) -> None:
    """No screen, no chart, no wording, no door; nothing printed; no clock but a search's; no file outside loading."""
    assert (
        knows(file, SCREENS | {"reports", "language", "ui", "terminal", "library", "cli", "dashboard", "serve"})
        == set()
    )
    called = [node.func for node in ast.walk(tree(file)) if isinstance(node, ast.Call)]
    names = {f.id for f in called if isinstance(f, ast.Name)}
    assert "print" not in names
    attributes = {
        f"{f.value.id}.{f.attr}" for f in called if isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name)
    }
    assert file.name == "clock.py" or not attributes & {
        "datetime.now",
        "datetime.today",
        "date.today",
        "time.time",
        "time.monotonic",
        "time.perf_counter",
    }
    if "loading" not in file.parts:
        assert not names & {"open", "input", "exec", "eval"}
        assert knows(file, {"pathlib", "os.path", "io", "yaml", "tempfile", "shutil"}) == set()
        assert {a for a in attributes if a.startswith("os.")} <= {"os.cpu_count"}


def test_only_the_screen_knows_streamlit() -> None:
    """ui and the two doors of the browser."""
    allowed = {"ui", "dashboard.py", "serve.py"}
    found = {n for f, n in zip(FILES, NAMES, strict=True) if knows(f, {"streamlit"})}
    assert {n for n in found if n.split("/")[0] not in allowed} == set()


def test_the_terminal_does_without_the_screen() -> None:
    """cli -> reports -> model, never ui."""
    found = [
        n
        for f, n in zip(FILES, NAMES, strict=True)
        if n == "cli.py" or n.startswith("terminal/")
        if knows(f, {"ui", "streamlit"})
    ]
    assert found == []


def test_the_top_level() -> None:
    """Nothing stands there that the README does not explain."""
    there = {f.name for f in ROOT.iterdir() if not f.name.startswith(".") and not f.name.endswith(".egg-info")}
    assert there - TOP - WRITTEN == set()
    assert {
        "cli.py",
        "sites",
        "config",
        "model",
        "reports",
        "language",
        "tests",
        "docs",
        "pyproject.toml",
        "Makefile",
        "LICENSE",
    } <= there
