"""How deliveries and the verdicts on them look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.intake.intake_pages import SHOWN, findings
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.intake.answers import DeliveriesListed, DeliveryCame, DeliveryJudged, DeliveryShown

_STYLES = {"accepted": "green", "refused": "red"}


def listed(console: Console, answer: DeliveriesListed, speaker: Speaker) -> None:
    """`delivery list`."""
    for delivery in answer.deliveries:
        _came(console, delivery, speaker)
        _judged(console, delivery, speaker)
    if not answer.deliveries:
        console.print(speaker.say("delivery.none"))


def shown(console: Console, answer: DeliveryShown, speaker: Speaker) -> None:
    """`delivery show`: what came, then verdict after verdict."""
    for delivery in answer.received:
        _came(console, delivery, speaker)
    for verdict in answer.verdicts:
        _judged(console, verdict, speaker)
        console.print("  " + speaker.say("verdict.counts", **fields(verdict.counts)))
        findings(console, verdict.findings[:SHOWN], speaker)
        if len(verdict.findings) > SHOWN:
            console.print(speaker.say("delivery.more", count=len(verdict.findings) - SHOWN))
        if verdict.packages:
            console.print("  " + speaker.say("delivery.packages", count=len(verdict.packages)))
        for path in verdict.files:
            if path.endswith(f".{speaker.language}.html"):
                console.print("  " + escape(speaker.say("report.at", path=path)))


def _came(console: Console, delivery: DeliveryCame, speaker: Speaker) -> None:
    said = speaker.say("delivery.came", **{**fields(delivery), "contractor": delivery.contractor or "—"})
    console.print(f"[bold]{escape(said)}[/]")
    if delivery.replaces:
        console.print("  " + escape(speaker.say("delivery.replaces", delivery=delivery.replaces)))
    if delivery.manifest_lost:
        console.print("  " + escape(speaker.say("delivery.manifest_lost", digest=delivery.manifest)))


def _judged(console: Console, verdict: DeliveryJudged, speaker: Speaker) -> None:
    if verdict.outcome is None:
        console.print("  " + speaker.say("delivery.unjudged"))
        return
    said = speaker.say("delivery.judged", **{**fields(verdict), "outcome": speaker.word("delivery", verdict.outcome)})
    console.print(f"  [{_STYLES.get(verdict.outcome, 'bold')}]{escape(said)}[/]")
