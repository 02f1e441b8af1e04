"""Commands about who opens where: a company's prisons, a plan, what it requires."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from terminal import options
from terminal.commands.app import app
from terminal.usage import Command


@app.command(cls=Command, help="Where a company could open: prisons ranked with reasons, costs, risks.")
def partner(
    context: typer.Context,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="Id of a company, or a file.")],
    scenario: Annotated[str, typer.Option("--scenario", metavar="S", help="Id, id@variant, or a file.")],
    file_format: options.FileFormat = "",
    out: options.OutOrNone = "",
    settings: options.Settings = None,
    day: options.Day = None,
    lang: options.Lang = None,
) -> int:
    from terminal.partner import Asked, run

    return run(context.obj, Asked(company, scenario, file_format, out, tuple(settings or ()), day))


@app.command(cls=Command, help="One prison on one page, for its director: who, what room, who could come, what pay.")
def onepager(
    context: typer.Context,
    prison: Annotated[str, typer.Argument(metavar="PRISON", help="Id of a prison.")],
    scenario: Annotated[str, typer.Option("--scenario", metavar="S", help="Id, id@variant, or a file.")],
    file_format: options.FileFormat = "",
    out: options.OutOrNone = "",
    settings: options.Settings = None,
    day: options.Day = None,
    lang: options.Lang = None,
) -> int:
    from terminal.onepager import Asked, run

    return run(context.obj, Asked(prison, scenario, file_format, out, tuple(settings or ()), day))


@app.command(cls=Command, help="What a plan requires against what is there, which limit binds, and the ways out.")
def requirements(
    context: typer.Context,
    scenario: options.ScenarioName,
    out: options.Out,
    settings: options.Settings = None,
    time_limit: options.EachLimit = "30",
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.requirements import Asked
    from terminal.requirements import run as answer

    return answer(context.obj, Asked(scenario, Path(out), tuple(settings or ()), time_limit, as_json))


@app.command(cls=Command, help="Choose which company opens in which prison, when and how large, with a proof.")
def plan(
    context: typer.Context,
    scenario: options.ScenarioName,
    out: options.Out,
    gap: options.Gap = None,
    time_limit: options.TimeLimit = None,
    seed: options.Seed = None,
    pins: options.Pins = None,
    bans: options.Bans = None,
    write_mps: options.Mps = "",
    robustness: options.Robustness = None,
    alternatives_differ: options.AlternativesDiffer = None,
    alternatives_lose: options.AlternativesLose = None,
    settings: options.Settings = None,
    lang: options.Lang = None,
) -> int:
    from terminal.plan import Asked
    from terminal.plan import plan as run

    limits = (gap, time_limit, seed)
    decided = (tuple(pins or ()), tuple(bans or ()))
    others = (robustness, alternatives_differ, alternatives_lose)
    return run(context.obj, Asked(scenario, Path(out), tuple(settings or ()), *limits, *decided, write_mps, *others))
