"""The room's verb: every rule over one measured delivery, the cheap ones first, the acts as a stream."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace

from archive.check.engine.act_stream import Stream, judged_acts
from archive.check.engine.report_limit import capped
from archive.check.engine.rule import Profile, weighed
from archive.check.engine.rule_runner import RuleRunner, asked_codes
from archive.check.engine.stages import DeliveryRule
from archive.check.file_verdict import file_findings
from archive.check.indicators import Indicators
from archive.check.profile.delivery_profile import DeliveryProfile
from archive.check.reference import Nothing, Reference
from archive.check.rules.acts import ACTS
from archive.check.rules.deliveries import DELIVERIES, TOTALS
from archive.check.rules.registers import DESCRIPTIONS, REGISTERS
from archive.check.rules.registers.description.indicator_outlier import Watch
from archive.check.schemas import Schemas
from archive.check.verdict import Counts, Verdict
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.file_roles import MAY_BE_BLANK
from archive.check.views.register_view import beside_its_chain
from archive.check.views.siblings import Siblings
from archive.delivery.facts.batch import Batch, DeliveredRegister
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
        _not_asked(gathered.asked),
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
    delivery = DeliveryView.of(batch, reference, schemas)
    views = {one.path: one for one in delivery.registers}
    yield from _of_delivery(DELIVERIES, delivery, reference.profile, gathered)
    yield from _of_files(delivery, reference)
    siblings = Siblings((one.identifier for one in delivery.registers if one.identifier), reference.existing)
    for register in batch.registers:
        view = views.get(register.path)
        runner = RuleRunner((), reference.profile)
        if view:
            view = beside_its_chain(view)
            view = replace(view, beside=siblings.of(view.identifier)) if view.identifier else view
            file = register.acts
            whole = file in batch.files if file is not None else view.nil or not view.keyed or view.version is not None
            runner = RuleRunner.over(view, reference.profile, whole)
        passed = yield from judged_acts(acts(register), view, schemas, runner, reference.profile)
        gathered.asked |= runner.asked
        gathered.indicators += [one.indicators() for one in runner.judges if isinstance(one, Watch) and passed.acts]
        gathered.counts.append(Counts.of(register, passed.acts))
        if not passed.counted or (register.acts is not None and register.acts not in batch.files):
            gathered.uncounted.add(register.path)
    counted = replace(delivery, counts=tuple(gathered.counts), uncounted=frozenset(gathered.uncounted))
    yield from _of_delivery(TOTALS, counted, reference.profile, gathered)


def _of_delivery(
    modules: Sequence[DeliveryRule], delivery: DeliveryView, profile: Profile, gathered: _Gathered
) -> Iterator[Finding]:
    for module in modules:
        codes = asked_codes(module, profile)
        found = module.judge(delivery, profile) if codes else None
        if found is not None:
            gathered.asked |= codes
            yield from weighed(found, profile)


def _of_files(delivery: DeliveryView, reference: Reference) -> Iterator[Finding]:
    """A page may be blank when a view declares it so, or shows no page of text."""
    profile = DeliveryProfile(reference.files, reference.profile)
    for path, facts in delivery.batch.files.items():
        kinds = delivery.shown.get(path, frozenset())
        may_be_blank = bool(kinds & MAY_BE_BLANK)
        yield from file_findings(facts, profile, page=bool(kinds), may_be_blank=may_be_blank)


def _not_asked(asked: Set[str]) -> tuple[str, ...]:
    """The rules that asked nothing: switched off, about other events, or for want of a list of names, divisions or lots."""
    modules = (*DELIVERIES, *TOTALS, *DESCRIPTIONS, *REGISTERS, *ACTS)
    return tuple(sorted({rule.code for module in modules for rule in module.RULES} - asked))
