"""How the answer of `premis` looks on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker
from khizana.service.lifecycle.later_premis import PremisGiven


def premis(console: Console, answer: PremisGiven, speaker: Speaker) -> None:
    """The document itself where no file was named; else what was written where."""
    if answer.document is not None:
        console.out(answer.document, highlight=False, end="")
        return
    later = sum(answer.later.values())
    said = speaker.say("premis.written", file=answer.file, later=later, position=answer.position)
    console.print(f"[green]✓[/] {escape(said)}")
    for kind, count in sorted(answer.later.items()):
        console.print(f"  {count} {escape(kind)}")
    if answer.disposed:
        console.print(f"[yellow]![/] {escape(speaker.say('premis.disposed', package=answer.package))}")
    if answer.unread:
        entries = ", ".join(str(position) for position in answer.unread)
        console.print(f"[yellow]![/] {escape(speaker.say('premis.unread', entries=entries))}")
