"""How the outcomes of verbs look on a terminal. Each page is drawn from the outcome's content alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from khizana.cli.invention import DeliveryInvented
from khizana.cli.pages.fields import fields
from khizana.cli.pages.ledger import ledger_line, witnessed
from khizana.cli.pages.replica import line
from khizana.cli.pages.search import access_of
from khizana.language import Speaker
from khizana.service.access.answers import Exported
from khizana.service.custody import ArchiveCreated
from khizana.service.doctor import InstallationExamined
from khizana.service.index.agreement import Disagreement
from khizana.service.intake.answers import (
    DeliveryChecked,
    DeliveryIngested,
    FindingTold,
    ManifestRefreshed,
    TemplateWritten,
)
from khizana.service.lifecycle.answers import AccessToday
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


def findings(console: Console, found: Sequence[FindingTold], speaker: Speaker) -> None:
    """The findings, each with its place, its text and its remedy."""
    for finding in found:
        style = _STYLES[finding.severity]
        text, remedy = finding.text[speaker.language], finding.remedy[speaker.language]
        head = f"{speaker.say(f'severity.{finding.severity}')} {finding.code}"
        console.print(f"[{style}]{head}[/] {escape(finding.place)}\n    {escape(text)}")
        if remedy:
            console.print(f"    [dim]{escape(remedy)}[/]")


def checked(console: Console, answer: DeliveryChecked, speaker: Speaker) -> None:
    """`check`: what would become of the delivery."""
    _verdict(console, answer, "verdict.would_accept" if answer.accepted else "verdict.would_refuse", speaker)


def _verdict(console: Console, answer: DeliveryChecked | DeliveryIngested, key: str, speaker: Speaker) -> None:
    style = "bold green" if answer.accepted else "bold red"
    console.print(f"[{style}]{escape(speaker.say(key, delivery=answer.delivery or '—'))}[/]")
    console.print(speaker.say("verdict.counts", **fields(answer.counts.received)))
    if answer.findings:
        console.print(speaker.say("verdict.severities", **_weighed(answer.findings)))
    else:
        console.print(speaker.say("verdict.nothing"))
    gravest = sorted(answer.findings, key=lambda finding: tuple(_STYLES).index(finding.severity))
    findings(console, gravest[:SHOWN], speaker)
    if len(gravest) > SHOWN:
        console.print(speaker.say("verdict.more", count=len(gravest) - SHOWN))
    for path in answer.files:
        if path.endswith(f".{speaker.language}.html"):
            console.print(escape(speaker.say("report.at", path=path)))


def _weighed(found: Sequence[FindingTold]) -> Counter[str]:
    """How many of each severity, those included that the verdict only counts."""
    counts = Counter(dict.fromkeys(_STYLES, 0))
    for finding in found:
        counted = finding.code == "MORE_FINDINGS"
        counts[finding.severity] += cast(int, finding.params["count"]) if counted else 1
    return counts


def ingested(console: Console, answer: DeliveryIngested, speaker: Speaker) -> None:
    """`ingest`: the verdict, what was stored, where ledger and index stand."""
    _verdict(console, answer, "verdict.accepted" if answer.accepted else "verdict.refused", speaker)
    if answer.accepted:
        console.print(speaker.say("ingest.stored", count=len(answer.stored)))
        for package in answer.stored[:LISTED]:
            console.print(f"  {package}")
        if len(answer.stored) > LISTED:
            console.print("  " + speaker.say("ingest.more", count=len(answer.stored) - LISTED))
    else:
        console.print(speaker.say("verdict.refused_kept", digest=answer.verdict_document))
    if answer.already:
        console.print(speaker.say("ingest.already", count=len(answer.already)))
    ledger_line(console, answer.ledger, speaker)
    if answer.index.lag:
        console.print(f"[yellow]{escape(speaker.say('index.lag', **fields(answer.index)))}[/]")
    for replica in answer.replicas:
        line(console, replica, speaker)


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
        table.add_row(speaker.say(f"doctor.{examined.check}"), state, escape(examined.detail))
    console.print(table)


def exported(console: Console, answer: Exported, speaker: Speaker) -> None:
    """`export`: what was handed out, and what of it, or beside it, is closed and until when."""
    console.print(escape(speaker.say("exported", files=len(answer.files), directory=answer.directory)))
    one: Content
    for one in answer.closed:
        if "package" in one:
            _closed(console, "export.package", one, speaker)
            continue
        named = speaker.label(f"{one['act']} ({one['copy']})")
        console.print(escape(f"{named} {access_of(AccessToday(**one['access']), speaker)}"))
        for page in one["pages"]:
            _closed(console, "export.whole" if page["whole"] else "export.cut", page, speaker)
    console.print(speaker.say("export.recorded", **fields(answer.recorded)))


def _closed(console: Console, key: str, one: Content, speaker: Speaker) -> None:
    console.print(escape(speaker.say(key, **one)))
    if one["until"]:
        console.print(speaker.say("export.until", **one))
    if one["for_ever"]:
        console.print(speaker.say("export.for_ever", **one))


def template(console: Console, answer: TemplateWritten, speaker: Speaker) -> None:
    """`delivery template`."""
    console.print(escape(speaker.say("template", directory=answer.directory)))


def manifest(console: Console, answer: ManifestRefreshed, speaker: Speaker) -> None:
    """`delivery manifest`: what became of it, then each change."""
    style = {"refused": "bold red", "would_write": "yellow"}.get(answer.done, "bold green")
    said = speaker.say(f"manifest.{answer.done}", path=answer.manifest)
    console.print(f"[{style}]{escape(said)}[/]")
    changes = {"added": answer.added, "gone": answer.gone, "altered": answer.altered, "registers": answer.registers}
    for kind, paths in changes.items():
        if paths:
            console.print(speaker.say(f"manifest.{kind}", count=len(paths)))
        for path in paths[:SHOWN]:
            console.print(f"  {escape(path)}")
        if len(paths) > SHOWN:
            console.print("  …")
    for one in answer.counts:
        console.print(escape(f"  {one.place}: {'—' if one.before is None else one.before} → {one.after}"))
    if answer.to_write:
        names = speaker.say("list.comma").join(answer.to_write)
        console.print(f"[yellow]{escape(speaker.say('manifest.to_write', names=names))}[/]")
    findings(console, answer.findings, speaker)


def made(console: Console, answer: DeliveryInvented, speaker: Speaker) -> None:
    """`demo make`."""
    console.print(escape(speaker.say("made", **fields(answer))))
    if answer.planted:
        console.print(escape(speaker.say("made.truth", truth=answer.truth)))
