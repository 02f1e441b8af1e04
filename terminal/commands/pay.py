"""Commands about one person: a pay slip, the account of a month."""

from __future__ import annotations

from typing import Annotated

import typer

from terminal import options
from terminal.commands.app import app
from terminal.usage import Command


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
