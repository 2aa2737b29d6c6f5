"""How an invented delivery looks on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.demonstration.invention import DeliveryInvented
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker

Content = Any
SHOWN = 50
"""How many findings a terminal shows; a report shows more, and its CSV all."""
LISTED = 10
"""How many of the registers that were stored a terminal names; `--json` names all."""

_STYLES = {"blocking": "bold red", "error": "red", "warning": "yellow", "information": "cyan"}


def made(console: Console, answer: DeliveryInvented, speaker: Speaker) -> None:
    """`demo make`."""
    console.print(escape(speaker.say("made", **fields(answer))))
    if answer.planted:
        console.print(escape(speaker.say("made.truth", truth=answer.truth)))
