"""How building anew and reconciling look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.custody.custody_pages import disagreement
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.index.answers import Reconciled, RegisterDifferences
from khizana.service.index.indexing import IndexBuilt

SHOWN = 20
"""Differences of one register or one kind that are written out; `--json` has all."""


def rebuilt(console: Console, answer: IndexBuilt, speaker: Speaker) -> None:
    """`rebuild` and `reindex`."""
    built = answer.built
    if built.begun:
        console.print(speaker.say("rebuilt.gone_on", **fields(built)))
    console.print(speaker.say("rebuilt", **fields(built)))


def reconciled(console: Console, answer: Reconciled, speaker: Speaker) -> None:
    """`reconcile`."""
    console.print(speaker.say("reconcile.packages", registers=answer.registers, **fields(answer.packages)))
    console.print(speaker.say("reconcile.index", **fields(answer.index)))
    for register in answer.differences:
        _register(console, register, speaker)
    for name in answer.behind[:SHOWN]:
        console.print(f"[yellow]{escape(speaker.say('reconcile.behind', register=name))}[/]")
    for one in answer.catalogue[:SHOWN]:
        console.print(f"[bold red]{escape(disagreement(one, speaker))}[/]")
    for package in answer.unrecorded[:SHOWN]:
        console.print(f"[yellow]{escape(speaker.say('reconcile.unrecorded', package=package))}[/]")
    if answer.mended:
        console.print(speaker.say("reconcile.mended", mended=answer.mended))
    if answer.equal:
        console.print(f"[green]{speaker.say('reconcile.equal')}[/]")
    elif answer.differences or answer.catalogue or answer.unrecorded or answer.lag.index is None:
        console.print(f"[bold red]{speaker.say('reconcile.differs')}[/]")
    else:
        console.print(f"[yellow]{speaker.say('reconcile.lags', **fields(answer.lag))}[/]")


def _register(console: Console, register: RegisterDifferences, speaker: Speaker) -> None:
    kinds = {
        "missing": register.missing,
        "altered": register.altered,
        "foreign": register.foreign,
        "unreadable": register.unreadable,
    }
    for kind, listed in kinds.items():
        if listed:
            said = speaker.say(f"reconcile.{kind}", register=register.register, number=len(listed))
            console.print(f"[bold red]{escape(said)}[/]")
        for one in listed[:SHOWN]:
            console.print(f"  {escape(one)}")
        if len(listed) > SHOWN:
            console.print("  …")
