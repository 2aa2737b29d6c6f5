"""What is answered: hits in their order, counts by facet, and which edition of the index answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from indexer.documents.document import Document
from indexer.question.query import DEEPEST, Expansion, InvalidQuery, Query, Scored, Terms, ranked, scored

FACETS = ("event", "office", "regime", "year", "status")
"""What is counted; the year is the first in which the event may have taken place."""
MOST_COUNTED = 5_000
"""Values of one facet; more than a country has offices."""

Facets = Mapping[str, tuple[tuple[str, int], ...]]
"""By the name of the facet: each value with its number, the commonest first, equal ones in the order of their letters."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What answered: the ledger position that the index describes, what its words were expanded with, and a name for both.

    `generation` is another after every commit, so that the pages of one list can be known to belong together.
    """

    generation: str
    position: int
    expansion: Expansion


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all that answer, whatever the page."""

    total: int
    hits: tuple[Scored, ...]
    edition: Edition
    facets: Facets = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Frozen:
    """A list of results that does not change: the keys (Document.key) of the first 10,000 in their order, of `total`."""

    total: int
    keys: tuple[int, ...]
    edition: Edition


def hits(documents: Iterable[Document], query: Query, tokenise: Callable[[str], tuple[str, ...]]) -> tuple[Scored, ...]:
    """How each document answers, by the reference scoring: what an engine found by its index is explained by the same words.

    A document whose own text does not answer though the index says so is left out: the index is not what it says it is.
    """
    found = (scored(document, query, Terms.of(document, tokenise)) for document in documents)
    return tuple(one for one in found if one is not None)


def listed(
    documents: Iterable[Document], query: Query, edition: Edition, tokenise: Callable[[str], tuple[str, ...]]
) -> tuple[Results, tuple[int, ...]]:
    """A page of those of these documents that answer, and the keys of all: what an engine does where its index cannot tell."""
    read = {one.id: one for one in documents}
    answers = ranked(read.values(), query, {name: Terms.of(one, tokenise) for name, one in read.items()})
    facets = counted(one.document for one in answers) if query.facets else {}
    page = tuple(answers[query.offset : query.offset + query.limit])
    return Results(len(answers), page, edition, facets), tuple(one.document.key for one in answers)


def few_enough(total: int) -> None:
    """Refuse to read more documents than a list may have; InvalidQuery."""
    if total > DEEPEST:
        raise InvalidQuery(
            f"{total:,} acts have all the words of the phrase, too many to look whether they follow one another: "
            "add a word, an office or years, or leave the quotes out.",
            "phrase",
            number=total,
        )


def counted(documents: Iterable[Document]) -> Facets:
    """The facets of these documents: the reference for what every engine counts."""
    numbers: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for document in documents:
        for name in FACETS:
            numbers[name][_value(document, name)] += 1
    return {name: ordered(found) for name, found in numbers.items()}


def ordered(found: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Values with their numbers, as facets give them."""
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def _value(document: Document, name: str) -> str:
    match name:
        case "event":
            return document.event
        case "office":
            return document.office
        case "regime":
            return document.regime
        case "status":
            return document.status
        case _:
            return f"{document.days.first.year:04d}"
