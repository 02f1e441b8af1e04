"""The terminal door: commands, options and exit codes as docs/terminal.md says."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from model.threads import GIVE_WAY
from terminal import running
from terminal.commands import audit, inputs, partners, pay, scenarios  # noqa: F401  (they join the group)
from terminal.commands.app import app


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; the exit code of the contract. Never a stack trace."""
    sys.setswitchinterval(GIVE_WAY)
    return running.run(app, arguments)


if __name__ == "__main__":
    sys.exit(main())
