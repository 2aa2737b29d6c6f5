"""How building anew and reconciling look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any

SHOWN = 20
"""Differences of one register or one kind that are written out; `--json` has all."""
KINDS = ("missing", "altered", "foreign", "unreadable")


def rebuilt(console: Console, content: Content, speaker: Speaker) -> None:
    """`rebuild` and `reindex`."""
    built = content["built"]
    if built["begun"]:
        console.print(speaker.say("rebuilt.gone_on", **built))
    console.print(speaker.say("rebuilt", **built))


def reconciled(console: Console, content: Content, speaker: Speaker) -> None:
    """`reconcile`."""
    console.print(speaker.say("reconcile.packages", registers=content["registers"], **content["packages"]))
    console.print(speaker.say("reconcile.index", **content["index"]))
    for register in content["differences"]:
        _register(console, register, speaker)
    for name in content["behind"][:SHOWN]:
        console.print(f"[yellow]{escape(speaker.say('reconcile.behind', register=name))}[/]")
    for one in content["catalogue"][:SHOWN]:
        console.print(f"[bold red]{escape(speaker.say('status.disagrees', **one))}[/]")
    for package in content["unrecorded"][:SHOWN]:
        console.print(f"[yellow]{escape(speaker.say('reconcile.unrecorded', package=package))}[/]")
    if content["mended"]:
        console.print(speaker.say("reconcile.mended", mended=content["mended"]))
    style = "green" if content["equal"] else "bold red"
    console.print(f"[{style}]{speaker.say('reconcile.equal' if content['equal'] else 'reconcile.differs')}[/]")


def _register(console: Console, register: Content, speaker: Speaker) -> None:
    for kind in KINDS:
        listed = register.get(kind, [])
        if listed:
            said = speaker.say(f"reconcile.{kind}", register=register["register"], number=len(listed))
            console.print(f"[bold red]{escape(said)}[/]")
        for one in listed[:SHOWN]:
            console.print(f"  {escape(one)}")
        if len(listed) > SHOWN:
            console.print("  …")
