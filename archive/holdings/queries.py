"""Questions about packages, deliveries and audits, answered by the projection."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from archive.holdings.projection import Projection
from archive.holdings.values import HeldPackage, LastReading, ReceivedDelivery, RecordedVerdict
from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import LedgerDamaged
from archive.model.digest import Digest
from archive.model.message import tell

_COLUMNS = (
    "position, id, register, tagmanifest, manifest, delivery, stored, views, pages, acts, mentions, payload_files, "
    "payload_bytes, gone"
)


_SOME = 1_000
"""Packages that are read at once."""


class SnapshotForged(LedgerDamaged):
    """The projection says that a package is held, and the ledger does not; fold it anew."""


def package(projection: Projection, name: str) -> HeldPackage | None:
    """A package by its identifier; None when no entry stores it."""
    return next(_packages(projection, "WHERE id = ?", name), None)


def chain(projection: Projection, register: str) -> tuple[HeldPackage, ...]:
    """The packages of a register, the oldest first, those that were disposed of among them."""
    return tuple(_packages(projection, "WHERE register = ? ORDER BY position", register))


def of_series(projection: Projection, series: str) -> tuple[HeldPackage, ...]:
    """The packages of all parts and copies of a series, in the order of the ledger."""
    where = "WHERE register > ? AND register < ? ORDER BY position"
    return tuple(_packages(projection, where, f"{series}_p", f"{series}_q"))


def of_numbering(projection: Projection, numbering: str) -> tuple[HeldPackage, ...]:
    """The packages whose acts are numbered in one run."""
    return tuple(_packages(projection, "WHERE numbering = ? ORDER BY position", numbering))


def of_manifest(projection: Projection, manifest: Digest) -> tuple[HeldPackage, ...]:
    """The packages that one delivery brought."""
    return tuple(_packages(projection, "WHERE manifest = ? ORDER BY position", str(manifest)))


def since(projection: Projection, position: int) -> tuple[HeldPackage, ...]:
    """The packages that entries from a position on store."""
    return tuple(_packages(projection, "WHERE position >= ? ORDER BY position", position))


def at(projection: Projection, position: int) -> HeldPackage | None:
    """The package whose entry stands at a position; None when it is another entry's."""
    return next(_packages(projection, "WHERE position = ?", position), None)


def stored_since(projection: Projection, position: int) -> Iterator[HeldPackage]:
    """The packages that entries from a position on store, a few at a time in memory."""
    while some := tuple(_packages(projection, "WHERE position >= ? ORDER BY position LIMIT ?", position, _SOME)):
        yield from some
        position = some[-1].position + 1


def packages(projection: Projection, until: int | None = None) -> Iterator[HeldPackage]:
    """Every package whose content is held, in the order of the ledger; of its first `until` entries where that is given."""
    bound = projection.head.size if until is None else until
    return _packages(projection, "WHERE gone IS NULL AND position < ? ORDER BY position", bound)


def packages_after(projection: Projection, size: int) -> Iterator[HeldPackage]:
    """Every package whose content was held after so many entries, also those that went since; `gone` says of these when."""
    return _packages(projection, "WHERE position < ?1 AND (gone IS NULL OR gone >= ?1) ORDER BY position", size)


def heads(projection: Projection) -> Iterator[HeldPackage]:
    """The newest package of each register."""
    newest = "WHERE position IN (SELECT max(position) FROM package GROUP BY register) ORDER BY position"
    return _packages(projection, newest)


def gone(projection: Projection) -> frozenset[str]:
    """The packages of which a tombstone alone is left."""
    return frozenset(name for (name,) in projection.rows("SELECT id FROM package WHERE gone IS NOT NULL"))


def documents(projection: Projection, until: int | None = None) -> tuple[Digest, ...]:
    """Every document that entries name, in the order of the digests."""
    bound = projection.head.size if until is None else until
    found = projection.rows("SELECT digest FROM document WHERE position < ? ORDER BY digest", bound)
    return tuple(Digest.parse(digest) for (digest,) in found)


def named(projection: Projection, document: str) -> bool:
    """Whether an entry names a document of this digest."""
    return named_at(projection, document) is not None


def named_at(projection: Projection, document: str) -> int | None:
    """The position of the first entry that names a document of this digest; None where none does."""
    found = projection.rows("SELECT position FROM document WHERE digest = ?", document)
    return int(found[0][0]) if found else None


def received(projection: Projection, manifest: Digest) -> bool:
    """Whether a delivery with this manifest came."""
    return bool(projection.rows("SELECT 1 FROM delivery WHERE manifest = ?", str(manifest)))


def verdicts(projection: Projection, manifest: Digest) -> tuple[RecordedVerdict, ...]:
    """The verdicts on a delivery, the oldest first."""
    return _verdicts(projection, "WHERE manifest = ?", str(manifest))


def verdicts_on(projection: Projection, delivery: str) -> tuple[RecordedVerdict, ...]:
    """The verdicts on all that came under an identifier, the oldest first."""
    return _verdicts(projection, "WHERE id = ?", delivery)


def every_verdict(projection: Projection) -> tuple[RecordedVerdict, ...]:
    """Every verdict, the oldest first."""
    return _verdicts(projection, "")


def deliveries(projection: Projection, delivery: str | None = None) -> tuple[ReceivedDelivery, ...]:
    """Every delivery that came, in the order of arrival; those under one identifier when asked."""
    where, asked = ("", ()) if delivery is None else ("WHERE id = ? ", (delivery,))
    query = f"SELECT position, id, manifest, contractor, received FROM delivery {where}ORDER BY position"  # noqa: S608
    found = projection.rows(query, *asked)
    return tuple(
        ReceivedDelivery(at, name, manifest, contractor, _moment(time))
        for at, name, manifest, contractor, time in found
    )


def _verdicts(projection: Projection, where: str, *parameters: object) -> tuple[RecordedVerdict, ...]:
    query = f"SELECT position, id, manifest, outcome, digest, judged FROM verdict {where} ORDER BY position"  # noqa: S608
    return tuple(
        RecordedVerdict(position, name, said, outcome, Digest.parse(digest), _moment(judged))
        for position, name, said, outcome, digest, judged in projection.rows(query, *parameters)
    )


def readings(projection: Projection, store: str) -> dict[int, LastReading]:
    """The last look at each package in one store, by the position of the package."""
    found = projection.rows("SELECT package, began, outcome FROM reading WHERE store = ?", store)
    return {position: LastReading(_moment(began), outcome) for position, began, outcome in found}


def reading_of(projection: Projection, store: str, name: str) -> LastReading | None:
    """The last look at one package in one store; None when nobody looked."""
    query = "SELECT began, outcome FROM reading JOIN package ON package = position WHERE store = ? AND id = ?"
    found = projection.rows(query, store, name)
    return LastReading(_moment(found[0][0]), found[0][1]) if found else None


def mended_at(projection: Projection, store: str, name: str) -> datetime | None:
    """When a package or document of a store was last made whole; None when it never was."""
    query = "SELECT max(time) FROM repair WHERE subject = ? AND store = ? AND outcome IN ('repaired', 'restored')"
    ((time,),) = projection.rows(query, name, store)
    return None if time is None else _moment(time)


def readings_by_outcome(projection: Projection, store: str, latest: datetime) -> dict[str, int]:
    """How many packages that are held were found how when they were last read in a store; later readings count as none."""
    found = projection.rows(
        "SELECT reading.outcome, count(*) FROM reading JOIN package ON package = position "
        "WHERE store = ? AND gone IS NULL AND began <= ? GROUP BY reading.outcome",
        store,
        latest.isoformat(),
    )
    return dict(found)


def not_intact(projection: Projection, store: str) -> list[tuple[str, LastReading]]:
    """The packages that are held and were not intact when they were last read in a store."""
    found = projection.rows(
        "SELECT id, began, reading.outcome FROM reading JOIN package ON package = position "
        "WHERE store = ? AND gone IS NULL AND reading.outcome <> 'intact' ORDER BY position",
        store,
    )
    return [(name, LastReading(_moment(began), outcome)) for name, began, outcome in found]


def oldest_reading(projection: Projection, store: str, latest: datetime) -> tuple[str, datetime] | None:
    """The package that was read longest ago in a store; None when none was read, or all of them later than `latest`."""
    found = projection.rows(
        "SELECT id, began FROM reading JOIN package ON package = position WHERE store = ? AND gone IS NULL "
        "AND began <= ? ORDER BY began, id LIMIT 1",
        store,
        latest.isoformat(),
    )
    return (found[0][0], _moment(found[0][1])) if found else None


def counts(projection: Projection) -> dict[str, int]:
    """How many packages, registers, deliveries and verdicts the ledger names; packages that were disposed of are among them."""
    ((packages, registers),) = projection.rows("SELECT count(*), count(DISTINCT register) FROM package")
    ((deliveries,),) = projection.rows("SELECT count(*) FROM delivery")
    outcomes = dict(projection.rows("SELECT outcome, count(*) FROM verdict GROUP BY outcome"))
    return {"packages": packages, "registers": registers, "deliveries": deliveries, **outcomes}


def held_packages(projection: Projection) -> int:
    """How many packages have their content."""
    ((found,),) = projection.rows("SELECT count(*) FROM package WHERE gone IS NULL")
    return int(found)


def last_audit(projection: Projection, store: str, latest: datetime | None = None) -> Entry | None:
    """The entry of the last fixity audit of a store; one that is later than `latest`, or whose time is false, counts as none."""
    query = (
        "SELECT max(position) FROM audit WHERE subject = 'fixity' AND store = ? AND recorded <= ? "
        "AND position NOT IN (SELECT position FROM declared)"
    )
    ((position,),) = projection.rows(query, store, "9999" if latest is None else f"{latest.isoformat()[:19]}Z")
    return None if position is None else projection.entry(position)


def confirmed(projection: Projection, found: HeldPackage) -> HeldPackage:
    """The same package, its row compared with the ledger's entry; SnapshotForged where they differ."""
    entry = projection.entry(found.position) if found.position < projection.head.size else None
    said = entry and (entry.type, entry.subject, entry.links.get("register"), entry.digests.get("tagmanifest"))
    if said != (EntryType.PACKAGE_STORED, found.package, found.register, found.tagmanifest):
        raise SnapshotForged(
            tell(
                "the projection names {package} at position {position}, and the ledger does not: "
                "delete holdings.db in the archive's folder, and it is folded anew",
                package=found.package,
                position=found.position,
            )
        )
    return found


def _packages(projection: Projection, where: str, *parameters: object) -> Iterator[HeldPackage]:
    return (_package(row) for row in projection.rows(f"SELECT {_COLUMNS} FROM package {where}", *parameters))  # noqa: S608


def _package(row: tuple[Any, ...]) -> HeldPackage:
    position, name, register, tagmanifest, manifest, delivery, stored, *rest = row
    views, pages, acts, mentions, files, size, gone_at = rest
    counts = {"views": views, "pages": pages, "acts": acts, "mentions": mentions}
    return HeldPackage(
        position,
        name,
        register,
        Digest.parse(tagmanifest),
        manifest,
        delivery,
        _moment(stored),
        counts,
        files,
        size,
        gone_at,
    )


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
