"""Gives an outcome to whoever asked: a JSON object, or a page for a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import typer

from archive.model.json import Json
from khizana import notices
from khizana.cli.terminal.terminal import say, write_json
from khizana.errors import Exit
from khizana.language import Speaker, language
from khizana.notices import UNEXTENDED
from khizana.outcome import A, Differing, Outcome

if TYPE_CHECKING:
    from rich.console import Console


def answer(outcome: Outcome[A], page: Callable[[Console, A, Speaker], None], as_json: bool, lang: str | None) -> None:
    """Print the outcome, as JSON or as its page, and leave with its exit code."""
    _warn(outcome.differing or (), Speaker(language(lang)))
    say_notices(lang)
    if as_json:
        told: dict[str, Json] = {"notices": list(notices.heard())} if notices.heard() else {}
        write_json({**outcome.to_json(), **told}, indent=2)
    else:
        from khizana.cli.terminal.console import screen

        page(screen(), outcome.answer, Speaker(language(lang)))
    raise typer.Exit(_exit(outcome))


def _exit(outcome: Outcome[Any]) -> Exit:
    """A ledger that was cut short is a finding of every command that answers from it."""
    cut = any(one["notice"] == UNEXTENDED for one in notices.heard())
    return Exit.FINDINGS if cut and outcome.exit is Exit.DONE else outcome.exit


def say_notices(lang: str | None) -> None:
    """What must be said whatever the answer, on standard error."""
    for one in notices.heard():
        params = {name: value for name, value in one.items() if name != "notice"}
        say(f"khizana: {Speaker(language(lang)).say(str(one['notice']), **params)}", error=True)


def _warn(differing: Iterable[Differing], speaker: Speaker) -> None:
    """What is served and is known to differ from the ledger is said on standard error, whoever reads the answer."""
    for one in differing:
        if one.now:
            word = speaker.word("fixity", one.now)
            say(f"khizana: {speaker.say('differs.now', package=one.package, word=word)}", error=True)
        if one.audit:
            word, time = speaker.word("fixity", one.audit.outcome), one.audit.time
            say(f"khizana: {speaker.say('differs.audit', package=one.package, word=word, time=time)}", error=True)
