"""How what was handed out looks on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.access.search_pages import access_of
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.access.answers import Exported
from khizana.service.lifecycle.answers import AccessToday

Content = Any
SHOWN = 50
"""How many findings a terminal shows; a report shows more, and its CSV all."""
LISTED = 10
"""How many of the registers that were stored a terminal names; `--json` names all."""

_STYLES = {"blocking": "bold red", "error": "red", "warning": "yellow", "information": "cyan"}


def exported(console: Console, answer: Exported, speaker: Speaker) -> None:
    """`export`: what was handed out, and what of it, or beside it, is closed and until when."""
    console.print(escape(speaker.say("exported", files=len(answer.files), directory=answer.directory)))
    one: Content
    for one in answer.closed:
        if "package" in one:
            _closed(console, "export.package", one, speaker)
            continue
        named = speaker.label(f"{one['act']} ({one['copy']})")
        console.print(escape(f"{named} {access_of(AccessToday(**one['access']), speaker)}"))
        for page in one["pages"]:
            _closed(console, "export.whole" if page["whole"] else "export.cut", page, speaker)
    console.print(speaker.say("export.recorded", **fields(answer.recorded)))


def _closed(console: Console, key: str, one: Content, speaker: Speaker) -> None:
    console.print(escape(speaker.say(key, **one)))
    if one["until"]:
        console.print(speaker.say("export.until", **one))
    if one["for_ever"]:
        console.print(speaker.say("export.for_ever", **one))
