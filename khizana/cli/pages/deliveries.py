"""How deliveries and the verdicts on them look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.cli.pages.pages import SHOWN, findings
from khizana.language import Speaker

Content = Any
_STYLES = {"accepted": "green", "refused": "red"}


def listed(console: Console, content: Content, speaker: Speaker) -> None:
    """`delivery list`."""
    for one in content["deliveries"]:
        _came(console, one, speaker)
        _judged(console, one, speaker)
    if not content["deliveries"]:
        console.print(speaker.say("delivery.none"))


def shown(console: Console, content: Content, speaker: Speaker) -> None:
    """`delivery show`: what came, then verdict after verdict."""
    for one in content["received"]:
        _came(console, one, speaker)
    for one in content["verdicts"]:
        _judged(console, one, speaker)
        console.print("  " + speaker.say("verdict.counts", **one["counts"]))
        findings(console, one["findings"][:SHOWN], speaker)
        if len(one["findings"]) > SHOWN:
            console.print(speaker.say("delivery.more", count=len(one["findings"]) - SHOWN))
        if one["packages"]:
            console.print("  " + speaker.say("delivery.packages", count=len(one["packages"])))
        for path in one["files"]:
            if path.endswith(f".{speaker.language}.html"):
                console.print("  " + escape(speaker.say("report.at", path=path)))


def _came(console: Console, one: Content, speaker: Speaker) -> None:
    said = speaker.say("delivery.came", **{**one, "contractor": one["contractor"] or "—"})
    console.print(f"[bold]{escape(said)}[/]")
    if one["replaces"]:
        console.print("  " + escape(speaker.say("delivery.replaces", delivery=one["replaces"])))
    if one["manifest_lost"]:
        console.print("  " + escape(speaker.say("delivery.manifest_lost", digest=one["manifest"])))


def _judged(console: Console, one: Content, speaker: Speaker) -> None:
    if one["outcome"] is None:
        console.print("  " + speaker.say("delivery.unjudged"))
        return
    said = speaker.say("delivery.judged", **{**one, "outcome": speaker.word("delivery", one["outcome"])})
    console.print(f"  [{_STYLES.get(one['outcome'], 'bold')}]{escape(said)}[/]")
