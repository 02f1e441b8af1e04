"""The command line itself: the language asked for, help and mistakes of typing in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

import language
from language.formats import NARROW
from model.schema.fault import Fault, InputFaults, suggestion
from terminal.door import language_of_the_locale

_HELP_TEXTS = {
    "REQUIRED_LONG_STRING": "[required]",
    "ARGUMENTS_PANEL_TITLE": "Arguments",
    "OPTIONS_PANEL_TITLE": "Options",
    "COMMANDS_PANEL_TITLE": "Commands",
    "DEFAULT_STRING": "[default: {}]",
}
"""Typer's own words, and what they say in English."""


def asked_language(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language (``--lang``, anywhere on the line; else the locale's) and the other arguments.

    Raises InputFaults when the language is not one of ours.
    """
    lang, others, rest = language_of_the_locale(), [], list(arguments)
    while rest:
        argument = rest.pop(0)
        if argument == "--":
            others += [argument, *rest]
            break
        name, equals, value = argument.partition("=")
        if name != "--lang":
            others.append(argument)
            continue
        if not equals:
            if not rest:
                raise InputFaults([Fault("option_without_value", "", None, "--lang")])
            value = rest.pop(0)
        if value not in language.LANGUAGES:
            raise InputFaults([Fault("language_unknown", "", None, "--lang", {"found": value})])
        lang = value
    return lang, others


class _Usage:
    """The usage line in the reader's language."""

    lang = "en"

    def get_usage(self, context: Any) -> str:
        usage = str(super().get_usage(context))  # type: ignore[misc]
        return usage.replace("Usage:", language.text(self.lang)("Usage:"), 1)


class Command(_Usage, TyperCommand):
    """A command whose help can be put into another language."""


class Group(_Usage, TyperGroup):
    """All commands; the help lists them in the reader's language."""


def in_language(command: Any, lang: str) -> None:
    """Put the help of a command, its options and its commands into a language."""
    word = language.text(lang)
    for name, english in _HELP_TEXTS.items():
        setattr(rich_utils, name, word(english))
    for one in (command, *getattr(command, "commands", {}).values()):
        one.lang = lang
        if one.help:
            one.help = word(one.help)
        if hasattr(one, "subcommand_metavar"):
            one.subcommand_metavar = word("COMMAND [ARGS]...")
        one.options_metavar = word("[OPTIONS]")
        for option in (*one.params, one.get_help_option(typer.Context(one))):
            if getattr(option, "help", None):
                option.help = word(option.help)
            if option.metavar:
                option.metavar = word(option.metavar)
            elif getattr(option, "is_flag", False):
                option.metavar = " "


def mistake(error: typer.TyperException, names: Sequence[str]) -> Fault:
    """A mistake of typing as a fault. ``names``: the commands that exist."""
    parameter = getattr(error, "param", None)
    name = _name(parameter)
    match type(error).__name__:
        case "NoSuchOption":
            near = list(getattr(error, "possibilities", None) or [])
            return Fault(
                "option_unknown",
                fields={"found": getattr(error, "option_name", ""), "suggestion": near[0] if near else ""},
            )
        case "BadOptionUsage":
            return Fault("option_without_value", "", None, getattr(error, "option_name", ""))
        case "MissingParameter" if name.startswith("-"):
            return Fault("option_missing", "", None, name)
        case "MissingParameter":
            return Fault("argument_missing", fields={"found": name})
    said = str(getattr(error, "message", error))
    found = said.split("'")[1] if said.count("'") >= 2 else said
    if "No such command" in said:
        return Fault(
            "command_unknown",
            fields={"found": found, "suggestion": suggestion(found, list(names)), "known": ", ".join(names)},
        )
    if "unexpected extra argument" in said:
        return Fault("argument_surplus", fields={"found": said[said.rfind("(") + 1 : said.rfind(")")]})
    return Fault("usage_wrong", fields={"found": said.replace(NARROW, " ").rstrip(".")})


def _name(parameter: Any) -> str:
    if parameter is None:
        return ""
    options = [o for o in parameter.opts if o.startswith("--")]
    return str(options[0] if options else parameter.metavar or parameter.name.upper())
