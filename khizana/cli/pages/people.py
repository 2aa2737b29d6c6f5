"""How people, requests and what two people did look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.language import Speaker

Content = Any


def added(console: Console, content: Content, speaker: Speaker) -> None:
    """`person add`."""
    asked = "request" in content
    for key in ("person.asked" if asked else "person.added", "person.key", "person.verifier"):
        console.print(escape(speaker.say(key, **content)))
    if asked:
        proposed(console, content, speaker)


def refused(console: Console, content: Content, speaker: Speaker) -> None:
    """`refuse`."""
    said = {**content, "act": speaker.word("act", content["act"])}
    console.print(escape(speaker.say("request.refused", **said)))


def withdrawn(console: Console, content: Content, speaker: Speaker) -> None:
    """`person withdraw`."""
    if "request" in content:
        proposed(console, content, speaker)
        return
    console.print(escape(speaker.say("person.withdrawn", name=content["name"])))


def people(console: Console, content: Content, speaker: Speaker) -> None:
    """`person list`."""
    for one in content["people"]:
        key = "person.since" if one["until"] is None else "person.until"
        console.print(escape(speaker.say(key, **one)))
    if not content["people"]:
        console.print(speaker.say("person.none"))


def requests(console: Console, content: Content, speaker: Speaker) -> None:
    """`requests`."""
    for one in content["requests"]:
        _request(console, one, speaker)
        console.print("  " + escape(speaker.say("request.approve", request=one["request"])))
    if not content["requests"]:
        console.print(speaker.say("request.none"))


def proposed(console: Console, content: Content, speaker: Speaker) -> None:
    """An act that waits for a second person."""
    _request(console, {**content["proposed"], "request": content["request"]}, speaker)
    console.print(escape(speaker.say("request.second")))
    console.print("  " + escape(speaker.say("request.approve", request=content["request"])))


def done(console: Console, content: Content, speaker: Speaker) -> None:
    """`approve`: what was done, by whom, and each thing with its outcome."""
    console.print(escape(speaker.say("request.done", by=", ".join(content["by"]), subject=content["subject"])))
    for line in content["done"]:
        why = f" ({line['why']})" if line["why"] else ""
        console.print(f"  {speaker.word('done', line['outcome'])} {escape(line['subject'] + why)}")


def _request(console: Console, one: Content, speaker: Speaker) -> None:
    said = {**one, "act": speaker.word("act", one["act"]), "signed_by": ", ".join(one["signed_by"])}
    console.print(f"[bold]{escape(speaker.say('request.line', **said))}[/]")
