"""Do packages, ledger, catalogue and index agree, register by register? Each direction is looked at, and mended when asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby, islice

from archive.holdings import queries as queries_of_holdings
from archive.ingest import Progress
from archive.ledger.entry import EntryType
from archive.model.identifiers import RegisterId, parse_package
from archive.model.json import Json
from indexer.build import lag, rebuild_catalogue
from indexer.catalogue import queries
from indexer.reconcile import Compared, Difference, Kind, compare, mend
from indexer.standing import Chains, Sum, chains
from khizana import following, wiring
from khizana.agreement import disagreements
from khizana.errors import Exit
from khizana.outcome import Outcome
from khizana.wiring import Archive

RECONCILED, MENDED = "reconciled", "mended"
LOOKS = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What one look found. `behind` registers have entries that the index has not seen: they lag, and are not compared."""

    compared: Compared
    behind: tuple[str, ...]
    catalogue: tuple[Json, ...]
    unrecorded: tuple[str, ...]

    @property
    def equal(self) -> bool:
        """Whether all four agree."""
        return not (self.compared.differences or self.behind or self.catalogue or self.unrecorded)


def reconcile(archive: Archive, mending: bool, progress: Progress) -> Outcome:
    """Compare; with `mending` also let both follow the ledger first, write what differs anew, and compare once more.

    Whoever found a difference exits 3, also when all of it is mended: why it was there is still to be asked.
    """
    if not mending:
        found = _look(archive, progress)
        return _outcome(archive, found, None, 0)
    with wiring.writing(archive, "reconcile"):
        following.catch_up(archive, progress)
        found = _look(archive, progress)
        mended = _mend(archive, found, partial(progress, MENDED))
        return _outcome(archive, found, _look(archive, progress) if mended else found, mended)


def _look(archive: Archive, progress: Progress) -> Found:
    """Look until the index stood still meanwhile, but not for ever: an ingest that is under way shows as differences."""
    for _ in range(LOOKS):
        position = archive.engine.position()
        found = _looked(archive, position, progress)
        if found.equal or archive.engine.position() == position:
            break
    return found


def _looked(archive: Archive, position: int, progress: Progress) -> Found:
    stored = tuple(archive.store.packages())
    held, behind = _chains(archive, position)
    compared = compare(held, archive.reading, _Held(archive, behind), partial(progress, RECONCILED))
    named = {package.package for package in queries_of_holdings.since(archive.holdings, 0)}
    return Found(
        compared=compared,
        behind=behind,
        catalogue=(*disagreements(archive), *_registers(archive, named, compared.acts)),
        unrecorded=tuple(package for package in stored if package not in named),
    )


def _chains(archive: Archive, position: int) -> tuple[Chains, tuple[str, ...]]:
    """The chains as of a position, without the registers that later entries are about; and those."""
    gone = queries_of_holdings.gone(archive.holdings)
    held = chains(islice(archive.ledger.since(0), position), gone)
    behind = frozenset(_touched(archive, position))
    return {name: chain for name, chain in held.items() if name not in behind}, tuple(sorted(behind))


def _touched(archive: Archive, position: int) -> Iterator[str]:
    for one in archive.ledger.since(position):
        if one.entry.type is EntryType.PACKAGE_STORED:
            yield str(parse_package(one.entry.subject)[0])
        elif one.entry.type is EntryType.DISPOSED:
            yield str(RegisterId.parse(one.entry.subject))


class _Held:
    """The live index without the registers that lag."""

    def __init__(self, archive: Archive, behind: Sequence[str]) -> None:
        self._engine = archive.engine
        self._behind = frozenset(behind)
        self.bodies = archive.engine.bodies

    def registers(self) -> Mapping[str, int]:
        return {name: count for name, count in self._engine.registers().items() if name not in self._behind}


def _registers(archive: Archive, named: Collection[str], acts: Mapping[str, int]) -> Iterator[Json]:
    """Registers that the catalogue alone knows, or of which it says another number of acts than their packages have."""
    with archive.catalogue.reading() as connection:
        rows = {row.id: row.acts for row in queries.registers(connection)}
    known = {str(parse_package(package)[0]) for package in named}
    for register, number in sorted(rows.items()):
        if register not in known:
            yield {"package": register, "what": "register", "ledger": False, "catalogue": True}
        elif number != acts.get(register, number):
            yield {"package": register, "what": "acts", "ledger": acts[register], "catalogue": number}


def _mend(archive: Archive, found: Found, step: Callable[[int, int], None]) -> int:
    """Write anew what differs in catalogue and index; what is in the store alone the next ingest adopts or removes."""
    if found.catalogue:
        rebuild_catalogue(archive.ledger, archive.reading, archive.catalogue)
    if not any(one.kind is not Kind.UNREADABLE for one in found.compared.differences):
        return len(found.catalogue)
    held, _ = _chains(archive, archive.engine.position())
    written = mend(found.compared.differences, held, archive.reading, archive.engine, step)
    return written + len(found.catalogue)


def _outcome(archive: Archive, found: Found, after: Found | None, mended: int) -> Outcome:
    """What was found, and after mending what remains."""
    behind = lag(archive.ledger, archive.catalogue, archive.engine)
    lagging = behind.catalogue > 0 or behind.index != 0
    left = after or found
    numbers = Counter(one.kind for one in found.compared.differences)
    content: dict[str, Json] = {
        "command": "reconcile",
        "ledger": {"size": archive.ledger.head().size},
        "lag": {"catalogue": behind.catalogue, "index": behind.index},
        "registers": len(found.compared.acts),
        "packages": _told(found.compared.expected),
        "index": _told(found.compared.found),
        "counts": {
            **{str(kind): numbers[kind] for kind in Kind},
            "behind": len(found.behind),
            "catalogue": len(found.catalogue),
            "unrecorded": len(found.unrecorded),
        },
        "differences": list(_by_register(found.compared.differences)),
        "behind": list(found.behind),
        "catalogue": list(found.catalogue),
        "unrecorded": list(found.unrecorded),
        "mended": mended,
        "equal": left.equal and not lagging,
    }
    return Outcome(content, Exit.DONE if found.equal and not lagging else Exit.FINDINGS)


def _told(total: Sum) -> dict[str, Json]:
    return {"documents": total.documents, "digest": str(total)}


def _by_register(differences: Sequence[Difference]) -> Iterator[Json]:
    for register, ones in groupby(differences, key=lambda one: one.register):
        listed: dict[str, list[Json]] = {}
        for one in ones:
            listed.setdefault(str(one.kind), []).append(one.reason or one.document)
        yield {"register": register, **listed}
