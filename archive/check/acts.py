"""The rules on acts, run over one register's acts as they stream by. Each generator returns how many acts passed."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable

from archive.check.reference import Holdings
from archive.check.rules import act_event, duplicate_number, held, problems, regions, schema
from archive.check.schemas import Schemas
from archive.delivery.batch import Batch, DeliveredAct, DeliveredRegister, Problem
from archive.model.finding import Finding
from archive.model.identifiers import RegisterId

Stream = Iterable[DeliveredAct | Problem]


def acts_alone(acts: Stream, schemas: Schemas) -> Generator[Finding, None, int]:
    """The acts of a register whose description cannot be relied on: only whether each follows its schema."""
    count = 0
    for act in acts:
        count += 1
        if isinstance(act, Problem):
            yield problems.finding(act)
        else:
            yield from schema.act_findings(act, schemas)
    return count


def sound_acts(
    acts: Stream,
    register: DeliveredRegister,
    identifier: RegisterId | None,
    batch: Batch,
    schemas: Schemas,
    existing: Holdings,
) -> Generator[Finding, None, int]:
    """Every rule on the acts of a sound register; after its schema, an act that breaks it is asked nothing more."""
    count = 0
    images = regions.Images.of(register, batch)
    seen: set[tuple[int, str]] = set()
    numbers: Container[int] = existing.numbers_held(identifier) if identifier else ()
    for act in acts:
        count += 1
        if isinstance(act, Problem):
            yield problems.finding(act)
            continue
        broken = list(schema.act_findings(act, schemas))
        yield from broken
        if broken:
            continue
        yield from act_event.act_findings(act, register)
        yield from duplicate_number.act_findings(act, seen)
        yield from regions.act_findings(act, images)
        if identifier:
            yield from held.act_findings(act, identifier, numbers)
    return count
