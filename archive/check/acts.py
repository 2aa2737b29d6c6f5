"""The rules on acts, run over one register's acts as they stream by. Each generator returns what passed."""

from __future__ import annotations

from collections.abc import Container, Generator, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from archive.check.act_view import ActView
from archive.check.asked import Bench
from archive.check.reference import Holdings
from archive.check.register_view import RegisterView
from archive.check.rules import act_event, duplicate_number, held, problems, regions, schema, text
from archive.check.schemas import Schemas
from archive.delivery.batch import DeliveredAct, Problem
from archive.model.finding import Finding

Stream = Iterable[DeliveredAct | Problem]


class Passed(NamedTuple):
    """How many acts passed, and whether those are all that the file holds: what cannot be read cannot be counted."""

    acts: int
    counted: bool = True

    def and_one(self, act: DeliveredAct | Problem) -> Passed:
        """One more; a problem for which nobody knows what follows is no act."""
        if isinstance(act, Problem) and act.uncounted:
            return Passed(self.acts, counted=False)
        return Passed(self.acts + 1, self.counted)


AT_ONCE = 16
"""Acts in one run of the rules."""


def acts_alone(acts: Stream, schemas: Schemas) -> Generator[Finding, None, Passed]:
    """The acts of a register whose description cannot be relied on: only whether each follows its schema."""
    passed = Passed(0)
    for act in acts:
        passed = passed.and_one(act)
        if isinstance(act, Problem):
            yield problems.finding(act)
        else:
            yield from schema.act_findings(act, schemas)
    return passed


def sound_acts(
    acts: Stream, register: RegisterView, schemas: Schemas, existing: Holdings, bench: Bench, whole: bool
) -> Generator[Finding, None, Passed]:
    """Every rule on the acts of a sound register; an act that breaks its schema or is another register's is asked nothing more.

    `whole` says that the acts can all be read, as far as is known before; what all acts together say is asked only of all acts.
    """
    passed = Passed(0)
    images = regions.Images.of(register)
    seen: set[tuple[int, str]] = set()
    identifier = register.identifier
    numbers: Container[int] = existing.numbers_held(identifier) if identifier else ()
    for block in _blocks(acts):
        views: list[ActView] = []
        said: list[list[Finding]] = []
        about: list[list[Finding]] = []
        for act in block:
            found: list[Finding] = []
            said.append(found)
            if isinstance(act, Problem):
                passed = passed.and_one(act)
                whole = False
                found.append(problems.finding(act))
                continue
            passed = Passed(passed.acts + 1, passed.counted)
            if act.notes:
                found.extend(text.findings(act.notes))
            if not schema.follows(act, schemas):
                whole = False
                found.extend(schema.act_findings(act, schemas))
                continue
            elsewhere = act_event.differs(act, register.delivered)
            if elsewhere:
                whole = False
                found.append(elsewhere)
                continue
            if not regions.inside(act, images):
                misplaced = list(regions.act_findings(act, images))
                whole = whole and not misplaced
                found.extend(misplaced)
            found.extend(duplicate_number.act_findings(act, seen))
            if identifier:
                found.extend(held.act_findings(act, identifier, numbers))
            views.append(ActView(act))
            about.append(found)
        bench.acts(views, about)
        for found in said:
            yield from found
    yield from bench.end(whole)
    return passed


def _blocks(acts: Stream) -> Iterator[list[DeliveredAct | Problem]]:
    """The stream in runs: a rule that is asked of many acts in a row is asked in half the time."""
    stream = iter(acts)
    while block := list(islice(stream, AT_ONCE)):
        yield block
