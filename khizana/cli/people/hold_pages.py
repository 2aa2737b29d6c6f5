"""How holds and disposals look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.people.people_pages import proposed
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.dual_control.answers import Proposal
from khizana.service.lifecycle.holds import HoldPlaced, HoldReleased, HoldsListed
from khizana.service.lifecycle.policy_change import PoliciesListed, PolicyAdopted


def held(console: Console, answer: HoldPlaced, speaker: Speaker) -> None:
    """`hold`."""
    console.print(escape(speaker.say("hold.placed", subject=answer.subject, reason=answer.reason)))


def released(console: Console, answer: HoldReleased, speaker: Speaker) -> None:
    """`release`."""
    console.print(escape(speaker.say("hold.released", subject=answer.subject, reason=answer.reason)))


def holds(console: Console, answer: HoldsListed, speaker: Speaker) -> None:
    """`holds`."""
    for hold in answer.holds:
        console.print(escape(speaker.say("hold.line", **fields(hold))))
    if not answer.holds:
        console.print(speaker.say("hold.none"))
    for gone in answer.disposed:
        console.print(escape(speaker.say("disposed.line", **fields(gone))))
        if not gone.done:
            console.print(f"[yellow]{escape(speaker.say('disposed.unfinished', **fields(gone)))}[/]")


def policies(console: Console, answer: PoliciesListed, speaker: Speaker) -> None:
    """`policy list`."""
    for one in answer.policies:
        said = {**fields(one), "kind": speaker.word("policy", one.kind)}
        console.print(escape(speaker.say("policy.none" if one.document is None else "policy.in_force", **said)))
        if one.waiting:
            console.print("  " + escape(speaker.say("policy.waiting", **said)))


def adopted(console: Console, answer: PolicyAdopted | Proposal, speaker: Speaker) -> None:
    """`policy adopt`."""
    if isinstance(answer, Proposal):
        proposed(console, answer, speaker)
        return
    for name, document in answer.adopted.items():
        console.print(escape(speaker.say("policy.adopted", name=name, document=document)))
