"""What is read and made of one package before an index is given it; in this process, or wherever a caller has it made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from archive.store.package_content_port import Reading
from indexer.documents.engine_documents import Cards, cards
from indexer.documents.expected_documents import Sum, sum_of
from indexer.documents.package_content import PackageUnreadable, documents, replaced
from indexer.names.analysis.quick_terms import QuickTerms


@dataclass(frozen=True, slots=True)
class BuiltDocuments:
    """The cards of a package, with the sum of their bodies, and the identifiers of the documents that stand no longer.

    `unreadable` says why there is nothing of a package that cannot be read.
    """

    cards: Cards = field(default_factory=Cards)
    replaced: tuple[str, ...] = ()
    sum: Sum = field(default_factory=Sum)
    unreadable: str | None = None


Making = Callable[[Iterator[str]], Iterator[BuiltDocuments]]
"""Takes packages, perhaps some ahead, and gives what is made of each, in their order. StoreAway at the package that raised it."""


class Maker:
    """Makes the cards of one package after the other, and remembers the terms of words between them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._terms = QuickTerms()

    def __call__(self, package: str) -> BuiltDocuments:
        """Raises StoreAway."""
        try:
            made = cards(documents(package, self._reading), self._terms)
            return BuiltDocuments(made, replaced(package, self._reading), sum_of(card.body for card in made.cards))
        except PackageUnreadable as error:
            return BuiltDocuments(unreadable=str(error))


def one_by_one(reading: Reading) -> Making:
    """Made when it is wanted, in this process."""
    return lambda packages: map(Maker(reading), packages)
