"""What `reconcile` answers: how packages, ledger, catalogue and index agree, and every difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.documents.expected_documents import Sum
from khizana.outcome import Answer
from khizana.service.index.agreement import Disagreement


@dataclass(frozen=True, slots=True)
class LedgerSize:
    """How many entries the ledger has."""

    size: int


@dataclass(frozen=True, slots=True)
class IndexLag:
    """Entries that catalogue and index have not seen; None for an index that cannot be asked."""

    catalogue: int
    index: int | None


@dataclass(frozen=True, slots=True)
class DocumentSum:
    """How many documents there are, and the digest of all of them."""

    documents: int
    digest: str

    @classmethod
    def of(cls, total: Sum) -> DocumentSum:
        return cls(total.documents, str(total))


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceCounts:
    """How many documents, registers or packages differ, by the way in which they do."""

    missing: int
    altered: int
    foreign: int
    unreadable: int
    behind: int
    catalogue: int
    unrecorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDifferences:
    """Documents of a register that the index lacks, has altered, or has and no package does; why it cannot be read."""

    register: str
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    foreign: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled(Answer):
    """What one look found: registers that are `behind` are not compared, `unrecorded` packages are in the store alone.

    `mended` documents and packages were written anew; `equal` says that all agree since.
    """

    command: Literal["reconcile"] = "reconcile"
    ledger: LedgerSize
    lag: IndexLag
    registers: int
    packages: DocumentSum
    index: DocumentSum
    counts: DifferenceCounts
    differences: tuple[RegisterDifferences, ...]
    behind: tuple[str, ...]
    catalogue: tuple[Disagreement, ...]
    unrecorded: tuple[str, ...]
    mended: int
    equal: bool
