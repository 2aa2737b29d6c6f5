"""How the answer of `premis` looks on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any


def premis(console: Console, content: Content, speaker: Speaker) -> None:
    """The document itself where no file was named; else what was written where."""
    if content["document"] is not None:
        console.out(content["document"], highlight=False, end="")
        return
    later = sum(content["later"].values())
    said = speaker.say("premis.written", file=content["file"], later=later, position=content["position"])
    console.print(f"[green]✓[/] {escape(said)}")
    for kind, count in sorted(content["later"].items()):
        console.print(f"  {count} {escape(kind)}")
    if content["disposed"]:
        console.print(f"[yellow]![/] {escape(speaker.say('premis.disposed', package=content['package']))}")
    if content["unread"]:
        entries = ", ".join(str(position) for position in content["unread"])
        console.print(f"[yellow]![/] {escape(speaker.say('premis.unread', entries=entries))}")
