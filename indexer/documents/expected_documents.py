"""What an index must hold, from ledger and packages alone: each register's documents as its chain of packages leaves them."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded
from archive.life.holds import disposed_by
from archive.model.identifiers import parse_package
from archive.store.package_content_port import Reading
from indexer.documents.document import ACT, Document
from indexer.documents.package_content import PackageUnreadable, documents, replaced

_MODULUS = 1 << 256


@dataclass(frozen=True, slots=True)
class Sum:
    """How many documents, and the sum of their digests modulo 2**256, which no order changes. Sums of parts add up."""

    documents: int = 0
    digests: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.documents + other.documents, (self.digests + other.digests) % _MODULUS)

    def __str__(self) -> str:
        return f"sha256sum:{self.digests:064x}"


def digest_of(body: bytes) -> bytes:
    """32 bytes that stand for all that is kept of a document."""
    return hashlib.sha256(body).digest()


def sum_of(bodies: Iterable[bytes]) -> Sum:
    """The sum of documents by their bodies, each counted as often as it comes."""
    number, digests = 0, 0
    for body in bodies:
        number += 1
        digests += int.from_bytes(digest_of(body), "big")
    return Sum(number, digests % _MODULUS)


@dataclass(frozen=True, slots=True)
class NamedPackage:
    """A package as the ledger names it. `acts` is how many it says that it holds; None where it does not say."""

    package: str
    acts: int | None


Chains = Mapping[str, tuple[NamedPackage, ...]]
"""The packages of each register that were not disposed of, the oldest first; none for one that lost them all."""


def chains(recorded: Iterable[Recorded], gone: Container[str] = ()) -> Chains:
    """Fold ledger entries; `gone` are packages whose disposal was decided later."""
    found: dict[str, list[NamedPackage]] = {}
    for one in recorded:
        entry = one.entry
        for package in disposed_by(entry):
            register = str(parse_package(package)[0])
            found[register] = [named for named in found.get(register, ()) if named.package != package]
        if entry.type is EntryType.PACKAGE_STORED:
            kept = found.setdefault(str(parse_package(entry.subject)[0]), [])
            if entry.subject not in gone:
                kept.append(NamedPackage(entry.subject, entry.counts.get("acts")))
    return {register: tuple(kept) for register, kept in found.items()}


def miscounted(named: NamedPackage, acts: int, identifiers: Sequence[str]) -> str | None:
    """What is wrong with the documents of a package beside what the ledger says of it, and beside one another."""
    if named.acts is not None and acts != named.acts:
        return f"package {named.package} holds {acts} acts where the ledger says {named.acts}"
    number, distinct = len(identifiers), len(set(identifiers))
    if distinct != number:
        return f"package {named.package} has {number} documents, of which {distinct} are found: two have one identifier"
    return None


def standing(chain: Sequence[NamedPackage], reading: Reading) -> Mapping[str, Document]:
    """The documents of a register by identifier. PackageUnreadable, also of one that is not what the ledger says; StoreAway."""
    found: dict[str, Document] = {}
    for named in chain:
        made = tuple(documents(named.package, reading))
        acts = sum(document.kind == ACT for document in made)
        wrong = miscounted(named, acts, [document.id for document in made])
        if wrong:
            raise PackageUnreadable(wrong)
        found.update((document.id, document) for document in made)
        for identifier in replaced(named.package, reading):
            found.pop(identifier, None)
    return found
