"""The rules on acts, run over one register's acts as they stream by. Each generator returns how many acts passed."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable, Sequence

from archive.check.act_view import ActView
from archive.check.asked import Asked, at_end
from archive.check.reference import Holdings
from archive.check.register_view import RegisterView
from archive.check.rule import weighed
from archive.check.rules import act_event, duplicate_number, held, problems, regions, schema, text
from archive.check.schemas import Schemas
from archive.delivery.batch import DeliveredAct, Problem
from archive.model.finding import Finding

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
    acts: Stream, register: RegisterView, schemas: Schemas, existing: Holdings, judges: Sequence[Asked]
) -> Generator[Finding, None, int]:
    """Every rule on the acts of a sound register; after its schema, an act that breaks it is asked nothing more."""
    count = 0
    images = regions.Images.of(register)
    seen: set[tuple[int, str]] = set()
    identifier = register.identifier
    numbers: Container[int] = existing.numbers_held(identifier) if identifier else ()
    for act in acts:
        count += 1
        if isinstance(act, Problem):
            yield problems.finding(act)
            continue
        yield from text.findings(act.notes)
        if not schema.follows(act, schemas):
            yield from schema.act_findings(act, schemas)
            continue
        if not regions.inside(act, images):
            yield from regions.act_findings(act, images)
        yield from act_event.act_findings(act, register.delivered)
        yield from duplicate_number.act_findings(act, seen)
        if identifier:
            yield from held.act_findings(act, identifier, numbers)
        view = ActView(act)
        for judge in judges:
            found = judge.act(view)
            if found:
                yield from weighed(judge.rule, judge.severity, found)
    yield from at_end(judges)
    return count
