"""Commands about a scenario that left: made into a bundle, opened and recomputed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from terminal import options
from terminal.commands.app import app
from terminal.usage import Command


@app.command(cls=Command, help="A scenario with its inputs, law, sources, results, reports and hashes, in one zip.")
def bundle(
    context: typer.Context,
    scenario: options.ScenarioName,
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="File of the bundle, written whole or not at all.")],
    settings: options.Settings = None,
    draws: Annotated[str | None, typer.Option("--draws", metavar="N", help="Random draws (stochastic engine).")] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="S", help="Seed of the draws.")] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="expected|stochastic", help="Engine of the computation.")
    ] = "stochastic",
    day: options.Day = None,
    lang: options.Lang = None,
) -> int:
    from terminal.bundle import bundle as run
    from terminal.project import Asked

    return run(context.obj, Asked(scenario, Path(out), tuple(settings or ()), draws, seed, engine), day)


@app.command(cls=Command, help="Say what a bundle holds; recompute it and compare.")
def reopen(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="BUNDLE", help="File that bundle wrote.")],
    verify: Annotated[
        bool, typer.Option("--verify", help="Recompute from the bundle's own inputs and compare to the last digit.")
    ] = False,
    lang: options.Lang = None,
) -> int:
    from terminal.bundle import reopen as run

    return run(context.obj, Path(file), verify)


@app.command(
    "follow-up", cls=Command, help="A plan against what happened: drift, errors, what it points to, plan from today."
)
def follow_up(
    context: typer.Context,
    scenario: options.ScenarioName,
    actuals: Annotated[str, typer.Argument(metavar="[ACTUALS.csv]", help="What happened, by month and workshop.")] = "",
    out: Annotated[
        str, typer.Option("--out", metavar="DIR", help="Folder of the results; follow-up-SCENARIO if none is named.")
    ] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="FILE", help="Write an empty table of what happened, and stop.")
    ] = "",
    settings: options.Settings = None,
    draws: options.Draws = None,
    seed: options.DrawSeed = None,
    replan: Annotated[
        bool, typer.Option("--replan", help="Search for the best plan from today, with what stands kept.")
    ] = False,
    time_limit: Annotated[
        str | None,
        typer.Option("--time-limit", metavar="S", help="Seconds of that search. Default: 60.", show_default=False),
    ] = None,
    lang: options.Lang = None,
) -> int:
    from terminal.follow_up import Asked
    from terminal.follow_up import follow_up as run

    asked = Asked(scenario, actuals, out, template, tuple(settings or ()), draws, seed, replan, time_limit)
    return run(context.obj, asked)
