"""The ledger as an archive writes it: one that was made before policies stood in it says at its first write which it found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from archive.ledger.entry import Entry
from archive.ledger.keys.checkpoint import Signer, Verifier
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.observed_heads import Asking, ObservedHead
from archive.ledger.port import Head
from archive.life.policies import PolicyKind
from archive.model.digest import Digest

Unnamed = Callable[[], frozenset[PolicyKind]]
"""The kinds of which the ledger names no policy yet."""
Found = Callable[[Iterable[PolicyKind]], Mapping[str, Digest]]
"""Keeps the policies of these kinds that lie about, and answers their digests by the names that an entry gives them."""
Adopting = Callable[[Mapping[str, Digest]], Entry]
"""The entry that puts them in force."""


class AdoptingLedger(FilesLedger):
    """Appends as FilesLedger does, but for the one entry before the first write of an older archive."""

    def __init__(
        self,
        folder: Path,
        verifier: Verifier,
        signer: Signer | None,
        asking: Asking,
        unnamed: Unnamed,
        found: Found,
        adopting: Adopting,
    ) -> None:
        super().__init__(folder, verifier, signer, asking)
        self._writes = signer is not None
        self._unnamed = unnamed
        self._found = found
        self._adopting = adopting
        self._settled = False

    def append(self, entries: Sequence[Entry], at: int | None = None, accepted: Sequence[ObservedHead] = ()) -> Head:
        """Record entries together; see the port."""
        first = self._first() if self._writes and entries and not accepted and not self._settled else []
        head = super().append([*first, *entries], at, accepted)
        self._settled = not accepted
        return head

    def _first(self) -> list[Entry]:
        unnamed = self._unnamed() if self.head().size else frozenset()
        if unnamed:
            self.must_extend()  # the policies go into the store, where nothing is written for a ledger that was cut short
        digests = self._found(unnamed) if unnamed else {}
        return [self._adopting(digests)] if digests else []
