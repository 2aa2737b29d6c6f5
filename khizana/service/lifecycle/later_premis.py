"""`khizana premis`: what a package says of itself and what the ledger says of it since, as one PREMIS document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, Literal

from archive.holdings import events, queries
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId, parse_package
from archive.model.message import tell
from archive.model.records.version import version_of
from archive.package import layout
from archive.package.bag import MANIFEST, TAG_MANIFEST, BagSyntaxError, parse_manifest
from archive.package.package_reader import PackageDamaged
from archive.package.premis.premis_later import later_premis
from archive.package.premis_values import Event, Terms
from archive.package.premis_vocabulary import EventType
from archive.package.xml import NotWellFormed
from archive.store.hashing import hash_of, new_buffer
from archive.store.port import NotStored
from khizana.errors import CannotWork
from khizana.outcome import Answer, Outcome
from khizana.output import NewFile
from khizana.service.lifecycle import policies
from khizana.service.lifecycle.answers import part
from khizana.service.lifecycle.later_events import Later
from khizana.wiring.clock import must_not_be_behind
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class PremisGiven(Answer):
    """One PREMIS document as of a ledger position, in a file or here; how many events of each kind came later.

    `unread` are the entries whose documents could not be read.
    """

    command: Literal["premis"] = "premis"
    package: str
    position: int
    disposed: bool
    later: Mapping[str, int]
    unread: tuple[int, ...]
    file: str | None
    document: str | None


def premis(session: Session, package: str, output: NewFile | None) -> Outcome[PremisGiven]:
    """Write the document to a file, or into the answer. CannotWork when the package's own part is not what the ledger names."""
    register = parse_package(package)[0]
    holdings = session.holdings
    named = queries.package(holdings, package)
    if named is None:
        raise CannotWork(
            tell(
                "the ledger names no package {package}: `khizana show REGISTER` lists those of a register",
                package=package,
            )
        )
    later = Later(session.settings.origin, package, str(register), session.document, lambda one: _reason(session, one))
    told = [event for one in events.of_package(holdings, named) for event in later.events(one)]
    terms = [] if later.disposed else list(_terms(session, package, register))
    with _kept(session, package, None if later.disposed else queries.confirmed(holdings, named).tagmanifest) as kept:
        try:
            content = b"".join(later_premis(package, str(register), kept, told, terms))
        except NotWellFormed as error:
            raise CannotWork(
                tell("the premis.xml of {package} cannot be read: {error}", package=package, error=error)
            ) from None
    given = PremisGiven(
        package=package,
        position=holdings.head.size,
        disposed=later.disposed,
        later=_counted(told),
        unread=tuple(later.unread),
        file=None if output is None else str(output.write(content)),
        document=content.decode("utf-8") if output is None else None,
    )
    return Outcome(given)


def _counted(told: list[Event]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for one in told:
        counts[one.kind.word] = counts.get(one.kind.word, 0) + 1
    return counts


def _reason(session: Session, package: str) -> str:
    """Why a version came; empty where it cannot be read, or is gone."""
    try:
        described = part(session.reading.register(package), "register")
    except (NotStored, OSError, PackageDamaged):
        return ""
    version = version_of(described)
    return "" if version is None else str(version.reason)


def _terms(session: Session, package: str, register: RegisterId) -> Iterator[Terms]:
    """Retention and embargo as the policies say today: `until` of the register as a whole, by the year that it is about."""
    must_not_be_behind(session, "which terms run")
    series = register.series
    until = policies.retention(session, series.country).until(register)
    begins = str(series.year)
    keep = until.isoformat() if until else ""
    yield Terms(f"{package}/terms/retention", "retention policy", EventType.POLICY_ASSIGNMENT, begins, keep)
    rules = policies.embargo(session, series.country)
    access = rules.access(register, None, session.now().date())
    if not access.open or access.since:
        last = access.until or (access.since and access.since.fromordinal(access.since.toordinal() - 1))
        closed = "closed to others than the archive's own people"
        source = f"embargo policy: {rules.source}"
        number = f"{package}/terms/embargo"
        yield Terms(number, source, EventType.DISSEMINATION, begins, last.isoformat() if last else "", closed)


@contextmanager
def _kept(session: Session, package: str, tagmanifest: Digest | None) -> Iterator[BinaryIO | None]:
    """The package's own premis.xml, held against the ledger first; None for a package that is no more."""
    if tagmanifest is None:
        yield None
        return
    path = layout.within(package, layout.PREMIS)
    try:
        listed = _listed(session, package, TAG_MANIFEST, tagmanifest)[MANIFEST]
        expected = _listed(session, package, MANIFEST, listed)[path]
        with session.store.open(package, path) as stream:
            found = hash_of(stream, new_buffer())[0]
        if found != expected.hex:
            raise ValueError(path)
        opened = session.store.open(package, path)
    except (NotStored, KeyError, BagSyntaxError, ValueError):
        raise CannotWork(
            tell(
                "the premis.xml of {package} is not what the ledger names: run `khizana audit fixity "
                "--package {package}`",
                package=package,
            )
        ) from None
    with opened:
        yield opened


def _listed(session: Session, package: str, name: str, expected: Digest) -> Mapping[str, Digest]:
    with session.store.open(package, name) as stream:
        content = stream.read()
    if Digest.of(content) != expected:
        raise ValueError(name)
    return parse_manifest(content, name)
