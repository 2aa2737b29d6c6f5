"""One archive as somebody works with it: its ports, and nothing of how they are kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from archive.api.rights import sealing_key
from archive.archive_folder import ArchiveFolder
from archive.holdings.projection import Projection
from archive.ledger.log.port import SignedLedger
from archive.ledger.port import Ledger
from archive.model.digest import Digest
from archive.store.package_content_port import Reading
from archive.store.port import NotStored, Store

Clock = Callable[[], datetime]
"""The time, in UTC, to the second."""


def silent(stage: str, done: int, total: int) -> None:
    """Tell nobody about the progress."""


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """Its ports, who acts (a pseudonym), and the clock that is believed. `copies` are the stores of its replicas."""

    settings: ArchiveFolder
    store: Store
    copies: tuple[Store, ...]
    ledger: SignedLedger
    reading: Reading
    actor: str
    clock: Clock

    @cached_property
    def _projection(self) -> Projection:
        return self.projection_of(self.ledger)

    @property
    def holdings(self) -> Projection:
        """What the ledger says is held, at its head now. LedgerDamaged, LedgerUnreadable."""
        self._projection.follow()
        return self._projection

    def projection_of(self, ledger: Ledger) -> Projection:
        """The projection of the archive's ledger, which may be read under another key while the key is changed."""
        key = sealing_key(self.settings)
        return Projection.open(ledger, self.document, self.settings.holdings, self.now(), key)

    def now(self) -> datetime:
        """The time, in UTC, to the second."""
        return self.clock()

    def document(self, digest: Digest) -> bytes:
        """A document from wherever it is intact; else as it stands in the archive's own store."""
        for store in (self.store, *self.copies):
            with suppress(NotStored, OSError):
                if Digest.of(content := store.document(digest)) == digest:
                    return content
        return self.store.document(digest)
