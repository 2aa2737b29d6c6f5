"""Builds an index anew beside the live one, proves it register by register, and only then swaps it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from archive.ledger.port import Ledger
from archive.life.holds import gone_in
from archive.model.message import tell
from archive.store.package_content_port import Reading
from indexer.building.feed import DOCUMENTS_AT_ONCE, FeedCounts, Progress, fill
from indexer.documents.document_builder import Making, one_by_one
from indexer.documents.expected_documents import NamedPackage, Sum, chains, standing, sum_of
from indexer.documents.package_content import PackageUnreadable
from indexer.engine.port import Engine, EngineUnavailable, Writing

NAMED = 5
"""Registers that a message names; of the others it tells the number."""
VERIFIED = "reconciled"
"""The stage of registers that are held against their packages."""


class IndexIncomplete(EngineUnavailable):
    """A freshly built index does not hold what the ledger says; it was thrown away, and the old one stays."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a fresh index holds; `remarks` name the packages that it lacks, when that was allowed.

    `begun` is the ledger position from which an interrupted build was gone on with. `sum` is over all its documents.
    """

    entries: int
    packages: int
    documents: int
    begun: int
    sum: Sum
    remarks: tuple[str, ...]


@dataclass(slots=True)
class _Proof:
    """What was found of an index that was built, beside what the packages say."""

    packages: int = 0
    sum: Sum = field(default_factory=Sum)
    unreadable: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def reindex(
    ledger: Ledger,
    reading: Reading,
    engine: Engine,
    progress: Progress,
    partial: bool = False,
    afresh: bool = False,
    at_once: int = DOCUMENTS_AT_ONCE,
    making: Making | None = None,
) -> Built:
    """Build the index anew beside the live one, and swap it in only if every register is there as its packages have it.

    Goes on with what an interrupted build left, unless it is to begin `afresh`. Raises IndexIncomplete, which names every package
    that disagrees, StoreAway and EngineUnavailable; then the live index stays. `partial` lets packages be missing that cannot be
    read, never miscounted ones. What was built is safe `at_once` so many documents. `making` has them made elsewhere.
    """
    tally = FeedCounts(gone=set(gone_in(ledger.since(0))))
    with engine.begin(again=not afresh) as writing:
        begun = writing.position()
        away = fill(ledger, making or one_by_one(reading), writing, progress, tally, at_once)
        if away:
            raise away
        proof = _proved(ledger, reading, writing, progress, tally)
        wrong = [*(() if partial else proof.unreadable), *tally.miscounted, *proof.wrong]
        if wrong:
            writing.discard()
            raise IndexIncomplete(
                tell("the new index was thrown away and the old one stays: {named}", named=_named(wrong))
            )
        writing.swap()
        return Built(writing.position(), proof.packages, writing.count(), begun, proof.sum, tuple(proof.unreadable))


def _named(wrong: Sequence[str]) -> str:
    """The first of them, and how many there are more."""
    more = f"; and {len(wrong) - NAMED} more" if len(wrong) > NAMED else ""
    return f"{'; '.join(wrong[:NAMED])}{more}"


def _proved(ledger: Ledger, reading: Reading, writing: Writing, progress: Progress, tally: FeedCounts) -> _Proof:
    """Hold each register of an index against its packages: what was just made of them, or, of more than one, what stands."""
    proof = _Proof()
    held = chains(islice(ledger.since(0), writing.position()), tally.gone)
    counts = writing.registers()
    for done, (register, chain) in enumerate(held.items(), start=1):
        progress(VERIFIED, done, len(held))
        found = sum_of(writing.bodies(register)) if counts.get(register) else Sum()
        proof.sum += found
        try:
            wanted = _wanted(chain, reading, tally)
        except PackageUnreadable as error:
            proof.unreadable.append(str(error))
            continue
        proof.packages += len(chain)
        if found.documents != wanted.documents:
            proof.wrong.append(
                f"register {register} has {wanted.documents} documents, of which {found.documents} are found"
            )
        elif found != wanted:
            proof.wrong.append(f"register {register} has other documents in the index than in its packages")
    foreign = sorted(counts.keys() - held.keys())
    proof.wrong.extend(f"register {register} is in the index and not in the ledger" for register in foreign)
    if sum(counts.values()) != writing.count():
        proof.wrong.append(f"{writing.count()} documents are found where the registers have {sum(counts.values())}")
    return proof


def _wanted(chain: Sequence[NamedPackage], reading: Reading, tally: FeedCounts) -> Sum:
    if len(chain) == 1 and chain[0].package in tally.sums:
        return tally.sums[chain[0].package]
    return sum_of(document.body for document in standing(chain, reading).values())
