"""The room's verb: every rule over one measured delivery, the cheap ones first, the acts as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from archive.check.acts import acts_alone, sound_acts
from archive.check.capped import capped
from archive.check.reference import Nothing, Reference
from archive.check.rules import (
    acts_file,
    checksum,
    counts,
    decodes,
    extension,
    held,
    known,
    presence,
    problems,
    register_twice,
    schema,
    transcriptions,
    unused,
    views,
)
from archive.check.schemas import Schemas
from archive.check.verdict import Counts, Verdict
from archive.delivery.batch import Batch, DeliveredAct, DeliveredRegister, Problem
from archive.delivery.manifest import PATH
from archive.model.finding import Finding
from archive.model.identifiers import InvalidIdentifier, RegisterId
from archive.model.register import register_id

__all__ = ["Acts", "Nothing", "Reference", "examine"]

Acts = Callable[[DeliveredRegister], Iterable[DeliveredAct | Problem]]
"""The acts of a register, streamed: they are read once and not kept."""


def examine(batch: Batch, acts: Acts, reference: Reference) -> Verdict:
    """The verdict on a delivery. Schemas, countries and holdings are given; nothing else is asked."""
    found: list[Counts] = []
    findings = tuple(capped(_findings(batch, acts, reference, found)))
    received = Counts(
        registers=len(batch.registers),
        views=sum(one.views for one in found),
        pages=sum(one.pages for one in found),
        acts=sum(one.acts for one in found),
        files=len(batch.files) - (PATH in batch.files),
    )
    manifest = batch.manifest
    return Verdict(manifest.identifier if manifest else "", manifest.digest if manifest else None, findings, received)


def _findings(batch: Batch, acts: Acts, reference: Reference, found: list[Counts]) -> Iterator[Finding]:
    """Every finding; `found` gathers what each register holds."""
    schemas = Schemas(reference.schemas)
    for rule in (problems, presence, unused, checksum, decodes, extension):
        yield from rule.findings(batch)
    broken = list(schema.findings(batch, schemas))
    yield from broken
    unsound = {finding.place for finding in broken}
    sound = {one.path: one for one in batch.registers if one.path in batch.documents and one.path not in unsound}
    yield from known.findings(batch, tuple(sound.values()), reference.countries)
    identified = list(_identified(batch.country, (one for one in batch.registers if one.path in sound)))
    yield from register_twice.findings(identified)
    yield from held.findings(identified, reference.existing)
    identifiers = {register.path: identifier for register, identifier in identified}
    for register in batch.registers:
        if register.path in sound:
            yield from acts_file.findings(register)
            yield from views.findings(register, batch)
            yield from transcriptions.findings(register, batch)
            identifier = identifiers.get(register.path)
            number = yield from sound_acts(acts(register), register, identifier, batch, schemas, reference.existing)
        else:
            number = yield from acts_alone(acts(register), schemas)
        found.append(counts.counted(register, number))
    yield from counts.findings(batch, found)


def _identified(country: str, registers: Iterable[DeliveredRegister]) -> Iterator[tuple[DeliveredRegister, RegisterId]]:
    """The identifier that each register would be given; none under a country that cannot stand in one."""
    for register in registers:
        try:
            yield register, register_id(country, register.description)
        except InvalidIdentifier:
            continue  # the schema or the country was found at fault already
