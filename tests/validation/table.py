"""Writes docs/validation.md, its first table into docs/method.md: ``python -m tests.validation.table`` (a minute)."""

from __future__ import annotations

from pathlib import Path

from tests.validation.cases import (
    APPLY,
    CASES,
    LEAVING,
    PASS,
    RATIOS,
    TRIAL,
    TURNOVER,
    by_engine,
    by_events,
    by_form,
    on_means,
)
from tests.validation.cohorts import DRAWS, MONTHS, POOLS, compared

FILE = Path(__file__).resolve().parents[2] / "docs" / "validation.md"
METHOD = FILE.with_name("method.md")
BEGIN, END = "<!-- validation: written by tests.validation.table -->\n", "<!-- end of validation -->"
"""Between them, method.md holds the first table."""

HEAD = f"""# The engines beside independent simulations

Written by `python -m tests.validation.table`, with fixed seeds; `pytest tests/validation` checks the same figures.
The simulation by events shares no code with the engines. It shares what they assume of people (one session a month,
volunteers from the whole pool), so agreement shows that this is computed rightly, not that it holds in a prison.

## Fill of a workshop at rest

`tests/validation/events.py` follows every person event by event with simpy: arrivals, departures and exits fall at any
moment, a session is held once a month. One workshop with its own pool; exits {100 * LEAVING:.1f} % a month, pass rate
{PASS}, trial {TRIAL} months, apply share {APPLY}, pool turnover {TURNOVER} a month. *Ratio* is the volunteers of a
month over the recruits needed when full. *On post*: a trainee holds a post (the default); *beside*: trained beside the
posts.

Fill is the mean over the month, in % of seats: of the simulation the surface under the people at work, of the engines
A (1 - h/2). Differences are in points of fill; ± is one standard error of the simulation.

- **stochastic** (`model/futures`): must stay within 2 points of the simulation;
- **closed form** (`model/closed_form.py`): within 3.5 points;
- **expected** (`model/workforce.py`): its bias is shown, not bounded; whoever shows it says so.

"""

SPREAD = """
### Its spread

Deviation of one moment, chance that fewer than 75 % of seats are at work, people at work in 80 % of moments, and the
deviation and 80 % interval of a year's mean; of the simulation, the closed form and the stochastic engine. The engine
counts people just after the monthly intake, so its months stand a little higher. Its years lack the noise of the day on
which someone leaves (A (1 - h/2) takes its mean), and spread up to 1.5 points less than those of the simulation.

"""

TENURE = f"""
## One profile of tenure against people told apart

The stochastic engine counts people, and multiplies them by one expected profile per workshop and month for what depends
on how long someone has worked: the debt already cleared, the 1,000 EUR stop, the dose at release.
`tests/validation/cohorts.py` takes the same counts and tells people apart: who leaves is drawn by lot, each has her own
debt. Twelve seats (the pilot's figures), sums over {MONTHS} months, {DRAWS} draws, inputs fixed. *Error* compares means
(± one standard error); *one draw* is how far a draw's five-year sum lies from the same draw with people told apart.

"""

READ = """
**Read it so.** Means are right within {most:.0f} %, most of them within 1 %. The engine's spread contains its lottery
of who owes what (`model/lottery.py`), a draw of its own for each workshop and year: the five-year sum of one workshop's
money for victims spreads as people told apart make it, a little more where the pool is tight. *One draw* is told
without that lottery: it cannot know who of the people told apart has a debt.
"""


def _header(*columns: str, text: int) -> str:
    """The head of a table: so many columns of text, then numbers."""
    return f"| {' | '.join(columns)} |\n|{' --- |' * text}{' ---: |' * (len(columns) - text)}\n"


def _range(ends: tuple[float, float]) -> str:
    return f"{100 * ends[0]:.0f}–{100 * ends[1]:.0f} %"


def at_rest() -> str:
    """The rows of the first two tables, with what they amount to."""
    first, second, gaps = [], [], []
    for case in CASES:
        sim, engine, form, means = by_events(case), by_engine(case), by_form(case), on_means(case)
        key = f"| {case.seats} | {case.ratio} | {case.policy} |"
        gap = (engine.mean - sim.mean, form.mean - sim.mean, means - sim.mean)
        gaps.append(gap)
        first.append(
            f"{key} {100 * sim.mean:.1f} ± {100 * sim.error:.1f} | {100 * engine.mean:.1f} | {100 * form.mean:.1f} |"
            f" {100 * means:.1f} | {100 * gap[0]:+.1f} | {100 * gap[1]:+.1f} | {100 * gap[2]:+.1f} |"
        )
        second.append(
            f"{key} {100 * sim.deviation:.1f} / {100 * form.deviation:.1f} | {sim.low:.2f} / {form.low_month:.2f} |"
            f" {sim.month[0]}–{sim.month[1]} / {form.month[0]}–{form.month[1]} / {engine.month[0]}–{engine.month[1]} |"
            f" {100 * sim.year_deviation:.1f} / {100 * form.year_deviation:.1f} / {100 * engine.year_deviation:.1f} |"
            f" {_range(sim.year)} / {_range(form.year)} |"
        )
    sizes = [[100 * abs(g[i]) for g in gaps] for i in range(3)]
    told = ", ".join(
        f"{name} {sum(s) / len(s):.1f} (greatest {max(s):.1f})"
        for name, s in zip(("stochastic", "closed form", "expected"), sizes, strict=True)
    )
    length = ", ".join(f"{months:,} at {ratio}" for ratio, months in RATIOS.items())
    fill = _header(
        "seats", "ratio", "trainees", "simulation", "stochastic", "closed form", "expected", "stochastic − sim.",
        "closed − sim.", "expected − sim.", text=3,
    )  # fmt: skip
    spread = _header(
        "seats", "ratio", "trainees", "deviation, sim. / closed", "under 75 %, sim. / closed",
        "80 % of months, sim. / closed / stoch.", "deviation of a year, sim. / closed / stoch.",
        "80 % of years, sim. / closed", text=3,
    )  # fmt: skip
    amount = (
        f"\n\nMean of the {len(CASES)} absolute differences, points: {told}. Months simulated for a case, by ratio:"
        f" {length}.\n"
    )
    return HEAD + fill + "\n".join(first) + amount + SPREAD + spread + "\n".join(second) + "\n"


def tenure() -> str:
    """The rows of the third table."""
    rows, most = [], 0.0
    for pool in POOLS:
        for name, c in compared(pool).items():
            error = 100 * (c.shortcut / c.apart - 1)
            most = max(most, abs(error))
            rows.append(
                f"| {pool} | {name} | {c.apart:,.1f} | {error:+.1f} ± {100 * c.noise / c.apart:.1f} % |"
                f" {100 * c.spread / c.apart:.0f} % | {100 * c.spread_shortcut / c.apart:.0f} % |"
                f" {100 * c.one_draw / c.apart:.0f} % |"
            )
    head = _header("pool", "sum", "people told apart", "error of the mean", "spread, told apart", "spread, engine",
                   "one draw", text=2)  # fmt: skip
    return TENURE + head + "\n".join(rows) + "\n" + READ.format(most=most)


def first_table(written: str) -> str:
    """The first table of validation.md."""
    begin = written.index("| seats |")
    return written[begin : written.index("\n\n", begin) + 1]


def in_method(method: str, written: str) -> str:
    """method.md with the first table of validation.md in its place."""
    before, _, rest = method.partition(BEGIN)
    return before + BEGIN + "\n" + first_table(written) + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    made = at_rest() + tenure()
    FILE.write_text(made, encoding="utf-8")
    METHOD.write_text(in_method(METHOD.read_text(encoding="utf-8"), made), encoding="utf-8")
    print(f"{FILE}: {len(CASES)} cases")
