"""What is known to differ from the ledger: said of every package that is served, never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.audit.outcome import Word
from archive.holdings import queries
from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage, LastReading
from archive.model.digest import Digest
from archive.package import layout
from archive.package.bag import MANIFEST, TAG_MANIFEST, BagSyntaxError, parse_manifest
from archive.store.port import NotStored
from khizana.errors import Exit
from khizana.outcome import A, Differing, LastAudit, Outcome
from khizana.wiring.session import MAIN, Session


def said(session: Session, outcome: Outcome[A], packages: Iterable[str], read: bool = False) -> Outcome[A]:
    """The outcome with what is known to differ in the packages that it was read from; then it is a finding.

    `read` where acts and descriptions were read from the packages now: these files too are held against what was recorded.
    """
    holdings = session.holdings
    held = (queries.package(holdings, name) for name in dict.fromkeys(packages))
    found = tuple(differing(session, (one for one in held if one is not None and one.gone is None), read))
    exit_code = Exit.FINDINGS if found and outcome.exit is Exit.DONE else outcome.exit
    return replace(outcome, differing=found, exit=exit_code)


def said_of_all(session: Session, outcome: Outcome[A]) -> Outcome[A]:
    """The same of every package that is held."""
    return said(session, outcome, [one.package for one in queries.packages(session.holdings)])


def differing(session: Session, packages: Iterable[HeldPackage], read: bool = False) -> Iterator[Differing]:
    """Those of them that differ; one small file of each is read, and where `read` is true the documents of the register."""
    holdings = session.holdings
    for one in packages:
        reading = queries.reading_of(holdings, MAIN, one.package)
        bad = reading if reading is not None and _stands(holdings, one.package, reading) else None
        now = _now(session, one, read)
        if bad is not None or now is not None:
            audit = None if bad is None else LastAudit(bad.outcome, bad.began.isoformat())
            yield Differing(one.package, audit, None if now is None else str(now))


def audited(session: Session) -> list[str]:
    """The packages of which the last audit said that they differ, from the ledger alone."""
    holdings = session.holdings
    bad = queries.not_intact(holdings, MAIN)
    return [package for package, reading in bad if _stands(holdings, package, reading)]


def _stands(holdings: Projection, package: str, reading: LastReading) -> bool:
    """Whether what was found still stands: it was damage, and nothing has made the package whole since."""
    if reading.outcome == Word.INTACT:
        return False
    mended = queries.mended_at(holdings, MAIN, package)
    return mended is None or mended < reading.began


def _now(session: Session, one: HeldPackage, read: bool) -> Word | None:
    """How its files stand beside what was recorded; None when they are that.

    The tagmanifest is held against the ledger; where `read` is true the manifest against it, and acts, description and facts
    against the manifest.
    """
    try:
        tags = _content(session, one.package, TAG_MANIFEST)
        if Digest.of(tags) != one.tagmanifest:
            return Word.ALTERED
        if not read:
            return None
        manifest = _content(session, one.package, MANIFEST)
        if Digest.of(manifest) != parse_manifest(tags, TAG_MANIFEST).get(MANIFEST):
            return Word.ALTERED
        listed = parse_manifest(manifest)
        paths = [path for path in listed if path.removeprefix(layout.folder(one.package)) in layout.DOCUMENTS]
        as_recorded = all(Digest.of(_content(session, one.package, path)) == listed[path] for path in paths)
    except NotStored:
        return Word.MISSING
    except BagSyntaxError:
        return Word.ALTERED
    except OSError:
        return Word.UNREADABLE
    return None if as_recorded else Word.ALTERED


def _content(session: Session, package: str, path: str) -> bytes:
    with session.store.open(package, path) as stream:
        return stream.read()
