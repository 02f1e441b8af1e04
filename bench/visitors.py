"""How the planner answers when many read at once: ``python bench/visitors.py``; under two minutes, on loopback only.

A bench, not a test: it prints a table. A visitor is a websocket session of the real server: she opens a page, turns to
another, or moves the hours of the pay page, and thinks in between. A time runs from her message to the end of the
script's run, with what it sends; the browser's own work is not in it. Visitors, acts and pauses are drawn from a seed.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

ROOT = Path(__file__).resolve().parents[1]
PORT = 8629
PAGES = ("", "prisons", "partners", "rollout", "pay", "reinsertion", "compare", "sources")
HOURS = ("20", "25", "30", "35")
LINK = "scenario=france-2030&lang=fr"
SEED = 1
LONGEST = 30.0
"""Seconds after which an answer is given up and counted as such."""


@dataclass(frozen=True)
class Crowd:
    """How many, how long each thinks on average, how long it lasts (seconds), and whether levers are moved."""

    name: str
    people: int
    think: float
    lasts: float
    acts: bool


CROWDS = (Crowd("20 people who act", 20, 10.0, 40.0, True), Crowd("50 people who read", 50, 30.0, 40.0, False))


@dataclass
class Visitor:
    """One open page."""

    random: random.Random
    times: list[float] = field(default_factory=list)
    missed: int = 0
    hours: str = ""
    """Id of the field of hours, once the pay page has been seen."""

    async def live(self, crowd: Crowd, until: float) -> None:
        """Open the planner, then act and think until the end."""
        await asyncio.sleep(self.random.uniform(0, crowd.think))
        async with websockets.connect(
            f"ws://127.0.0.1:{PORT}/_stcore/stream", subprotocols=["streamlit"], max_size=None
        ) as line:
            while time.monotonic() < until:
                message, page = BackMsg(), self.random.choice(PAGES)
                message.rerun_script.query_string = LINK
                if crowd.acts and self.hours and self.random.random() < 0.5:
                    page = "pay"
                    state = message.rerun_script.widget_states.widgets.add()
                    state.id, state.string_value = self.hours, self.random.choice(HOURS)
                message.rerun_script.page_name = page
                await self._ask(line, message)
                pause = self.random.expovariate(1 / crowd.think)
                await asyncio.sleep(max(0.0, min(pause, until - time.monotonic())))

    async def _ask(self, line: websockets.ClientConnection, message: BackMsg) -> None:
        started = time.perf_counter()
        await line.send(message.SerializeToString())
        try:
            async with asyncio.timeout(LONGEST):
                while True:
                    told = ForwardMsg()
                    told.ParseFromString(bytes(await line.recv()))
                    if told.WhichOneof("type") == "script_finished":
                        break
                    text = told.delta.new_element.text_input if told.WhichOneof("type") == "delta" else None
                    if text is not None and text.id.endswith("-hours"):
                        self.hours = text.id
            self.times.append(time.perf_counter() - started)
        except TimeoutError:
            self.missed += 1


async def together(crowd: Crowd, server: int) -> tuple[list[Visitor], float]:
    """All of a crowd at once, and the most that the server has grown by meanwhile (MB)."""
    before, most = memory(server), 0.0
    until = time.monotonic() + crowd.lasts
    visitors = [Visitor(random.Random(f"{SEED}-{crowd.name}-{number}")) for number in range(crowd.people)]
    living = asyncio.gather(*(one.live(crowd, until) for one in visitors))
    while not living.done():
        most = max(most, memory(server) - before)
        await asyncio.wait([living], timeout=1)
    await living
    return visitors, most


def memory(process: int) -> float:
    """Resident megabytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def told(crowd: Crowd, visitors: list[Visitor], grown: float) -> str:
    times = sorted(t for one in visitors for t in one.times)
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    missed = sum(one.missed for one in visitors)
    return (
        f"| {crowd.name}, {crowd.think:.0f} s apart | {len(times)} | {1000 * statistics.median(times):.0f} ms "
        f"| {1000 * p95:.0f} ms | {missed} | {grown / crowd.people:.1f} MB |"
    )


def main() -> None:
    command = [sys.executable, "-m", "streamlit", "run", "serve.py", "--server.port", str(PORT)]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT)
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.2)
        asyncio.run(together(Crowd("first", 1, 0.3, 12.0, True), server.pid))  # each page once, so that nothing is cold
        print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(
            "| visitors | answers | p50 | p95 | given up | memory a visitor |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: |"
        )
        for crowd in CROWDS:
            print(told(crowd, *asyncio.run(together(crowd, server.pid))), flush=True)
        print(f"server: {memory(server.pid):.0f} MB; load after: {os.getloadavg()[0]:.1f}")
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
