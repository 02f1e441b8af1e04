"""The group that every command joins."""

from __future__ import annotations

import typer

from terminal import options
from terminal.door import DONE
from terminal.usage import Group

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
