"""How a register and the history of an act or a register look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.access.act_pages import pages_of
from khizana.cli.terminal.fields import fields
from khizana.export.changed_lines import basis, changed
from khizana.language import Speaker
from khizana.service.lifecycle.answers import ActState, Came, HistoryShown, Shown, ShownView


def history(console: Console, answer: HistoryShown, speaker: Speaker) -> None:
    """`show --history`: the versions of a register, or the states of an act in each paper copy."""
    if answer.register is not None:
        console.print(f"[bold]{escape(speaker.say('history.register', register=answer.register))}[/]")
    for version in answer.versions:
        _came(console, version, speaker)
        console.print(f"  {speaker.say('history.brought', **fields(version.brought))}")
        for view in version.views:
            _view(console, view, speaker)
        for change in version.changes:
            console.print(f"  {escape(changed(fields(change), speaker))}")
    if answer.act is not None:
        console.print(f"[bold]{escape(speaker.say('show.title', act=answer.act))}[/]")
    for copy in answer.copies:
        console.print(escape(copy.register))
        for state in copy.states:
            _came(console, state, speaker)
            _changes(console, state, speaker)


def register(console: Console, answer: Shown, speaker: Speaker) -> None:
    """`show` of a register: what a version of it must name, and what stands."""
    console.print(f"[bold]{escape(speaker.say('history.register', register=answer.register))}[/]")
    if answer.head is not None:
        console.print(speaker.say("history.head", **fields(answer.head)))
    if answer.disposed:
        console.print(f"[bold]{escape(speaker.word('proof', 'disposed'))}[/] ({answer.disposed})")
    if answer.stands is not None:
        console.print(speaker.say("history.stands", packages=len(answer.packages), **fields(answer.stands)))
    for view in answer.views:
        _view(console, view, speaker)


def _came(console: Console, came: Came, speaker: Speaker) -> None:
    reason = speaker.word("reason", came.reason) if came.reason else speaker.word("proof", "disposed")
    said = speaker.say("history.came", version=came.version, reason=reason, time=came.stored)
    console.print(f"[green]{escape(said)}[/]")
    if "contractor" in came.delivery:
        console.print(f"  {escape(speaker.say('history.delivery', **came.delivery))}")
    if came.basis:
        console.print(f"  {escape(basis(came.basis, speaker))}")
    recorded = came.recorded
    entry = speaker.say("show.recorded", position=recorded.position, digest=recorded.tagmanifest)
    console.print(f"  {came.package}\n  {entry}")


def _changes(console: Console, state: ActState, speaker: Speaker) -> None:
    for mention in state.mentions_added:
        kind = speaker.word("mention", mention.kind)
        console.print(f"  + {escape(speaker.say('history.mention', order=mention.order, kind=kind))}")
    added = {f"/mentions/{mention.order}" for mention in state.mentions_added}
    for change in state.changes:
        if change.pointer not in added:
            console.print(f"  {escape(changed(fields(change), speaker))}")


def _view(console: Console, view: ShownView, speaker: Speaker) -> None:
    replaced = speaker.say("history.replaces", views=", ".join(view.replaces)) if view.replaces else ""
    where = f"{view.package}/{view.view}" if view.package else view.view
    console.print(f"  {where}{pages_of(view.pages, speaker)} {escape(replaced)}  sha256:{view.sha256}")
