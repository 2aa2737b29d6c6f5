"""How people, requests and what two people did look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.dual_control.answers import (
    Approval,
    OpenRequest,
    PeopleListed,
    PersonAdded,
    PersonWithdrawn,
    Proposal,
    Proposed,
    Refusal,
    RequestsListed,
)


def added(console: Console, answer: PersonAdded, speaker: Speaker) -> None:
    """`person add`."""
    asked = answer.proposed is not None
    for key in ("person.asked" if asked else "person.added", "person.key", "person.verifier"):
        console.print(escape(speaker.say(key, **fields(answer))))
    if answer.proposed is not None:
        _waits(console, answer.proposed, answer.request, speaker)


def refused(console: Console, answer: Refusal, speaker: Speaker) -> None:
    """`refuse`."""
    said = {**fields(answer), "act": speaker.word("act", answer.act)}
    console.print(escape(speaker.say("request.refused", **said)))


def withdrawn(console: Console, answer: PersonWithdrawn | Proposal, speaker: Speaker) -> None:
    """`person withdraw`."""
    if isinstance(answer, Proposal):
        proposed(console, answer, speaker)
    else:
        console.print(escape(speaker.say("person.withdrawn", name=answer.name)))


def people(console: Console, answer: PeopleListed, speaker: Speaker) -> None:
    """`person list`."""
    for one in answer.people:
        key = "person.since" if one.until is None else "person.until"
        console.print(escape(speaker.say(key, **fields(one))))
    if not answer.people:
        console.print(speaker.say("person.none"))


def requests(console: Console, answer: RequestsListed, speaker: Speaker) -> None:
    """`requests`."""
    for one in answer.requests:
        _request(console, one, one.request, speaker)
        console.print("  " + escape(speaker.say("request.approve", request=one.request)))
    if not answer.requests:
        console.print(speaker.say("request.none"))


def proposed(console: Console, answer: Proposal, speaker: Speaker) -> None:
    """An act that waits for a second person."""
    _waits(console, answer.proposed, answer.request, speaker)


def done(console: Console, answer: Approval, speaker: Speaker) -> None:
    """`approve`: what was done, by whom, and each thing with its outcome."""
    console.print(escape(speaker.say("request.done", by=", ".join(answer.by), subject=answer.subject)))
    for line in answer.done:
        why = f" ({line.why})" if line.why else ""
        console.print(f"  {speaker.word('done', line.outcome)} {escape(line.subject + why)}")


def _waits(console: Console, asked: Proposed, request: str | None, speaker: Speaker) -> None:
    _request(console, asked, request, speaker)
    console.print(escape(speaker.say("request.second")))
    console.print("  " + escape(speaker.say("request.approve", request=request)))


def _request(console: Console, one: Proposed | OpenRequest, request: str | None, speaker: Speaker) -> None:
    said = {**fields(one), "act": speaker.word("act", one.act), "signed_by": ", ".join(one.signed_by)}
    console.print(f"[bold]{escape(speaker.say('request.line', **{**said, 'request': request}))}[/]")
