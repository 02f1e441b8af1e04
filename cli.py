"""The terminal door: commands, options and exit codes as docs/terminal.md says."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from terminal import options, running
from terminal.door import DONE
from terminal.usage import Command, Group

app = typer.Typer(
    cls=Group,
    add_completion=False,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    help="Essaimage: plan prison workshops that pay, from profiles to pay, victims and work after release.",
)


@app.callback()
def main_help(context: typer.Context, lang: options.Lang = None) -> int:
    """Show the help when no command is given."""
    if context.invoked_subcommand is None:
        print(context.get_help())
    return DONE


@app.command(cls=Command, help="Check everything, or the given files: every fault, with file and line.")
def check(
    context: typer.Context,
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="YAML files or folders. Default: all of sites/ and config/."),
    ] = None,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.check import check as run

    return run(context.obj, [Path(p) for p in paths or ()], as_json)


@app.command(cls=Command, help="One pay slip: gross, contributions, net, and the account of the month.")
def pay(
    context: typer.Context,
    month: options.Month,
    weekly_hours: Annotated[str, typer.Option("--weekly-hours", metavar="H", help="Hours of the contract in a week.")],
    hourly_gross: options.HourlyGross = None,
    monthly_net: Annotated[
        str | None,
        typer.Option("--monthly-net", metavar="N", help="Offer: EUR net a month, solved back to gross."),
    ] = None,
    regime: Annotated[
        str, typer.Option("--regime", metavar="production|sg1|sg2|sg3", help="Regime of pay.")
    ] = "production",
    rule: Annotated[
        str, typer.Option("--rule", metavar="statutory|flat:R|none", help="How receipts are split.")
    ] = "statutory",
    no_creditor: options.NoCreditor = False,
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.pay import Asked
    from terminal.pay import pay as run

    return run(
        context.obj,
        Asked(month, weekly_hours, hourly_gross, monthly_net, regime, rule, not no_creditor, as_json),
    )


@app.command(cls=Command, help="The account of one month: victims, release savings, available.")
def split(
    context: typer.Context,
    month: options.Month,
    net: Annotated[str, typer.Option("--net", metavar="N", help="EUR received in the month.")],
    no_creditor: options.NoCreditor = False,
    victims_held: Annotated[
        str,
        typer.Option("--victims-held", metavar="X", help="EUR already held for victims; counts without a creditor."),
    ] = "0",
    as_json: options.AsJson = False,
    lang: options.Lang = None,
) -> int:
    from terminal.pay import account

    return account(context.obj, month, net, not no_creditor, victims_held, as_json)


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


@app.command(cls=Command, help="A report that leaves the screen: document, workbook, page or data.")
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
    from terminal.report import Asked
    from terminal.report import report as run

    return run(context.obj, Asked(scenario, form, Path(out), sections, tuple(settings or ()), draws, seed, day))


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
    settings: options.Settings = None,
    lang: options.Lang = None,
) -> int:
    from terminal.plan import Asked
    from terminal.plan import plan as run

    limits = (gap, time_limit, seed)
    decided = (tuple(pins or ()), tuple(bans or ()))
    return run(context.obj, Asked(scenario, Path(out), tuple(settings or ()), *limits, *decided, write_mps))


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


@app.command(cls=Command, help="Time the engines on this machine, as ratios.")
def bench(
    context: typer.Context,
    size: Annotated[
        str,
        typer.Option(
            "--size", metavar="small|france|world", help="Size of the work. Default: france.", show_default=False
        ),
    ] = "france",
    lang: options.Lang = None,
) -> int:
    from terminal.bench import run

    return run(context.obj, size)


@app.command(cls=Command, help="Write the JSON Schemas that editors use.")
def schema(
    context: typer.Context,
    out: Annotated[
        str,
        typer.Option("--out", metavar="DIR", help="Folder of the schemas. Default: config/schema.", show_default=False),
    ] = "",
    lang: options.Lang = None,
) -> int:
    from terminal.schema import write

    return write(context.obj, Path(out) if out else None)


@app.command("import-population", cls=Command, help="Bring the ministry's monthly workbook into the prison profiles.")
def import_population(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx", help="Workbook of the ministry.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, change nothing.")] = False,
    lang: options.Lang = None,
) -> int:
    from terminal.population import run

    return run(context.obj, Path(file), dry_run)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code of the contract. Never a stack trace."""
    return running.run(app, arguments)


if __name__ == "__main__":
    sys.exit(main())
