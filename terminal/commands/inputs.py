"""Commands about the files and the machine: checks, schemas, the ministry's workbook, speed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from terminal import options
from terminal.commands.app import app
from terminal.usage import Command


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
