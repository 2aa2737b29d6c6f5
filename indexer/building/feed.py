"""What the ledger has is added to an index that is open for writing, and what was wrong on the way is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import tee

from archive.ledger.entry import EntryType
from archive.ledger.port import Ledger, Recorded
from archive.life.holds import disposed_by, gone_in
from indexer.documents.document_builder import BuiltDocuments, Making
from indexer.documents.expected_documents import NamedPackage, Sum, miscounted
from indexer.documents.package_content import StoreAway
from indexer.engine.port import Writing

Progress = Callable[[str, int, int], None]
"""A stage, and how many ledger entries or registers of how many are done. What it raises ends the work, to be gone on with."""

INDEXED = "indexed"
"""The stage of ledger entries that are taken in."""
DOCUMENTS_AT_ONCE = 200_000
"""Documents between two commits: a dictionary is written at each, and what a killed build loses is twenty seconds of work."""


@dataclass(slots=True)
class FeedCounts:
    """What went into an index: the sum of the documents of each package, and what was wrong on the way.

    `gone` are the packages that entries not yet taken in dispose of: nothing of them is read.
    """

    sums: dict[str, Sum] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    unreadable: list[str] = field(default_factory=list)
    miscounted: list[str] = field(default_factory=list)


def fill(
    ledger: Ledger, making: Making, writing: Writing, progress: Progress, tally: FeedCounts, at_once: int
) -> StoreAway | None:
    """Add what the ledger has since the writing's position, and commit now and then, and at the end."""
    size = ledger.head().size
    position = writing.position()
    tally.gone |= gone_in(ledger.since(position))
    pending = 0
    entries, ahead = tee(ledger.since(position))
    makings = making(one.entry.subject for one in ahead if _wants(one, tally))
    for recorded in entries:
        try:
            pending += _add(recorded, makings, writing, tally)
        except StoreAway as error:
            writing.commit(position)
            return error
        position = recorded.position + 1
        if pending >= at_once:
            writing.commit(position)
            pending = 0
        progress(INDEXED, position, size)
    writing.commit(position)
    return None


def _wants(recorded: Recorded, tally: FeedCounts) -> bool:
    return recorded.entry.type is EntryType.PACKAGE_STORED and recorded.entry.subject not in tally.gone


def _add(recorded: Recorded, makings: Iterator[BuiltDocuments], writing: Writing, tally: FeedCounts) -> int:
    """Add a stored package's documents, and hold them against what the ledger says."""
    entry = recorded.entry
    for package in disposed_by(entry):
        writing.delete_package(package)
        tally.sums.pop(package, None)
    if not _wants(recorded, tally):
        return 0
    made = next(makings)
    if made.unreadable:
        tally.unreadable.append(made.unreadable)
        return 0
    identifiers = [card.id for card in made.cards.cards]
    wrong = miscounted(NamedPackage(entry.subject, entry.counts.get("acts")), made.cards.acts, identifiers)
    if wrong:
        tally.miscounted.append(wrong)
    tally.sums[entry.subject] = made.sum
    if made.replaced:
        writing.forget(made.replaced)
    writing.add(made.cards)
    return len(identifiers)
