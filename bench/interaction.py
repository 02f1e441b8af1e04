"""How long the planner takes to open and to react, in a real browser: ``python bench/interaction.py``.

A bench, not a test: it prints a table. Times are of this machine, server and browser on the same cores; a
reaction is from the key press to the new text on the page. The first visit has an empty browser cache.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.browser import find  # noqa: E402

HEADLINES = {"/": ".es-card .value", "/prisons": "h1", "/pay": ".es-more", "/sources": "h1"}
DRAWN = """() => document.querySelectorAll('[data-testid=stPlotlyChart] .main-svg').length > 0
  && !document.querySelector('[data-testid=stSkeleton], [data-testid=stAppSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')].every(c => c.querySelector('.main-svg'))
  && document.querySelector('[data-testid=stApp]').getAttribute('data-test-script-state') === 'notRunning'"""
REPEATS = 5


@contextmanager
def server() -> Iterator[str]:
    """The planner on a free port; ready once every scenario is warm."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(port)]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, env=dict(os.environ)
    )
    try:
        started = time.perf_counter()
        while time.perf_counter() - started < 60:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        print(f"server ready after {time.perf_counter() - started:.1f} s")
        time.sleep(5)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(10)


def opening(page: Page, address: str, path: str) -> tuple[float, float]:
    """Seconds until the headline or indicators stand, and until every chart is drawn."""
    started = time.perf_counter()
    page.goto(f"{address}{path}?scenario=france-2030&lang=fr", wait_until="commit")
    page.wait_for_selector(HEADLINES[path], timeout=60_000)
    headline = time.perf_counter() - started
    page.wait_for_function(DRAWN, timeout=60_000, polling=20)
    return headline, time.perf_counter() - started


def reaction(page: Page, act: Callable[[], None], region: str) -> float:
    """Milliseconds from an act to the first change of a region's text."""
    page.evaluate(
        """(where) => { const before = document.querySelector(where)?.innerText;
          window.changed = new Promise((done, fail) => {
            setTimeout(() => fail(new Error("no change")), 10000);
            const look = () => {
            const now = document.querySelector(where)?.innerText;
            if (now !== undefined && now !== before) done(performance.now()); else requestAnimationFrame(look); };
            look(); });
          window.pressed = null;
          window.addEventListener('keydown', (e) => { if (e.key === 'Enter') window.pressed = performance.now(); },
            {capture: true}); }""",
        region,
    )
    act()
    took = float(page.evaluate("async () => (await window.changed) - window.pressed"))
    page.wait_for_function(DRAWN, timeout=60_000)
    return took


def choose(page: Page, key: str, text: str) -> None:
    """Choose an option of a select box by the keyboard."""
    box = page.locator(f".st-key-{key} input")
    box.click()
    box.fill(text)
    page.wait_for_timeout(150)
    box.press("Enter")


def enter(page: Page, key: str, text: str) -> None:
    """Type into a field."""
    field = page.locator(f".st-key-{key} input")
    field.fill(text)
    field.press("Enter")


def main() -> None:
    """Open each page twice, then work its levers."""
    with server() as address, sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        browser = play.chromium.launch(executable_path=find(), args=flags)
        print(f"\n{'page':<12}{'visit':<8}{'headline s':>12}{'charts s':>12}")
        for path in HEADLINES:
            context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="fr-FR")
            page = context.new_page()
            for visit in ("first", "again"):
                headline, charts = opening(page, address, path)
                print(f"{path:<12}{visit:<8}{headline:>12.2f}{charts:>12.2f}")
            context.close()
        context = browser.new_context(viewport={"width": 1440, "height": 1200}, locale="fr-FR")
        page = context.new_page()
        times: dict[str, list[float]] = {}
        opening(page, address, "/")
        for year in ("2031", "2032", "2033", "2034", "2035"):
            act = partial(choose, page, "period", year)
            times.setdefault("period", []).append(reaction(page, act, ".es-answer"))
        for name in ("Plancher", "France 2030", "Cotisations", "France 2030", "Plancher"):
            act = partial(choose, page, "scenario", name)
            times.setdefault("variant", []).append(reaction(page, act, "h1"))
        opening(page, address, "/pay")
        for hours in ("30", "28", "26", "24", "20"):
            act = partial(enter, page, "hours", hours)
            times.setdefault("weekly hours", []).append(reaction(page, act, ".es-more"))
        opening(page, address, "/prisons")
        for activity in ("Façonnage", "Réception", "Façonnage", "Réception", "Façonnage"):
            act = partial(choose, page, "activity", activity)
            times.setdefault("activity (186 prisons)", []).append(
                reaction(page, act, "[data-testid=stMarkdown]:has(strong)")
            )
        browser.close()
        print(f"\n{'change (france-2030)':<26}{'median ms':>10}{'worst ms':>10}")
        for name, measured in times.items():
            print(f"{name:<26}{statistics.median(measured):>10.0f}{max(measured):>10.0f}")
        every = [t for measured in times.values() for t in measured]
        print(f"{'all':<26}{statistics.median(every):>10.0f}{max(every):>10.0f}")


if __name__ == "__main__":
    main()
