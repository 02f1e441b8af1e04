"""Options and arguments that several commands share, and those of long commands."""

from __future__ import annotations

from typing import Annotated

import typer

from model.schema.fault import Fault, InputFaults


def _named(folder: str) -> str:
    """Refuse a folder without a name, such as a variable of a script that is not set: it would be the one at hand."""
    if not folder.strip():
        raise InputFaults([Fault("option_without_value", "", None, "--out")])
    return folder


LANG = typer.Option("--lang", metavar="fr|en", help="Language of the answer. Default: the locale, else French.")
Lang = Annotated[str | None, LANG]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output, nothing else.")]
Month = Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="Month whose law applies.", show_default=False)]
ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="Id, id@variant, or a file.")]
Out = Annotated[
    str, typer.Option("--out", metavar="DIR", help="Folder of the results, made if missing.", callback=_named)
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Change an input by its dotted path; can be given again."),
]
Format = Annotated[
    str,
    typer.Option("--format", metavar="pdf|xlsx|html|csv|parquet|zip", help="Form of the report.", show_default=False),
]
FileFormat = Annotated[
    str,
    typer.Option(
        "--format", metavar="pdf|xlsx|html|json", help="Form of the file. Default: its ending, else json.",
        show_default=False,
    ),
]  # fmt: skip
OutOrNone = Annotated[str, typer.Option("--out", metavar="FILE", help="File of the result.")]
OutFile = Annotated[str, typer.Option("--out", metavar="FILE", help="File of the report, written whole or not at all.")]
Sections = Annotated[
    str,
    typer.Option(
        "--sections", metavar="A,B", help="Sections of a PDF or HTML report. Default: all.", show_default=False
    ),
]
Draws = Annotated[
    str | None,
    typer.Option("--draws", metavar="N", help="Random draws of each scenario. Default: 1024.", show_default=False),
]
DrawSeed = Annotated[
    str | None, typer.Option("--seed", metavar="S", help="Seed of the draws. Default: 1.", show_default=False)
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Day that the report bears. Default: today.", show_default=False),
]
NoCreditor = Annotated[bool, typer.Option("--no-creditor", help="No victim or maintenance creditor is known.")]
Gap = Annotated[
    str | None,
    typer.Option("--gap", metavar="SHARE", help="Share by which a better plan may still exist. Default: 0.01."),
]
TimeLimit = Annotated[
    str | None,
    typer.Option(
        "--time-limit",
        metavar="SECONDS",
        help="Seconds of the search, other plans included. Default: 60. Ways out: as many again, two of them whatever "
        "they take.",
    ),
]
EachLimit = Annotated[
    str, typer.Option("--time-limit", metavar="S", help="Seconds of each search. Default: 30.", show_default=False)
]
Seed = Annotated[str | None, typer.Option("--seed", metavar="S", help="Seed of the search.")]
Pins = Annotated[
    list[str] | None,
    typer.Option(
        "--pin",
        metavar="P:C:Q",
        help="Prison:company:quarter that must open, such as 2028-Q3; then :women or :men for one side.",
    ),
]
Bans = Annotated[list[str] | None, typer.Option("--forbid", metavar="P:C", help="Prison:company that may not open.")]
Mps = Annotated[str, typer.Option("--write-mps", metavar="FILE", help="Write the problem for another solver.")]
Robustness = Annotated[
    str | None,
    typer.Option(
        "--robustness", metavar="N", help="Perturbed programmes to look for the openings in.", show_default=False
    ),
]
AlternativesDiffer = Annotated[
    str | None,
    typer.Option("--alternatives-differ", metavar="K", help="Prisons in which another plan must differ. Default: 3."),
]
AlternativesLose = Annotated[
    str | None,
    typer.Option(
        "--alternatives-lose", metavar="X", help="Share of the objective that another plan may lose. Default: 0.05."
    ),
]
Level = Annotated[
    str | None,
    typer.Option(
        "--level",
        metavar="X",
        help="Level to cross. Default: the scenario's target, else where benefits begin.",
        show_default=False,
    ),
]
Points = Annotated[
    str,
    typer.Option(
        "--points",
        metavar="N",
        help="Base points of the Sobol indices, a power of two. Default: 256.",
        show_default=False,
    ),
]
Executor = Annotated[
    str,
    typer.Option(
        "--executor",
        metavar="serial|processes|dask",
        help="Where the work is done. Default: processes, one a core.",
        show_default=False,
    ),
]
HourlyGross = Annotated[
    str | None,
    typer.Option(
        "--hourly-gross",
        metavar="G",
        help="Offer: EUR gross an hour. Without an offer: the floor of the regime.",
    ),
]
