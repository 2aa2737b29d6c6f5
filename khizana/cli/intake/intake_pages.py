"""How deliveries, their findings and what became of them look on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, cast

from rich.console import Console
from rich.markup import escape

from khizana.cli.ledger.ledger_pages import ledger_line
from khizana.cli.preservation.replica_pages import line
from khizana.cli.terminal.fields import fields
from khizana.language import Speaker
from khizana.service.intake.answers import (
    DeliveryChecked,
    DeliveryIngested,
    FilesChecked,
    FindingTold,
    ManifestRefreshed,
    TemplateWritten,
)

Content = Any
SHOWN = 50
"""How many findings a terminal shows; a report shows more, and its CSV all."""
LISTED = 10
"""How many of the registers that were stored a terminal names; `--json` names all."""

_STYLES = {"blocking": "bold red", "error": "red", "warning": "yellow", "information": "cyan"}


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


_VERDICTS = {"valid": "green", "warn": "yellow", "policy": "bold yellow", "invalid": "bold red"}


def verdicts(console: Console, answer: FilesChecked, speaker: Speaker) -> None:
    """`check FILE…`: the verdict on each file, and its findings."""
    for file, found in answer.files:
        said = speaker.say(f"file.{file.verdict}")
        identified = f"  {file.puid}" if file.puid else ""
        console.print(f"[{_VERDICTS[file.verdict]}]{said}[/] {escape(file.path)}{identified}")
        findings(console, found, speaker)
