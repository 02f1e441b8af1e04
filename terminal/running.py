"""What every command line goes through: language, the command, an exit code of the contract. Never a stack trace."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from typing import Any

import typer

import language
from model.schema.fault import Fault, InputFaults
from terminal.door import DONE, INPUT_WRONG, OUR_FAULT, Door, exit_code, language_of_the_locale, our_fault
from terminal.usage import asked_language, in_language, mistake


def run(app: typer.Typer, arguments: Sequence[str] | None = None) -> int:
    """Run a command line of some commands; its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    door = Door(language_of_the_locale())
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _ended)  # what schedulers and containers send: end as on Ctrl+C, workers too
    try:
        lang, others = asked_language(sys.argv[1:] if arguments is None else arguments)
        door = Door(lang)
        code = _command(app, door, others)
        sys.stdout.flush()
        return code
    except InputFaults as found:
        door.faults(found.faults)
        return exit_code(found.faults)
    except (BrokenPipeError, SystemExit):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - the reader has left
        return DONE
    except (KeyboardInterrupt, typer.Abort):
        door.faults([Fault("run_interrupted")])
        return 130
    except Exception as error:
        door.faults([our_fault(error)])
        return OUR_FAULT


def _ended(number: int, frame: object) -> None:
    raise KeyboardInterrupt


def _command(app: typer.Typer, door: Door, arguments: Sequence[str]) -> int:
    command: Any = typer.main.get_command(app)
    in_language(command, door.lang)
    try:
        code = command.main(list(arguments), prog_name="cli.py", standalone_mode=False, obj=door)
    except typer.TyperException as error:
        door.note(language.line(mistake(error, list(command.commands)), door.lang))
        return INPUT_WRONG
    if code == 130:
        raise KeyboardInterrupt
    return int(code or DONE)
