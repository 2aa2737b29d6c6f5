"""What the projection must say of people, holds and disposals, folded in the plainest way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.audit.inventory import FIXITY, MAIN, VERDICTS, Looked, within
from archive.audit.outcome import Word
from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Ledger, Recorded
from archive.ledger.times import TOLERANCE, declared
from archive.life.documents import documents_of
from archive.life.holds import DONE, REQUEST, TOMBSTONE, Disposal, Hold, Keeping, disposed_by
from archive.life.people import Registration, key_of
from archive.model.digest import Digest
from archive.model.verdicts import Verdicts
from archive.store.port import NotStored


def keeping(recorded: Iterable[Recorded]) -> Keeping:
    """Read entries in their order."""
    holds: list[Hold] = []
    disposals: dict[str, Disposal] = {}
    for one in recorded:
        entry = one.entry
        if entry.type is EntryType.HOLD_PLACED:
            holds.append(Hold(entry.subject, entry.outcome, one.position))
        elif entry.type is EntryType.HOLD_RELEASED:
            holds = [hold for hold in holds if (hold.subject, hold.reason) != (entry.subject, entry.outcome)]
        elif entry.type is EntryType.DISPOSED:
            disposals[entry.subject] = _disposal(entry)
    return Keeping(tuple(holds), disposals)


def registrations(recorded: Iterable[Recorded], document: Callable[[Digest], bytes]) -> tuple[Registration, ...]:
    """Every registration in the order of the ledger, also those withdrawn since. PersonRefused when a key document is altered."""
    found: list[Registration] = []
    for one in recorded:
        entry = one.entry
        if entry.type is EntryType.PERSON_NAMED:
            found.append(Registration(entry.subject, key_of(entry, document), one.position))
        elif entry.type is EntryType.PERSON_WITHDRAWN:
            found = [_closed(each, one) for each in found]
    return tuple(found)


def _disposal(entry: Entry) -> Disposal:
    done = entry.outcome == DONE
    return Disposal(entry.subject, disposed_by(entry), entry.links[TOMBSTONE], entry.links[REQUEST], done)


def _closed(one: Registration, withdrawn: Recorded) -> Registration:
    if one.name != withdrawn.entry.subject or one.until is not None:
        return one
    return Registration(one.name, one.verifier, one.since, withdrawn.position)


@dataclass(frozen=True, slots=True)
class FoldedHoldings:
    """As `archive.audit.inventory.Holdings`; packages as tuples."""

    packages: tuple[tuple[int, str, Digest, int, int], ...]
    documents: tuple[Digest, ...]
    looked: dict[int, Looked]
    last_audit: Entry | None
    disposed: tuple[str, ...]


@dataclass(slots=True)
class _Folded:
    packages: list[tuple[int, str, Digest, int, int]] = field(default_factory=list)
    documents: set[Digest] = field(default_factory=set)
    audits: list[tuple[int, Digest]] = field(default_factory=list)
    false: set[int] = field(default_factory=set)
    last: Entry | None = None
    gone: set[str] = field(default_factory=set)


def holdings(
    ledger: Ledger,
    document: Callable[[Digest], bytes],
    store: str = MAIN,
    until: int | None = None,
    now: datetime | None = None,
) -> FoldedHoldings:
    """Read the ledger to its head. `document` gives a document of the store; what it cannot give proves nothing.

    A reading later than `now` counts as none, and so does one whose entry says a time that was declared false.

    With `until`, only what so many entries name counts as held: a replica may be behind.

    LedgerDamaged, LedgerUnreadable.
    """
    head = ledger.head()
    folded = _Folded()
    for recorded in ledger.since(0):
        if recorded.position < head.size:
            _take(folded, recorded.position, recorded.entry, store, until is None or recorded.position < until)
    packages = tuple(one for one in folded.packages if one[1] not in folded.gone)
    positions = [one[0] for one in packages]
    audits = [digest for position, digest in folded.audits if position not in folded.false]
    looked = _last_looks(audits, positions, document, store, None if now is None else now + TOLERANCE)
    return FoldedHoldings(packages, tuple(sorted(folded.documents)), looked, folded.last, tuple(sorted(folded.gone)))


def _take(folded: _Folded, position: int, entry: Entry, store: str, held: bool) -> None:
    if held:
        folded.documents.update(documents_of(entry))
    if held and entry.type is EntryType.PACKAGE_STORED:
        files, size = entry.counts.get("payload_files", 0), entry.counts.get("payload_bytes", 0)
        folded.packages.append((position, entry.subject, entry.digests["tagmanifest"], files, size))
    folded.gone.update(disposed_by(entry))
    if (false := declared(entry)) is not None:
        folded.false.add(false)
    if entry.type is EntryType.AUDIT and entry.subject == FIXITY and entry.links.get("store", MAIN) == store:
        folded.last = entry
        if VERDICTS in entry.digests:
            folded.audits.append((position, entry.digests[VERDICTS]))


def _last_looks(
    audits: Sequence[Digest],
    positions: Sequence[int],
    document: Callable[[Digest], bytes],
    store: str,
    latest: datetime | None,
) -> dict[int, Looked]:
    """Newest first, until all are known. A document that is lost or altered counts for nothing: its packages are due again."""
    looked: dict[int, Looked] = {}
    for digest in reversed(audits):
        if len(looked) == len(positions):
            break
        verdicts = _read(digest, document)
        if verdicts is None or verdicts.store != store or (latest is not None and verdicts.began > latest):
            continue
        for outcome, ranges in verdicts.read.items():
            for position in within(ranges, positions):
                looked.setdefault(position, Looked(verdicts.began, Word(outcome)))
    return looked


def _read(digest: Digest, document: Callable[[Digest], bytes]) -> Verdicts | None:
    try:
        content = document(digest)
        return Verdicts.decode(content) if Digest.of(content) == digest else None
    except (NotStored, OSError, ValueError, KeyError):
        return None
