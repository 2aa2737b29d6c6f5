"""How an archive, its state and an installation look on a terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from khizana.cli.ledger.ledger_pages import ledger_line, witnessed
from khizana.cli.preservation.replica_pages import line
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.custody import ArchiveCreated
from khizana.service.doctor import InstallationExamined
from khizana.service.index.agreement import Disagreement
from khizana.service.status import ArchiveStatus

Content = Any
SHOWN = 50
"""How many findings a terminal shows; a report shows more, and its CSV all."""
LISTED = 10
"""How many of the registers that were stored a terminal names; `--json` names all."""

_STYLES = {"blocking": "bold red", "error": "red", "warning": "yellow", "information": "cyan"}


def _table(speaker: Speaker, *columns: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(speaker.say(f"column.{column}"), overflow="fold")
    return table


def created(console: Console, answer: ArchiveCreated, speaker: Speaker) -> None:
    """`init`."""
    for key in ("created", "created.keys", "created.next"):
        console.print(escape(speaker.say(key, **fields(answer))))


def status(console: Console, answer: ArchiveStatus, speaker: Speaker) -> None:
    """`status`."""
    console.print(f"[bold]{escape(speaker.say('status.archive', **fields(answer.archive)))}[/]")
    held = "status.held" if answer.held.acts is not None else "status.held_by_ledger"
    console.print(speaker.say(held, **fields(answer.held)))
    console.print(speaker.say("status.deliveries", **fields(answer.deliveries)))
    ledger_line(console, answer.ledger, speaker)
    for problem in answer.unextended:
        console.print(f"[bold red]{escape(speaker.say('ledger.unextended', problem=problem))}[/]")
    witnessed(console, answer.witnessed, speaker)
    _followed(console, answer, speaker)
    for replica in answer.replicas:
        line(console, replica, speaker)
    for audit in answer.audits:
        subject, outcome = speaker.word("subject", audit.subject), speaker.word("outcome", audit.outcome)
        console.print(speaker.say("status.audit", subject=subject, outcome=outcome, time=audit.time))
    if not answer.audits:
        console.print(speaker.say("status.no_audit"))
    console.print(speaker.say("status.fixity", never=answer.fixity.never, differing=answer.fixity.differing))
    if answer.fixity.oldest:
        console.print(escape(speaker.say("fixity.not_read_oldest", **fields(answer.fixity.oldest))))
    for one in answer.disagreements[:SHOWN]:
        console.print(f"[bold red]{escape(disagreement(one, speaker))}[/]")


def _followed(console: Console, answer: ArchiveStatus, speaker: Speaker) -> None:
    """How far catalogue and index have followed, or why they cannot be asked."""
    if answer.catalogue_problem:
        console.print(f"[yellow]{escape(speaker.say('status.catalogue_gone', problem=answer.catalogue_problem))}[/]")
    if answer.problem:
        console.print(f"[yellow]{escape(speaker.say('status.index_gone', problem=answer.problem))}[/]")
    if not answer.catalogue_problem and not answer.problem:
        lagging = answer.lag.catalogue or answer.lag.index
        console.print(speaker.say("status.lag" if lagging else "status.current", **fields(answer.lag)))


def disagreement(one: Disagreement, speaker: Speaker) -> str:
    """What ledger and catalogue say otherwise."""
    if one.ledger is True:
        return speaker.say("status.not_in_catalogue", package=one.package)
    if one.catalogue is True:
        return speaker.say("status.not_in_ledger", package=one.package)
    return speaker.say("status.disagrees", **fields(one))


def doctor(console: Console, answer: InstallationExamined, speaker: Speaker) -> None:
    """`doctor`."""
    table = _table(speaker, "check", "state", "detail")
    styles = {"ok": "green", "warning": "yellow", "bad": "bold red"}
    for examined in answer.checks:
        state = f"[{styles[examined.state]}]{speaker.say('doctor.' + examined.state)}[/]"
        table.add_row(speaker.say(f"doctor.{examined.check}"), state, escape(speaker.error(examined.detail)))
    console.print(table)
