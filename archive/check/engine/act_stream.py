"""The rules on acts, run over one register's acts as they stream by. The generator returns what passed."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from archive.check.engine.rule import Profile, weighed
from archive.check.engine.rule_runner import RuleRunner
from archive.check.rules.acts import SOUNDNESS
from archive.check.rules.files.any.reading import breach_of
from archive.check.schemas import Schemas
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.delivery.facts.batch import DeliveredAct, Problem
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


def judged_acts(
    acts: Stream, register: RegisterView | None, schemas: Schemas, runner: RuleRunner, profile: Profile
) -> Generator[Finding, None, Passed]:
    """Every rule on the acts of a register; one that breaks its schema or is another register's is asked nothing more.

    Of a register whose description cannot be relied on (None) only the schema of its acts is asked.
    """
    passed = Passed(0)
    for block in _blocks(acts):
        views: list[ActView] = []
        said: list[list[Finding]] = []
        about: list[list[Finding]] = []
        for act in block:
            passed = passed.and_one(act)
            found: list[Finding] = []
            said.append(found)
            if isinstance(act, Problem):
                runner.whole = False
                found.extend(weighed((breach_of(act),), profile))
                continue
            if act.notes:
                found.extend(weighed(map(breach_of, act.notes), profile))
            if _sound(act, register, schemas, found, profile) and register:
                views.append(ActView(act))
                about.append(found)
            else:
                runner.whole = False
        runner.acts(views, about)
        for found in said:
            yield from found
    yield from runner.end()
    return passed


def _sound(
    act: DeliveredAct, register: RegisterView | None, schemas: Schemas, said: list[Finding], profile: Profile
) -> bool:
    for module in SOUNDNESS:
        found = module.before(act, register, schemas)
        if found:
            said.extend(weighed(found, profile))
            return False
    return True


def _blocks(acts: Stream) -> Iterator[list[DeliveredAct | Problem]]:
    """The stream in runs: a rule that is asked of many acts in a row is asked in half the time."""
    stream = iter(acts)
    while block := list(islice(stream, AT_ONCE)):
        yield block
