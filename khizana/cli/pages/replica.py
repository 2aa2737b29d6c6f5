"""How replicas look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any


def added(console: Console, content: Content, speaker: Speaker) -> None:
    """`replica add`."""
    console.print(escape(speaker.say("replica.added", **content)))
    if content["same_disk"]:
        console.print(f"[yellow]{escape(speaker.say('replica.same_disk', **content))}[/]")


def replicas(console: Console, content: Content, speaker: Speaker) -> None:
    """`replica list`, and the lines about replicas in `status`."""
    for one in content["replicas"]:
        line(console, one, speaker)
    if not content["replicas"]:
        console.print(f"[yellow]{speaker.say('replica.none')}[/]")


def line(console: Console, one: Content, speaker: Speaker) -> None:
    """One replica with its lag or its problem."""
    if one["problem"]:
        console.print(f"[yellow]{escape(speaker.say('replica.problem', **one))}[/]")
    else:
        console.print(escape(speaker.say("replica.lag" if one["lag"] else "replica.current", **one)))


def synced(console: Console, content: Content, speaker: Speaker) -> None:
    """`replica sync`: what was copied, and what could not be."""
    for one in content["replicas"]:
        line(console, one, speaker)
        console.print("  " + escape(speaker.say("replica.copied", **one["copied"])))
        for lack in one["lacking"]:
            console.print(f"  [red]{speaker.say('replica.lacking')}[/] {escape(lack['why'])}")
