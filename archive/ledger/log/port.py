"""What a ledger is beside its entries: signed, and held against what others saw of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from archive.ledger.entry import Entry
from archive.ledger.keys.checkpoint import Verifier
from archive.ledger.log.observed_heads import ObservedHead
from archive.ledger.port import Head, Ledger


class SignedLedger(Ledger, Protocol):
    """A ledger under signed checkpoints, which appends nothing before it extends all that was seen of it (CutShort)."""

    @property
    def verifier(self) -> Verifier:
        """The key that its checkpoints are read with."""

    def append(self, entries: Sequence[Entry], at: int | None = None, accepted: Sequence[ObservedHead] = ()) -> Head:
        """As in the port; what is `accepted` as lost by these entries need not be extended."""

    def checkpoint(self) -> tuple[Head, bytes]:
        """The head, and the signed note that says so: what others may be given."""

    def must_extend(self) -> None:
        """CutShort unless the head extends all that was seen; to be asked before anything else is written."""

    def objections(self) -> tuple[tuple[ObservedHead, ...], tuple[str, ...]]:
        """What was seen and the head does not extend; and who could not be asked."""

    def objections_to(self, seen: Sequence[ObservedHead]) -> tuple[ObservedHead, ...]:
        """Which of these the head does not extend, without asking anybody."""
