"""The room's verb: every rule over one measured delivery, the cheap ones first, the acts as a stream."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field

from archive.check.acts import Passed, Stream, acts_alone, sound_acts
from archive.check.asked import asked, not_asked, of_delivery
from archive.check.capped import capped
from archive.check.indicators import Indicators
from archive.check.reference import Nothing, Reference
from archive.check.register_view import DeliveryView, RegisterView, views_of
from archive.check.rule import weighed
from archive.check.rules import (
    acts_file,
    checksum,
    counts,
    held,
    known,
    page_files,
    presence,
    problems,
    register_twice,
    resubmitted,
    schema,
    text,
    transcriptions,
    unused,
)
from archive.check.rules import views as shown
from archive.check.rules.registers.indicator_outlier import Watch
from archive.check.schemas import Schemas
from archive.check.verdict import Counts, Verdict
from archive.check.versions import asked_of_version, version_findings
from archive.delivery.batch import Batch, DeliveredRegister
from archive.delivery.manifest import PATH
from archive.model.finding import Finding

__all__ = ["Acts", "Nothing", "Reference", "examine"]

Acts = Callable[[DeliveredRegister], Stream]
"""The acts of a register, streamed: they are read once and not kept."""


def examine(batch: Batch, acts: Acts, reference: Reference) -> Verdict:
    """The verdict on a delivery. Schemas, countries and holdings are given; nothing else is asked."""
    gathered = _Gathered()
    findings = tuple(capped(_findings(batch, acts, reference, gathered)))
    found = gathered.counts
    received = Counts(
        registers=len(batch.registers),
        views=sum(one.views for one in found),
        pages=sum(one.pages for one in found),
        acts=sum(one.acts for one in found),
        files=len(batch.files) - (PATH in batch.files),
    )
    manifest = batch.manifest
    return Verdict(
        manifest.identifier if manifest else "",
        manifest.digest if manifest else None,
        findings,
        received,
        tuple(gathered.indicators),
        not_asked(gathered.asked),
    )


@dataclass(slots=True)
class _Gathered:
    """What is learnt by the way: what each register holds, whose acts could not be counted, indicators, the rules that asked."""

    counts: list[Counts] = field(default_factory=list)
    uncounted: set[str] = field(default_factory=set)
    indicators: list[Indicators] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


def _findings(batch: Batch, acts: Acts, reference: Reference, gathered: _Gathered) -> Iterator[Finding]:
    """Every finding, register by register."""
    schemas = Schemas(reference.schemas)
    profile = reference.profile
    before = resubmitted.judge(batch, reference.existing)
    yield from weighed(resubmitted.RULE, profile.severity(resubmitted.RULE), before)
    for rule in (problems, presence, unused, checksum):
        yield from rule.findings(batch)
    yield from page_files.findings(batch, reference.files)
    broken = list(schema.findings(batch, schemas))
    yield from broken
    yield from text.of_documents(batch)
    unsound = {finding.place for finding in broken}
    sound = {one.path: one for one in batch.registers if one.path in batch.documents and one.path not in unsound}
    yield from known.findings(batch, tuple(sound.values()), reference.countries)
    views = views_of(batch, tuple(sound.values()), reference)
    identified = [(one.delivered, one.identifier) for one in views.values() if one.identifier]
    yield from register_twice.findings(identified)
    first = [one for one in views.values() if one.version is None]
    yield from held.findings(((one.delivered, one.identifier) for one in first if one.identifier), reference.existing)
    for register in batch.registers:
        if register.path in views:
            passed = yield from _register(views[register.path], batch, acts(register), schemas, reference, gathered)
        else:
            passed = yield from acts_alone(acts(register), schemas)
        gathered.counts.append(counts.counted(register, passed.acts))
        if not passed.counted or (register.acts is not None and register.acts not in batch.files):
            gathered.uncounted.add(register.path)
    yield from of_delivery(DeliveryView(batch, tuple(first), reference.existing), profile, gathered.asked)
    yield from counts.findings(batch, gathered.counts, gathered.uncounted)


def _register(
    register: RegisterView, batch: Batch, acts: Stream, schemas: Schemas, reference: Reference, gathered: _Gathered
) -> Generator[Finding, None, Passed]:
    """Every rule on one sound register and its acts; returns how many acts passed."""
    yield from acts_file.findings(register.delivered)
    yield from shown.findings(register.delivered, batch)
    yield from transcriptions.findings(register.delivered, batch)
    if register.version:
        judges = asked_of_version(register, reference.profile)
        gathered.asked.update(judge.rule.code for judge in judges)
        return (yield from version_findings(register, register.version, acts, schemas, reference, judges))
    bench = asked(register, reference.profile)
    file = register.delivered.acts
    whole = file in batch.files if file is not None else register.nil or not register.keyed
    passed = yield from sound_acts(acts, register, schemas, reference.existing, bench, whole)
    gathered.asked.update(one.rule.code for one in bench.judges)
    gathered.indicators += [
        one.judge.indicators() for one in bench.judges if isinstance(one.judge, Watch) and passed.acts
    ]
    return passed
