"""Errors of usage in the language of the reader: the parser names the fault, the catalogue has the sentence."""

from __future__ import annotations

import re

from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    ClickException,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)

from khizana.cli.terminal.terminal import say
from khizana.language import Speaker

_NO_COMMAND = re.compile(r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?$", re.DOTALL)
_EXTRA = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)$", re.DOTALL)


def show(error: ClickException, speaker: Speaker) -> None:
    """Say on standard error what is wrong, how the command is used, and where its help is."""
    if speaker.language == "en" or isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    context = error.ctx if isinstance(error, UsageError) else None
    if context is not None:
        say(context.get_usage(), error=True)
        say(speaker.say("usage.help", command=f"{context.command_path} {context.help_option_names[0]}"), error=True)
        say("", error=True)
    say(f"{speaker.label(speaker.say('usage.error'))} {said(error, speaker)}", error=True)


def said(error: ClickException, speaker: Speaker) -> str:
    """The sentence alone."""
    if speaker.language == "en":
        return "Missing command." if isinstance(error, NoArgsIsHelpError) else error.format_message()
    match error:
        case NoArgsIsHelpError():
            return speaker.say("usage.missing_command")
        case MissingParameter(param=param) if param is not None:
            return speaker.say(f"usage.missing_{param.param_type_name}", name=param.get_error_hint())
        case NoSuchOption():
            meant = ", ".join(sorted(error.possibilities or ()))
            return _meant(speaker.say("usage.no_such_option", name=error.option_name), meant, speaker)
        case BadOptionUsage():
            kind = "no_value" if "does not take" in error.message else "needs_value"
            return speaker.say(f"usage.{kind}", name=error.option_name)
        case BadParameter(param=param) if param is not None:
            return speaker.say("usage.bad_value", name=param.get_error_hint(), problem=_problem(error, speaker))
        case _:
            pass
    if found := _NO_COMMAND.match(error.message):
        return _meant(speaker.say("usage.no_such_command", name=found[1]), found[2], speaker)
    if found := _EXTRA.match(error.message):
        return speaker.say("usage.extra", words=found[1])
    return speaker.say("usage.missing_command") if error.message == "Missing command." else error.format_message()


def _meant(sentence: str, others: str | None, speaker: Speaker) -> str:
    return f"{sentence} {speaker.say('usage.meant', others=others)}" if others else sentence


def _problem(error: BadParameter, speaker: Speaker) -> str:
    """What the value should have been, where the kind of the parameter says it; the parser's own words otherwise."""
    kind = getattr(error.param, "type_descriptor", None)
    first, last = getattr(error.param, "min", None), getattr(error.param, "max", None)
    if getattr(kind, "is_ranged", False) and first is not None and last is not None:
        return speaker.say("usage.between", first=first, last=last)
    if getattr(kind, "is_ranged", False) and first is not None:
        return speaker.say("usage.at_least", first=first)
    whole = "integer" in error.message
    return speaker.say("usage.whole_number") if whole else error.message
