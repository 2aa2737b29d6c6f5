"""How holds and disposals look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.pages.people import proposed
from khizana.language import Speaker

Content = Any


def held(console: Console, content: Content, speaker: Speaker) -> None:
    """`hold`."""
    console.print(escape(speaker.say("hold.placed", **content)))


def released(console: Console, content: Content, speaker: Speaker) -> None:
    """`release`."""
    console.print(escape(speaker.say("hold.released", **content)))


def holds(console: Console, content: Content, speaker: Speaker) -> None:
    """`holds`."""
    for one in content["holds"]:
        console.print(escape(speaker.say("hold.line", **one)))
    if not content["holds"]:
        console.print(speaker.say("hold.none"))
    for one in content["disposed"]:
        console.print(escape(speaker.say("disposed.line", **one)))
        if not one["done"]:
            console.print(f"[yellow]{escape(speaker.say('disposed.unfinished', **one))}[/]")


def policies(console: Console, content: Content, speaker: Speaker) -> None:
    """`policy list`."""
    for one in content["policies"]:
        said = {**one, "kind": speaker.word("policy", one["kind"])}
        console.print(escape(speaker.say("policy.none" if one["document"] is None else "policy.in_force", **said)))
        if one["waiting"]:
            console.print("  " + escape(speaker.say("policy.waiting", **said)))


def adopted(console: Console, content: Content, speaker: Speaker) -> None:
    """`policy adopt`."""
    if "request" in content:
        proposed(console, content, speaker)
        return
    for name, document in content["adopted"].items():
        console.print(escape(speaker.say("policy.adopted", name=name, document=document)))
