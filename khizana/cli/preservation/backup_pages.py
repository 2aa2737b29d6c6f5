"""How backups look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from khizana.cli.audit.audit_pages import audited, differences
from khizana.cli.ledger.ledger_pages import ledger_line
from khizana.cli.preservation.replica_pages import not_copied
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.preservation.backups import BackupMade, BackupVerified
from khizana.service.preservation.restore import ArchiveRestored, RestoreDrilled


def made(console: Console, answer: BackupMade, speaker: Speaker) -> None:
    """`backup`."""
    if answer.first:
        console.print(escape(speaker.say("backup.first", directory=answer.directory)))
    console.print(escape(speaker.say("backup.made", directory=answer.directory, **fields(answer.copied))))
    ledger_line(console, answer.ledger, speaker)
    console.print(speaker.say("backup.with_keys" if answer.with_keys else "backup.without_keys"))
    not_copied(console, answer.lacking, speaker)


def verified(console: Console, answer: BackupVerified, speaker: Speaker) -> None:
    """`backup verify`: what was read, and what differs."""
    style, key = ("green", "backup.intact") if answer.intact else ("bold red", "backup.damaged")
    console.print(f"[{style}]{escape(speaker.say(key, directory=answer.directory))}[/]")
    if answer.problem or answer.counts is None or answer.ledger is None:
        console.print(escape(speaker.error(answer.problem or "")))
        return
    console.print(speaker.say("backup.read", **fields(answer.counts)))
    ledger_line(console, answer.ledger, speaker)
    console.print(escape(speaker.say("person.verifier", verifier=answer.verifier)))
    for package in answer.packages:
        audited(console, package, speaker)
    differences(console, answer.documents, speaker)
    for path in answer.files:
        console.print(f"  [red]{speaker.word('fixity', 'altered')}[/] {escape(path)}")


def restored(console: Console, answer: ArchiveRestored, speaker: Speaker) -> None:
    """`restore`."""
    console.print(escape(speaker.say("restore.done", archive=answer.archive, **fields(answer.restored))))
    ledger_line(console, answer.ledger, speaker)
    if not answer.can_write:
        console.print(f"[yellow]{speaker.say('restore.reading_only')}[/]")
    for path in answer.lost:
        console.print(f"  [red]{speaker.word('fixity', 'altered')}[/] {escape(path)}")
    not_copied(console, answer.lacking, speaker)
    if answer.built is None:
        console.print(f"[bold red]{speaker.say('restore.not_whole')}[/]")


def drilled(console: Console, answer: RestoreDrilled, speaker: Speaker) -> None:
    """`backup drill`: what was proved, and how long it took."""
    report = answer.report
    style, key = ("green", "drill.proved") if answer.proved else ("bold red", "drill.failed")
    console.print(f"[{style}]{speaker.say(key, **fields(report))}[/]")
    ledger_line(console, report.ledger, speaker)
    console.print(speaker.say("drill.behind", behind=report.behind))
    for difference in (*report.missing, *report.answered_otherwise):
        console.print(f"  [red]{escape(difference)}[/]")
    if not answer.recorded:
        console.print(f"[yellow]{speaker.say('audit.unrecorded')}[/]")
