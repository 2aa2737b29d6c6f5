"""What is read and made of one package before an index is given it; in this process, or wherever a caller has it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archive.store.reading import Reading
from indexer.content import PackageUnreadable, documents, replaced
from indexer.document import Document
from indexer.standing import Sum, sum_of


@dataclass(frozen=True, slots=True)
class Made:
    """The documents of a package with their sum, and the identifiers of those that stand no longer.

    `unreadable` says why there is nothing of a package that cannot be read.
    """

    documents: tuple[Document, ...] = ()
    replaced: tuple[str, ...] = ()
    sum: Sum = field(default_factory=Sum)
    unreadable: str | None = None


Making = Callable[[Iterator[str]], Iterator[Made]]
"""Takes packages, perhaps some ahead, and gives what is made of each, in their order. StoreAway at the package that raised it."""


def made(package: str, reading: Reading) -> Made:
    """Make one package's documents. Raises StoreAway."""
    try:
        found = documents(package, reading)
        return Made(found, replaced(package, reading), sum_of(found))
    except PackageUnreadable as error:
        return Made(unreadable=str(error))


def one_by_one(reading: Reading) -> Making:
    """Made when it is wanted, in this process."""
    return lambda packages: (made(package, reading) for package in packages)
