"""The ledger as files (C2SP tlog-tiles), that any tool for such logs can verify.

    checkpoint               the signed head: replaced last and in one move, which is the commit
    tile/<L>/<N>[.p/<W>]     hashes; tile/entries/<N>[.p/<W>] entries. Never changed once a checkpoint covers them
    aside/                   what an append is writing; empty between appends
    lost/                    what two people accepted as lost; see archive.ledger.log.loss

Partial tiles and bundles are kept until the full one is under a checkpoint, and removed then (tlog-tiles, "Partial Tiles").
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from archive.ledger.entry import Entry
from archive.ledger.keys.checkpoint import InvalidCheckpoint, Signer, Verifier, is_of, read, sign
from archive.ledger.keys.note import split
from archive.ledger.lock import alone
from archive.ledger.log.atomic_dir import Shelf, sync_folder
from archive.ledger.log.guard import Guard
from archive.ledger.log.observed_heads import Asking, CutShort, ObservedHead, nobody
from archive.ledger.log.proof import includes
from archive.ledger.log.rehash import REMEDY, rehash
from archive.ledger.log.tile import WIDTH, Tile, added, bundle, edge, hashes, tile_at
from archive.ledger.log.tile_files import TileFiles
from archive.ledger.log.tree import EMPTY_ROOT, RightEdge, consistency_proof, inclusion_proof, leaf_hash
from archive.ledger.port import Head, LedgerDamaged, LedgerUnreadable, NotASigner, Overtaken, Recorded
from archive.logs import happened
from archive.model.message import tell

_CHECKPOINT = "checkpoint"
_LOG = logging.getLogger(__name__)


class FilesLedger:
    """The ledger in a folder. Reading needs the verifier key alone; appending needs the signer, and waits for its turn."""

    def __init__(self, folder: Path, verifier: Verifier, signer: Signer | None = None, asking: Asking = nobody) -> None:
        """`asking` asks those who have seen the ledger; once before this process appends, which then remembers the head."""
        if signer is not None and signer.verifier != verifier:
            raise ValueError(f"the signing key of {signer.origin} does not belong to the verifier key {verifier}")
        self._shelf = Shelf(folder)
        self._tiles = TileFiles(self._shelf)
        self._verifier = verifier
        self._signer = signer
        self._verified: tuple[bytes, Head] | None = None
        self._guard = Guard(self._shelf, asking, self.prove_growth, lambda at, size: next(self._since(at, size)).entry)

    @property
    def verifier(self) -> Verifier:
        """The key that its checkpoints are read with."""
        return self._verifier

    @classmethod
    def create(cls, folder: Path, signer: Signer) -> FilesLedger:
        """Begin a ledger: the checkpoint of an empty tree. FileExistsError when the folder holds anything."""
        folder.mkdir(parents=True, exist_ok=True)
        ledger = cls(folder, signer.verifier, signer)
        with alone(folder):
            if set(ledger._shelf.names("")) - {"aside"}:
                raise FileExistsError(f"{folder} is not empty: a ledger is begun once, in a folder of its own")
            ledger._shelf.end()
            ledger._shelf.begin(0)
            ledger._shelf.place([(_CHECKPOINT, sign(Head(0, EMPTY_ROOT), signer))])
            ledger._shelf.end()
            sync_folder(folder.parent)
        return ledger

    def must_extend(self) -> None:
        """CutShort unless the head extends all that was seen of the ledger; to be asked before anything else is written."""
        with alone(self._shelf.folder):
            self._guard.must_extend(self.head())

    def objections_to(self, seen: Sequence[ObservedHead]) -> tuple[ObservedHead, ...]:
        """Which of these the head does not extend, and what lies beyond it; an append that goes on meanwhile is waited for."""
        if not self._guard.objections_to(self.head(), seen):
            return ()
        with alone(self._shelf.folder):
            return self._guard.objections_to(self.head(), seen)

    def objections(self) -> tuple[tuple[ObservedHead, ...], tuple[str, ...]]:
        """What was seen and the head does not extend; and who could not be asked. What was accepted as lost is left out."""
        with alone(self._shelf.folder):
            return self._guard.objections(self.head())

    def append(self, entries: Sequence[Entry], at: int | None = None, accepted: Sequence[ObservedHead] = ()) -> Head:
        """Record entries together under one checkpoint; see the port. CutShort, but for what these entries accept as lost."""
        if self._signer is None:
            raise NotASigner(
                tell(
                    "the ledger {folder} was opened for reading: appending needs its signing key",
                    folder=self._shelf.folder,
                )
            )
        encoded = [entry.encode() for entry in entries]
        with alone(self._shelf.folder):
            old, note = self.checkpoint()
            _must_be_in_force(self._signer, note)
            self._guard.must_extend(old, accepted)
            self._clear(old)
            if at is not None and old.size != at:
                raise Overtaken(at, old.size)
            if not encoded:
                return old
            grown = RightEdge(old.size, self._tiles.tile)
            if grown.root() != old.root:
                places = ", ".join(tile.path for tile in edge(old.size))
                raise LedgerDamaged(
                    tell(
                        "altered in {folder}: one of {places}; {remedy}",
                        folder=self._shelf.folder,
                        places=places,
                        remedy=REMEDY,
                    )
                )
            files = self._files(old.size, grown, encoded)
            new = Head(grown.size, grown.root())
            self._shelf.begin(new.size, old.size)
            self._shelf.place(files)
            self._shelf.place([(_CHECKPOINT, sign(new, self._signer))])
            happened(_LOG, logging.INFO, "ledger appended", entries=len(encoded), size=new.size)
            with suppress(OSError):  # the entries are committed: what cannot be tidied now does no harm
                self._drop_superseded(old.size, new.size)
                self._shelf.end()
                if accepted:
                    self._clear(new)
            self._guard.remember(new)
            return new

    def since(self, position: int) -> Iterator[Recorded]:
        """The entries from a position on, each bundle compared with its tile; see the port."""
        size = self.head().size
        if position < 0:
            raise ValueError(f"positions count from 0, not {position}")
        if position > size:
            raise LedgerDamaged(
                tell(
                    "the ledger {folder} holds {size} entries and {position} were read before: it was "
                    "cut short or replaced; compare it with a checkpoint kept elsewhere",
                    folder=self._shelf.folder,
                    size=size,
                    position=position,
                )
            )
        return self._since(position, size)

    def head(self) -> Head:
        """The head under the signed checkpoint; see the port."""
        return self.checkpoint()[0]

    def checkpoint(self) -> tuple[Head, bytes]:
        """The head, and the signed note that says so: what others may be given. LedgerDamaged unless the key signed it.

        It is read each time; the signature of a note is verified once, for as long as it stays the same to the byte.
        """
        place = self._shelf.folder / _CHECKPOINT
        note = self._shelf.read(_CHECKPOINT)
        if note is None:
            raise LedgerDamaged(tell("{place} is missing: this is no ledger, or {remedy}", place=place, remedy=REMEDY))
        verified = self._verified
        if verified is None or verified[0] != note:
            verified = self._verified = (note, self._signed_head(note))
        return verified[1], note

    def _signed_head(self, note: bytes) -> Head:
        try:
            return read(note, self._verifier)
        except InvalidCheckpoint as error:
            raise LedgerDamaged(
                tell(
                    "{place}: {error}; make sure that the key is this ledger's, or {remedy}",
                    place=self._shelf.folder / _CHECKPOINT,
                    error=error,
                    remedy=REMEDY,
                )
            ) from None

    def verify(self) -> Head:
        """Read and hash everything anew; see the port. LedgerDamaged also where entries lie beyond the checkpoint."""
        head = self.head()
        rehash(head, self._tiles.tile, self._tiles.bundle, self._tiles.narrower)
        left = self._guard.beyond(head)
        if left and self.head() == head:
            raise CutShort(self._shelf.folder, head, left, ())
        return head

    def prove(self, position: int, size: int | None = None) -> tuple[bytes, ...]:
        """The inclusion proof of an entry; at the head it is itself verified; see the port."""
        head = self.head()
        if size is not None and size != head.size:
            _must_be_within(size, head)
            return inclusion_proof(self._tiles.tile, size, position)
        proof = inclusion_proof(self._tiles.tile, head.size, position)
        lowest = tile_at(head.size, 0, position // WIDTH)
        if not includes(head, position, hashes(self._tiles.tile(lowest))[position % WIDTH], proof):
            raise LedgerDamaged(
                tell("tiles of {folder} do not lead to the signed root; verify the ledger", folder=self._shelf.folder)
            )
        return proof

    def prove_growth(self, size: int, to: int | None = None) -> tuple[bytes, ...]:
        """The consistency proof between two sizes; see the port."""
        head = self.head()
        if to is not None:
            _must_be_within(to, head)
        return consistency_proof(self._tiles.tile, size, head.size if to is None else to)

    def _since(self, position: int, size: int) -> Iterator[Recorded]:
        for index in range(position // WIDTH, -(-size // WIDTH)):
            for offset, encoded in enumerate(self._tiles.checked_bundle(tile_at(size, 0, index))):
                at = index * WIDTH + offset
                if at < position:
                    continue
                try:
                    yield Recorded(at, Entry.decode(encoded))
                except ValueError as error:
                    raise LedgerUnreadable(
                        tell(
                            "entry {at} of {folder} could not be read: {error}",
                            at=at,
                            folder=self._shelf.folder,
                            error=error,
                        )
                    ) from error

    def _files(self, old: int, grown: RightEdge, encoded: list[bytes]) -> list[tuple[str, bytes]]:
        held = self._tiles.checked_bundle(tile_at(old, 0, old // WIDTH)) if old % WIDTH else []
        held += encoded
        tiles = grown.extend([leaf_hash(entry) for entry in encoded])
        tiles += grown.partial()
        lowest = (tile for tile in added(old, grown.size) if tile.level == 0)
        bundles = [
            (tile.entries_path, bundle(held[start : start + WIDTH]))
            for tile, start in zip(lowest, range(0, len(held), WIDTH), strict=True)
        ]
        return bundles + [(tile.path, content) for tile, content in tiles]

    def _clear(self, head: Head) -> None:
        """Finish what an append that crashed has left.

        Beyond the head its files are removed, and those of an accepted loss: the full fallback of a partial tile must not lie.
        When its head was reached, it was not tidied up.
        """
        size, begun, lost = head.size, self._shelf.begun(), self._guard.lost(head)
        left = [tile for old, goal in begun if old in (None, size) for tile in added(size, goal)]
        for path in lost:
            self._shelf.remove(path)
        for tile in left:
            self._remove(tile)
        self._shelf.settle([*lost, *(path for tile in left for path in (tile.path, tile.entries_path))])
        for old, goal in begun:
            if old is not None and goal <= size:
                self._drop_superseded(old, goal)
        self._shelf.end()

    def _drop_superseded(self, old: int, new: int) -> None:
        for tile in edge(old):
            if tile_at(new, tile.level, tile.index).width == WIDTH:
                for part in [*self._tiles.narrower(tile), tile]:
                    self._remove(part)

    def _remove(self, tile: Tile) -> None:
        self._shelf.remove(tile.path)
        if tile.level == 0:
            self._shelf.remove(tile.entries_path)


def _must_be_within(size: int, head: Head) -> None:
    if not 0 <= size <= head.size:
        raise IndexError(f"a log of {head.size} entries has no earlier state of {size}")


def _must_be_in_force(signer: Signer, note: bytes) -> None:
    """A process that was started before the key was changed must not sign after it; the last signature tells whose turn it is."""
    mine = [one for one in split(note)[1] if one.name == signer.origin]
    if not is_of(mine[-1], signer.verifier):
        raise NotASigner(
            tell(
                "the key of {origin} was changed, or is being changed: run the command again after that",
                origin=signer.origin,
            )
        )
