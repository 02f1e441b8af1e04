"""Commands about scenarios: projected, compared, explained, moved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from terminal import options
from terminal.commands.app import app
from terminal.usage import Command


@app.command(cls=Command, help="Project a scenario month by month and write the results.")
def project(
    context: typer.Context,
    scenario: options.ScenarioName,
    out: options.Out,
    settings: options.Settings = None,
    draws: Annotated[str | None, typer.Option("--draws", metavar="N", help="Random draws (stochastic engine).")] = None,
    seed: Annotated[str | None, typer.Option("--seed", metavar="S", help="Seed of the draws.")] = None,
    engine: Annotated[
        str, typer.Option("--engine", metavar="expected|stochastic", help="Engine of the computation.")
    ] = "stochastic",
    lang: options.Lang = None,
) -> int:
    from terminal.project import Asked
    from terminal.project import project as run

    return run(context.obj, Asked(scenario, Path(out), tuple(settings or ()), draws, seed, engine))


@app.command(cls=Command, help="Set two to four scenarios side by side, and say what makes them differ.")
def compare(
    context: typer.Context,
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="Ids, id@variant, or files.")],
    out: options.Out,
    settings: options.Settings = None,
    draws: Annotated[str, typer.Option("--draws", metavar="N", help="Random draws (stochastic engine).")] = "",
    seed: Annotated[str, typer.Option("--seed", metavar="S", help="Seed of the draws.")] = "",
    lang: options.Lang = None,
) -> int:
    from terminal.compare import Asked, run

    return run(context.obj, Asked(tuple(scenarios), Path(out), draws, seed, tuple(settings or ())))


@app.command(cls=Command, help="Where a number comes from: formula, inputs, sources, share resting on guesses.")
def explain(
    context: typer.Context,
    scenario: options.ScenarioName,
    indicator: Annotated[str, typer.Argument(metavar="INDICATOR", help="Id of the indicator, such as at_work.")],
    prison: Annotated[
        str, typer.Option("--prison", metavar="ID", help="Of one prison. Default: the programme.", show_default=False)
    ] = "",
    year: Annotated[
        str, typer.Option("--year", metavar="Y", help="One year. Default: the whole horizon.", show_default=False)
    ] = "",
    settings: options.Settings = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.explain import Asked, run

    return run(context.obj, Asked(scenario, indicator, prison, year, tuple(settings or ()), as_json))


@app.command(cls=Command, help="What a pilot's own result weighs beside the studies, and what to expect with both.")
def pilot(
    context: typer.Context,
    scenario: options.ScenarioName,
    releases: Annotated[str, typer.Option("--releases", metavar="N", help="People released from the pilot.")],
    reconvicted: Annotated[
        str, typer.Option("--reconvicted", metavar="K", help="Those of them reconvicted within 12 months.")
    ],
    site: Annotated[str, typer.Option("--site", metavar="men|women", help="men (or mixed), or women.")] = "men",
    evidence: Annotated[
        str, typer.Option("--evidence", metavar="ID", help="Which evidence. Default: the first.", show_default=False)
    ] = "",
    settings: options.Settings = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.pilot import Asked, run

    return run(context.obj, Asked(scenario, releases, reconvicted, site, evidence, tuple(settings or ()), as_json))


@app.command(cls=Command, help="Which uncertain inputs move an indicator, and where it crosses a level.")
def sensitivity(
    context: typer.Context,
    scenario: options.ScenarioName,
    indicator: Annotated[str, typer.Option("--indicator", metavar="I", help="Indicator to explain.")],
    out: options.Out,
    scope: Annotated[
        str,
        typer.Option("--scope", metavar="S", help="What it is measured over. Default: programme.", show_default=False),
    ] = "programme",
    member: Annotated[str, typer.Option("--id", metavar="ID", help="Which prison, company, region...")] = "",
    period: Annotated[
        str,
        typer.Option(
            "--period",
            metavar="P",
            help="Year, or total. Default: the year of the target, else total.",
            show_default=False,
        ),
    ] = "",
    level: options.Level = None,
    points: options.Points = "256",
    seed: Annotated[
        str, typer.Option("--seed", metavar="S", help="Seed of the draws. Default: 1.", show_default=False)
    ] = "1",
    settings: options.Settings = None,
    lang: options.Lang = None,
) -> int:
    from terminal.sensitivity import Asked
    from terminal.sensitivity import sensitivity as run

    return run(
        context.obj,
        Asked(scenario, Path(out), indicator, scope, member, period, level, points, seed, tuple(settings or ())),
    )


@app.command(cls=Command, help="Many scenarios x draws, on one machine or a cluster.")
def sweep(
    context: typer.Context,
    scenarios: Annotated[list[str], typer.Argument(metavar="SCENARIO...", help="Ids, id@variant, or files.")],
    out: options.Out,
    draws: Annotated[
        str,
        typer.Option("--draws", metavar="N", help="Random draws of each scenario. Default: 1024.", show_default=False),
    ] = "1024",
    seed: Annotated[
        str, typer.Option("--seed", metavar="S", help="Seed of the draws. Default: 1.", show_default=False)
    ] = "1",
    executor: options.Executor = "processes",
    scheduler: Annotated[
        str | None,
        typer.Option("--scheduler", metavar="URL", help="Address of the Dask scheduler, such as tcp://host:8786."),
    ] = None,
    settings: options.Settings = None,
    lang: options.Lang = None,
) -> int:
    from terminal.sweep import Asked, run

    return run(context.obj, Asked(tuple(scenarios), Path(out), draws, seed, executor, scheduler, tuple(settings or ())))


@app.command(cls=Command, help="A scenario as a report that leaves: PDF, workbook, web page, data.")
def report(
    context: typer.Context,
    scenario: options.ScenarioName,
    form: options.Format,
    out: options.OutFile,
    sections: options.Sections = "",
    settings: options.Settings = None,
    draws: options.Draws = None,
    seed: options.DrawSeed = None,
    day: options.Day = None,
    lang: options.Lang = None,
) -> int:
    if form == "zip":
        from terminal import bundle, project

        asked = project.Asked(scenario, Path(out), tuple(settings or ()), draws, seed, "stochastic")
        return bundle.bundle(context.obj, asked, day)
    from terminal.report import Asked
    from terminal.report import report as run

    return run(context.obj, Asked(scenario, form, Path(out), sections, tuple(settings or ()), draws, seed, day))
