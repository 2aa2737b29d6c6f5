"""Every rule on one version: what it brings, by itself and beside what is held. Its acts pass as a stream."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping

from archive.check.act_view import ActView
from archive.check.acts import Passed, Stream
from archive.check.asked import Asked
from archive.check.reference import Reference
from archive.check.register_view import RegisterView
from archive.check.rule import AtEnd, Once, Profile, weighed
from archive.check.rulebook import ACTS
from archive.check.rules import act_event, problems, regions, schema, text
from archive.check.rules.versions import (
    brings,
    mentions_kept,
    predecessor,
    reason_only,
    rescanned,
    same_register,
    transcribed,
)
from archive.check.rules.versions.named_acts import NamedActs
from archive.check.schemas import Schemas
from archive.delivery.batch import DeliveredAct, Problem
from archive.model.finding import Finding, blocking
from archive.model.standing import Standing
from archive.model.version import Version
from archive.model.view import View


def asked_of_version(register: RegisterView, profile: Profile) -> tuple[Asked, ...]:
    """The rules on single acts. What only a whole volume can tell is proved by completeness, from the facts as they stand."""
    found: list[Asked] = []
    for module in ACTS:
        severity = profile.severity(module.RULE)
        judge = module.over(register, profile) if severity is not None else None
        if severity is not None and judge is not None and not isinstance(judge, AtEnd | Once):
            found.append(Asked(judge, module.RULE, severity))
    return tuple(found)


def version_findings(
    register: RegisterView,
    version: Version,
    acts: Stream,
    schemas: Schemas,
    reference: Reference,
    judges: tuple[Asked, ...],
) -> Generator[Finding, None, Passed]:
    """Every finding on one version; returns how many acts passed."""
    standing = yield from _standing(register, version, reference)
    held: Mapping[tuple[str, str], View] | None = standing.held if standing else None
    images = regions.Images.of(register, held)
    elsewhere = reference.existing.numbers_held(version.register) if standing else ()
    named = NamedActs(version, standing, elsewhere) if standing else None
    passed = Passed(0)
    numbers: set[int] = set()
    for act in acts:
        passed = passed.and_one(act)
        if isinstance(act, Problem):
            yield problems.finding(act)
            continue
        sound = yield from _alone(act, register, schemas, images)
        if not sound:
            continue
        view = ActView(act)
        numbers.add(view.number)
        for judge, rule, severity in judges:
            yield from weighed(rule, severity, judge.act(view))
        if standing and named:
            yield from named.findings(act)
            yield from _beside(act, version, standing)
    if passed.counted:
        yield from brings.findings(register, version, passed.acts, standing)
    if standing:
        yield from reason_only.description_findings(register, version, standing, numbers)
    return passed


def _standing(
    register: RegisterView, version: Version, reference: Reference
) -> Generator[Finding, None, Standing | None]:
    """The register as it is held, where this version may follow it; else why not."""
    existing = reference.existing
    if not existing.at_hand:
        yield predecessor.not_checked(register)
        return None
    if register.identifier is None:
        yield blocking("REGISTER_NOT_HELD", register.path, package=version.predecessor.package)
        return None
    if existing.disposed(register.identifier):
        yield predecessor.nothing_left(register)
        return None
    stale = list(predecessor.findings(register, version, existing.chain(register.identifier)))
    if stale:
        yield from stale
        return None
    standing = existing.standing(register.identifier)
    yield from same_register.findings(register, version, standing)
    yield from rescanned.findings(register, standing)
    yield from transcribed.findings(register, standing)
    return standing


def _alone(
    act: DeliveredAct, register: RegisterView, schemas: Schemas, images: regions.Images
) -> Generator[Finding, None, bool]:
    """What an act says by itself; whether it can be looked at any further."""
    yield from text.findings(act.notes)
    if not schema.follows(act, schemas):
        yield from schema.act_findings(act, schemas)
        return False
    elsewhere = act_event.differs(act, register.delivered)
    if elsewhere:
        yield elsewhere
        return False
    if not regions.inside(act, images):
        yield from regions.act_findings(act, images)
    return True


def _beside(act: DeliveredAct, version: Version, standing: Standing) -> Iterator[Finding]:
    """What an act says beside its state until now."""
    held = standing.acts.get(str(act.content.get("id", "")))
    if held is None:
        return
    yield from mentions_kept.findings(act, held)
    yield from reason_only.act_findings(act, held, version.reason)
