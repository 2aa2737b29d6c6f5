"""Compares an index with the packages, register by register, in each direction, and mends what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Protocol

from archive.model.message import tell
from archive.store.package_content_port import Reading
from indexer.documents.document import ACT, Document
from indexer.documents.engine_documents import cards
from indexer.documents.expected_documents import Chains, Sum, standing, sum_of
from indexer.documents.package_content import PackageUnreadable
from indexer.engine.port import Engine, EngineUnavailable
from indexer.names.analysis.terms import terms

Step = Callable[[int, int], None]
"""So many registers of so many are done."""

DOCUMENTS_AT_ONCE = 20_000


class IndexedDocuments(Protocol):
    """What can be asked of an index that answers, and of one that is being built."""

    def registers(self) -> Mapping[str, int]:
        """How many documents each register has."""

    def bodies(self, register: str) -> Iterator[bytes]:
        """The body of every document of a register, in no order."""


class DifferenceKind(StrEnum):
    """`missing`: the packages have it, the index not. `altered`: it is another there. `foreign`: no package has it.

    `unreadable`: the packages of a register cannot be read, so nothing is known of its documents.
    """

    MISSING = "missing"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different of one document, named by its identifier; for what is unreadable `reason` says why, of the register."""

    kind: DifferenceKind
    register: str
    document: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """`expected` is the sum over the packages that can be read, `found` over all of the index; they are equal when it is.

    `acts` is how many acts stand in each register of which the packages can be read.
    """

    acts: Mapping[str, int]
    expected: Sum
    found: Sum
    differences: tuple[Difference, ...]


def compare(chains: Chains, reading: Reading, held: IndexedDocuments, step: Step) -> Compared:
    """Hold every register of the ledger, and every one of the index, against the other. StoreAway, EngineUnavailable."""
    counts = held.registers()
    names = sorted(chains.keys() | counts.keys())
    acts: dict[str, int] = {}
    expected, found = Sum(), Sum()
    differences: list[Difference] = []
    for done, register in enumerate(names, start=1):
        there = tuple(held.bodies(register)) if counts.get(register) else ()
        identifiers = _identifiers(register, there)
        found += sum_of(there)
        try:
            wanted = standing(chains.get(register, ()), reading)
        except PackageUnreadable as error:
            differences.append(Difference(DifferenceKind.UNREADABLE, register, "", str(error)))
        else:
            acts[register] = sum(document.kind == ACT for document in wanted.values())
            expected += sum_of(document.body for document in wanted.values())
            differences.extend(differing(register, wanted, zip(identifiers, there, strict=True)))
        step(done, len(names))
    return Compared(acts, expected, found, tuple(differences))


def _identifiers(register: str, bodies: Iterable[bytes]) -> tuple[str, ...]:
    """Those of the documents of a register; EngineUnavailable where something stands among them that is none."""
    try:
        return tuple(Document.read(body).id for body in bodies)
    # What reading a document raises on what nobody wrote as one.
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EngineUnavailable(
            tell(
                "the index holds under register {register} what is no document "
                "({error!r}): run `khizana reindex` to build it anew",
                register=register,
                error=error,
            )
        ) from error


def differing(
    register: str, wanted: Mapping[str, Document], there: Iterable[tuple[str, bytes]]
) -> Iterator[Difference]:
    """In the order of identifiers; `there` are those and bodies. A document that is there twice is altered."""
    found: dict[str, list[bytes]] = {}
    for identifier, body in there:
        found.setdefault(identifier, []).append(body)
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield Difference(DifferenceKind.MISSING, register, name)
        elif name not in wanted:
            yield Difference(DifferenceKind.FOREIGN, register, name)
        elif found[name] != [wanted[name].body]:
            yield Difference(DifferenceKind.ALTERED, register, name)


def mend(differences: Sequence[Difference], chains: Chains, reading: Reading, engine: Engine, step: Step) -> int:
    """Put the index right from the packages, and answer how many documents were written or removed. StoreAway, EngineUnavailable.

    What is foreign goes first: it may be a document that stands under the wrong register.
    """
    foreign = [one.document for one in differences if one.kind is DifferenceKind.FOREIGN]
    lacking = sorted(
        (one for one in differences if one.kind in (DifferenceKind.MISSING, DifferenceKind.ALTERED)),
        key=lambda one: one.register,
    )
    done = len(foreign)
    with engine.resume() as writing:
        position = writing.position()
        writing.forget(foreign)
        writing.commit(position)
        pending = 0
        for register, ones in groupby(lacking, key=lambda one: one.register):
            wanted = standing(chains[register], reading)
            lost = [wanted[one.document] for one in ones]
            writing.add(cards(lost, terms))
            pending += len(lost)
            step(done + pending, len(differences))
            if pending >= DOCUMENTS_AT_ONCE:
                writing.commit(position)
                done, pending = done + pending, 0
        writing.commit(position)
        writing.swap()
    return done + pending
