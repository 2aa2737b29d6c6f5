"""Who has seen how much of an archive's ledger: the witnesses, and the replicas that can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from archive.archive_folder import ArchiveFolder, ReplicaFolder
from archive.ledger.evidence.evidence import Evidence
from archive.ledger.keys.checkpoint import InvalidCheckpoint, head_in
from archive.ledger.keys.note import InvalidNote, split
from archive.ledger.log.log_replica import mirrored
from archive.ledger.log.observed_heads import ObservedHead, ObservedHeads
from archive.ledger.port import LedgerDamaged
from archive.model.json import read_json


def told(settings: ArchiveFolder) -> ObservedHeads:
    """Everybody who can be asked; a replica that is not there is named."""
    seen = list(witnessed(settings))
    unasked: list[str] = []
    for replica in settings.replicas:
        try:
            seen += _copied(settings, replica)
        except (OSError, ValueError, LedgerDamaged) as error:
            unasked.append(f"replica {replica.name} at {replica.path} ({error})")
    return ObservedHeads(tuple(seen), tuple(unasked))


def witnessed(settings: ArchiveFolder) -> Iterator[ObservedHead]:
    """The newest checkpoint of each witness: it signs none that does not extend what it signed before."""
    newest: dict[str, ObservedHead] = {}
    for kept in Evidence(settings.ledger).newest_witnessed():
        try:
            head = head_in(split(kept.content)[0], settings.origin)
        except (InvalidCheckpoint, InvalidNote):
            continue  # `ledger verify` names it
        newest[kept.path.suffix] = ObservedHead(f"the witnessed checkpoint {kept.path}", head.size, head.root)
    yield from newest.values()


def _copied(settings: ArchiveFolder, replica: ReplicaFolder) -> Iterator[ObservedHead]:
    """The state of the ledger in a replica; ValueError, OSError when the replica is not there."""
    marker = read_json((replica.path / "replica.json").read_bytes())
    if not isinstance(marker, dict) or (marker.get("archive"), marker.get("name")) != (settings.origin, replica.name):
        raise ValueError("another replica is there")
    head = mirrored(replica.path / "ledger", settings.origin)
    if head.size:
        yield ObservedHead(f"the ledger of replica {replica.name} at {replica.path}", head.size, head.root)
