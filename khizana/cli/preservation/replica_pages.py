"""How replicas look on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.markup import escape

from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.preservation.copy_answers import Lacking
from khizana.service.preservation.replicas import ReplicaAdded, ReplicaLag, ReplicasListed, ReplicasSynced


def added(console: Console, answer: ReplicaAdded, speaker: Speaker) -> None:
    """`replica add`."""
    console.print(escape(speaker.say("replica.added", **fields(answer))))
    if answer.same_disk:
        console.print(f"[yellow]{escape(speaker.say('replica.same_disk', **fields(answer)))}[/]")


def replicas(console: Console, answer: ReplicasListed, speaker: Speaker) -> None:
    """`replica list`."""
    for replica in answer.replicas:
        line(console, replica, speaker)
    if not answer.replicas:
        console.print(f"[yellow]{speaker.say('replica.none')}[/]")


def line(console: Console, replica: ReplicaLag, speaker: Speaker) -> None:
    """One replica with its lag or its problem."""
    if replica.problem:
        console.print(f"[yellow]{escape(speaker.say('replica.problem', **fields(replica)))}[/]")
    else:
        console.print(escape(speaker.say("replica.lag" if replica.lag else "replica.current", **fields(replica))))


def synced(console: Console, answer: ReplicasSynced, speaker: Speaker) -> None:
    """`replica sync`: what was copied, and what could not be."""
    for replica in answer.replicas:
        line(console, replica, speaker)
        console.print("  " + escape(speaker.say("replica.copied", **fields(replica.copied))))
        not_copied(console, replica.lacking, speaker)


def not_copied(console: Console, lacking: Iterable[Lacking], speaker: Speaker) -> None:
    """What could not be copied, one line each."""
    for one in lacking:
        console.print(f"  [red]{speaker.say('replica.lacking')}[/] {escape(one.why)}")
