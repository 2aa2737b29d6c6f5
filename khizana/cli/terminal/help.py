"""Help in the language of the reader: what the code says in English is looked up in the catalogue, paragraph by paragraph."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from typer._click.core import Command, Context
from typer._click.formatting import HelpFormatter

from khizana.errors import MEANINGS
from khizana.language import Speaker

_EXAMPLE = re.compile(r"(Examples?): (.*)", re.DOTALL)
_LINE = re.compile(r"(TMPDIR=\S+ )?khizana ")
_HEADINGS = {"Arguments": "help.arguments", "Options": "help.options", "Commands": "help.commands"}
_BRACKET = re.compile(r"\[([^\[\]]*)\]$")


def speaking(command: Command, speaker: Speaker) -> Command:
    """The command, and all below it, with their help in that language."""
    if speaker.language == "en":
        return command
    formatter = partial(_Formatter, speaker)
    command.context_class = type("SpeakingContext", (Context,), {"formatter_class": formatter})
    _translate(command, speaker)
    return command


def _translate(command: Any, speaker: Speaker) -> None:
    command.help = in_language(command.help, speaker)
    command.epilog = exit_codes(speaker) if command.epilog else None
    command.options_metavar = speaker.say("help.options_here")
    for parameter in command.params:
        parameter.help = in_language(parameter.help, speaker)
    for below in getattr(command, "commands", {}).values():
        command.subcommand_metavar = speaker.say("help.command_here")
        below.context_class = command.context_class
        _translate(below, speaker)


def in_language(english: str | None, speaker: Speaker) -> str:
    """A text of help, paragraph by paragraph."""
    return "\n\n".join(_paragraph(one, speaker) for one in paragraphs(english))


def paragraphs(english: str | None) -> list[str]:
    """The paragraphs of a docstring, each in one line: the keys of the catalogue."""
    return [" ".join(one.split()) for one in inspect.cleandoc(english or "").split("\n\n") if one.strip()]


def is_example(paragraph: str) -> bool:
    """A line that is typed is the same in every language."""
    return bool(_EXAMPLE.match(paragraph) or _LINE.match(paragraph))


def _paragraph(english: str, speaker: Speaker) -> str:
    if example := _EXAMPLE.match(english):
        return f"{speaker.label(speaker.say('help.example'))} {example[2]}"
    return english if is_example(english) else speaker.translated("help", english)


def exit_codes(speaker: Speaker) -> str:
    """What each exit code means, in one paragraph."""
    said = [f"{code.value} {speaker.translated('help', meaning)}" for code, meaning in MEANINGS.items()]
    return f"{speaker.label(speaker.say('help.exit_codes'))} {speaker.say('list.semicolon').join(said)}."


class _Formatter(HelpFormatter):
    """Writes the headings and what stands in brackets in the language of the reader."""

    def __init__(self, speaker: Speaker, **settings: Any) -> None:
        super().__init__(**settings)
        self._speaker = speaker

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or self._speaker.label(self._speaker.say("help.usage")) + " ")

    def write_heading(self, heading: str) -> None:
        key = _HEADINGS.get(heading)
        said = self._speaker.label(self._speaker.say(key)) if key else f"{heading}:"
        self.write(f"{'':>{self.current_indent}}{said}\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, self._said(text)) for name, text in rows], col_max, col_spacing)

    def _said(self, text: str) -> str:
        if text == "Show this message and exit.":
            return self._speaker.translated("help", text)
        return _BRACKET.sub(lambda found: f"[{self._bracket(found[1])}]", text)

    def _bracket(self, inside: str) -> str:
        """`default: 20; 1<=x<=1000; required`."""
        return "; ".join(
            self._speaker.say("help.default", value=one.removeprefix("default: "))
            if one.startswith("default: ")
            else self._speaker.say("help.required")
            if one == "required"
            else one
            for one in inside.split("; ")
        )
