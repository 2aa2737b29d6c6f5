"""Gives an outcome to whoever asked: a JSON object, or a page for a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, cast

import typer

from archive.model.json import Json
from khizana import notices
from khizana.cli.terminal import say, write_json
from khizana.errors import Exit
from khizana.language import Speaker
from khizana.notices import UNEXTENDED
from khizana.outcome import Outcome

Page = Callable[[Any, Any, Speaker], None]
"""Draws the content of an outcome on a rich console: (console, content, speaker)."""


def answer(outcome: Outcome, page: Page, as_json: bool, lang: str | None) -> None:
    """Print the outcome and leave with its exit code."""
    from khizana.settings import language

    _warn(outcome.content.get("differing"), Speaker(language(lang)))
    say_notices(lang)
    if as_json:
        told: dict[str, Json] = {"notices": list(notices.heard())} if notices.heard() else {}
        write_json({**outcome.content, **told}, indent=2)
    else:
        from khizana.cli.console import screen

        page(screen(), outcome.content, Speaker(language(lang)))
    raise typer.Exit(_exit(outcome))


def _exit(outcome: Outcome) -> Exit:
    """A ledger that was cut short is a finding of every command that answers from it."""
    cut = any(one["notice"] == UNEXTENDED for one in notices.heard())
    return Exit.FINDINGS if cut and outcome.exit is Exit.DONE else outcome.exit


def say_notices(lang: str | None) -> None:
    """What must be said whatever the answer, on standard error."""
    from khizana.settings import language

    for one in notices.heard():
        params = {name: value for name, value in one.items() if name != "notice"}
        say(f"khizana: {Speaker(language(lang)).say(str(one['notice']), **params)}", error=True)


def answer_files(outcome: Outcome, as_json: bool, lang: str | None) -> NoReturn:
    """Print the verdicts on files, one JSON object a line, and leave with the exit code."""
    from khizana.settings import language

    files = cast("Sequence[Mapping[str, Json]]", outcome.content["files"])
    if as_json:
        for one in files:
            said = {name: value for name, value in one.items() if name != "said"}
            write_json(said)
    else:
        from khizana.cli.console import screen
        from khizana.cli.pages.files import verdicts

        verdicts(screen(), files, Speaker(language(lang)))
    raise typer.Exit(outcome.exit)


def _warn(differing: Any, speaker: Speaker) -> None:
    """What is served and is known to differ from the ledger is said on standard error, whoever reads the answer."""
    for one in differing or ():
        if one["now"]:
            word = speaker.word("fixity", one["now"])
            say(f"khizana: {speaker.say('differs.now', package=one['package'], word=word)}", error=True)
        if one["audit"]:
            word, time = speaker.word("fixity", one["audit"]["outcome"]), one["audit"]["time"]
            say(f"khizana: {speaker.say('differs.audit', package=one['package'], word=word, time=time)}", error=True)
