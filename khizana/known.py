"""What is known to differ from the ledger: said of every package that is served, never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from archive.audit.outcome import Word
from archive.holdings import queries
from archive.holdings.values import HeldPackage, LastReading
from archive.ledger.entry import Entry, EntryType
from archive.model.json import Json
from archive.package.bag import TAG_MANIFEST
from archive.store.hashing import hash_of, new_buffer
from archive.store.port import NotStored
from khizana import wiring
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.wiring import Archive

DIFFERING = "differing"
"""The name under which an outcome gives what differs."""
_MENDED = ("repaired", "restored")


@dataclass(frozen=True, slots=True)
class Differing:
    """A package of the archive's own store: what its last reading found, how its tagmanifest stands now; None for intact."""

    package: str
    audit: LastReading | None
    now: Word | None

    def to_json(self) -> dict[str, Json]:
        audit: Json = (
            None if self.audit is None else {"outcome": self.audit.outcome, "time": self.audit.began.isoformat()}
        )
        return {"package": self.package, "audit": audit, "now": None if self.now is None else str(self.now)}


def said(archive: Archive, outcome: Outcome, packages: Iterable[str]) -> Outcome:
    """The outcome with what is known to differ in the packages that it was read from; then it is a finding."""
    held = (queries.package(archive.holdings, name) for name in dict.fromkeys(packages))
    found = list(differing(archive, (one for one in held if one is not None and one.gone is None)))
    told: list[Json] = [one.to_json() for one in found]
    exit_code = Exit.FINDINGS if found and outcome.exit is Exit.DONE else outcome.exit
    return Outcome({**outcome.content, DIFFERING: told}, exit_code)


def said_of_all(archive: Archive, outcome: Outcome) -> Outcome:
    """The same of every package that is held."""
    return said(archive, outcome, [one.package for one in queries.packages(archive.holdings)])


def differing(archive: Archive, packages: Iterable[HeldPackage]) -> Iterator[Differing]:
    """Those of them that differ; one small file of each is read."""
    mended = _Mended(archive)
    for one in packages:
        reading = queries.reading_of(archive.holdings, wiring.MAIN, one.package)
        bad = reading if reading is not None and not mended.stands(one.package, reading) else None
        now = _now(archive, one)
        if bad is not None or now is not None:
            yield Differing(one.package, bad, now)


def audited(archive: Archive) -> list[str]:
    """The packages of which the last audit said that they differ, from the ledger alone."""
    mended = _Mended(archive)
    bad = {at: one for at, one in queries.readings(archive.holdings, wiring.MAIN).items() if one.outcome != Word.INTACT}
    return [
        one.package
        for one in (queries.packages(archive.holdings) if bad else ())
        if one.position in bad and not mended.stands(one.package, bad[one.position])
    ]


class _Mended:
    """When each package was made whole last; the ledger is asked only where an audit found damage."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._last: dict[str, datetime] | None = None

    def stands(self, package: str, reading: LastReading) -> bool:
        """Whether it was intact when it was read, or has been made whole since."""
        if reading.outcome == Word.INTACT:
            return True
        if self._last is None:
            entries = (recorded.entry for recorded in self._archive.ledger.since(0))
            self._last = {one.subject: one.time for one in entries if _mends(one)}
        time = self._last.get(package)
        return time is not None and time >= reading.began


def _mends(entry: Entry) -> bool:
    repaired = entry.type is EntryType.REPAIR and entry.outcome in _MENDED
    return repaired and entry.links.get("store") == wiring.MAIN


def _now(archive: Archive, one: HeldPackage) -> Word | None:
    """How the tagmanifest stands beside the digest in the ledger; None when it is what was recorded."""
    try:
        with archive.store.open(one.package, TAG_MANIFEST) as stream:
            found, _ = hash_of(stream, new_buffer())
    except NotStored:
        return Word.MISSING
    except OSError:
        return Word.UNREADABLE
    return None if found == one.tagmanifest.hex else Word.ALTERED
