"""The door: a delivery is checked, or taken in; and what helps a contractor to make one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import cast

from archive.check.examine import Nothing, Reference, examine
from archive.check.verdict import Verdict
from archive.delivery.folder import FolderSource
from archive.delivery.receive import acts_of, receive
from archive.ingest import IngestReport, Progress
from archive.ingest import ingest as take_in
from archive.model.json import Json
from indexer.build import Followed
from khizana import published
from khizana.errors import Exit, UsageError
from khizana.language import in_all_languages
from khizana.outcome import Outcome
from khizana.wiring import Archive, catch_up, office_of, writing


def check(delivery: Path, progress: Progress) -> Outcome:
    """Examine a delivery with no archive at hand: nothing is known to be held, and nothing is written."""
    source = FolderSource(delivery)
    batch = receive(source, progress=partial(progress, "measured"))
    reference = Reference(published.schemas(), published.countries(), Nothing())
    verdict = examine(batch, lambda register: acts_of(source, register), reference)
    return Outcome({"command": "check", **_said(verdict)}, Exit.DONE if verdict.accepted else Exit.FINDINGS)


def _said(verdict: Verdict) -> dict[str, Json]:
    written = verdict.to_json()
    findings = cast("list[dict[str, Json]]", written["findings"])
    return {**written, "findings": [in_all_languages(finding) for finding in findings]}


def ingest(archive: Archive, delivery: Path, progress: Progress) -> Outcome:
    """Take a delivery in, then let catalogue and index catch up. An index that fails never fails the ingest: it lags."""
    with writing(archive, "ingest"):
        report = take_in(FolderSource(delivery), office_of(archive), progress)
        followed = catch_up(archive, progress)
    head = archive.ledger.head()
    content: dict[str, Json] = {
        "command": "ingest",
        **_said(report.verdict),
        "verdict_document": str(report.verdict_digest),
        "stored": list(report.stored),
        "already": list(report.already),
        "ledger": {"size": head.size, "root": head.root.hex()},
        "index": _lag(head.size, followed),
    }
    return Outcome(content, _exit(report))


def _lag(size: int, followed: Followed) -> Json:
    return {"lag": size - followed.engine_position, "problem": followed.problem}


def _exit(report: IngestReport) -> Exit:
    return Exit.DONE if report.verdict.accepted else Exit.FINDINGS


def template(directory: Path) -> Outcome:
    """Write a small right delivery for a contractor to learn from."""
    from khizana.delivery_template import write_template

    _must_be_new(directory)
    write_template(directory)
    return Outcome({"command": "delivery template", "directory": str(directory)})


def make(
    directory: Path, acts: int, seed: int, registers: int, images: bool, defects: Sequence[str], progress: Progress
) -> Outcome:
    """Invent a delivery with the register maker."""
    from khizana.demo.maker import make as invent
    from khizana.settings import person

    _must_be_new(directory)
    made = invent(
        directory,
        acts=acts,
        seed=seed,
        registers=registers,
        images=images,
        defects=defects,
        fonts=person().fonts,
        progress=partial(progress, "made"),
    )
    return Outcome({"command": "demo make", **made.to_json()})


def _must_be_new(directory: Path) -> None:
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise UsageError(f"{directory} is not empty: name a new folder, so that nothing is overwritten")
