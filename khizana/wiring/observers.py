"""Who has seen how much of an archive's ledger: the catalogue, the witnesses, the replicas that can be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from archive.ledger.evidence.evidence import Evidence
from archive.ledger.keys.checkpoint import InvalidCheckpoint, head_in
from archive.ledger.keys.note import InvalidNote, split
from archive.ledger.log.log_replica import mirrored
from archive.ledger.log.observed_heads import ObservedHead, ObservedHeads, said_of
from archive.ledger.port import Head, LedgerDamaged
from archive.model.json import read_json
from indexer.catalogue.port import Catalogue, CatalogueUnavailable
from khizana import notices
from khizana.notices import UNEXTENDED
from khizana.settings import ArchiveSettings, ReplicaFile

CATALOGUE = "the catalogue"
NAMED = 5


class Extended(Protocol):
    """A ledger that can be held against what was seen of it."""

    def head(self) -> Head: ...

    def objections_to(self, seen: Sequence[ObservedHead]) -> tuple[ObservedHead, ...]: ...


def told(made: ArchiveSettings, catalogue: Catalogue) -> ObservedHeads:
    """Everybody who can be asked. A catalogue that cannot be read, or that was deleted, has seen nothing."""
    seen = [*_catalogued(catalogue), *_witnessed(made)]
    unasked: list[str] = []
    for replica in made.replicas:
        try:
            seen += _copied(made, replica)
        except (OSError, ValueError, LedgerDamaged) as error:
            unasked.append(f"replica {replica.name} at {replica.path} ({error})")
            notices.note("ledger.unasked", who=unasked[-1])
    return ObservedHeads(tuple(seen), tuple(unasked))


def say(made: ArchiveSettings, ledger: Extended, catalogue: Catalogue) -> None:
    """Tell whoever runs a command that the ledger is not what catalogue or witnesses saw of it; damage is told of elsewhere."""
    try:
        found = ledger.objections_to([*_catalogued(catalogue), *_witnessed(made)])
        head = ledger.head()
    except (LedgerDamaged, OSError):
        return
    for one in found[:NAMED]:
        notices.note(UNEXTENDED, problem=said_of(one, head))


def _catalogued(catalogue: Catalogue) -> Iterator[ObservedHead]:
    """The position it has reached, and the root that it remembers: an older one remembers none."""
    try:
        position, reached = catalogue.reached()
    except CatalogueUnavailable:
        return
    if reached is not None:
        yield ObservedHead(CATALOGUE, reached.size, reached.root)
    if position and (reached is None or position > reached.size):
        yield ObservedHead(CATALOGUE, position, None)


def _witnessed(made: ArchiveSettings) -> Iterator[ObservedHead]:
    """The newest checkpoint of each witness: it signs none that does not extend what it signed before."""
    newest: dict[str, ObservedHead] = {}
    for kept in Evidence(made.ledger).newest_witnessed():
        try:
            head = head_in(split(kept.content)[0], made.origin)
        except (InvalidCheckpoint, InvalidNote):
            continue  # `ledger verify` names it
        newest[kept.path.suffix] = ObservedHead(f"the witnessed checkpoint {kept.path}", head.size, head.root)
    yield from newest.values()


def _copied(made: ArchiveSettings, replica: ReplicaFile) -> Iterator[ObservedHead]:
    """The state of the ledger in a replica; ValueError, OSError when the replica is not there."""
    folder = Path(replica.path)
    marker = read_json((folder / "replica.json").read_bytes())
    if not isinstance(marker, dict) or (marker.get("archive"), marker.get("name")) != (made.origin, replica.name):
        raise ValueError("another replica is there")
    head = mirrored(folder / "ledger", made.origin)
    if head.size:
        yield ObservedHead(f"the ledger of replica {replica.name} at {folder}", head.size, head.root)
