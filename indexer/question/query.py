"""What is asked of an engine, and the reference scoring: the definition that every engine must agree with. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model.dates.interval import Interval
from indexer.documents.document import Document, anywhere
from indexer.errors import IndexerError
from indexer.names.analysis.terms import terms
from indexer.names.expansion.expand import Candidate
from indexer.question.match_tree import All, Match, Met, Tokenise, in_order, meets, weight

MOST_CLAUSES = 32
MOST_RESULTS = 1_000
DEEPEST = 10_000
"""How many results a list has at most; who needs those behind narrows the search."""


class InvalidQuery(IndexerError, ValueError):
    """The question cannot be answered as it stands; says what is wrong and what to write, and never repeats what was asked.

    `code` names the reason (`search.refused.<code>` of the catalogue), `parameters` fill its text, `at` is where the fault
    begins and ends in what was typed.
    """

    def __init__(self, message: str, code: str, at: tuple[int, int] | None = None, **parameters: str | int) -> None:
        super().__init__(message)
        self.code = code
        self.at = at
        self.parameters = parameters


class Sort(StrEnum):
    """`SCORE`: the heaviest first, then by rank; `YEAR`: by rank, which begins with the year."""

    SCORE = "score"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look: each that is given must hold. `office` is an identifier, a code, or the code of a division above it.

    `days` are Gregorian, and hold when the document's own overlap them. `number` is an act number, with or without its suffix;
    `mention` a kind of mention; `status` one of `STATUSES` (indexer.documents.document); `volume` the year of a register,
    which numbers acts anew. `offices` are several offices or divisions, of which one must hold.
    """

    kind: str | None = None
    event: str | None = None
    office: str | None = None
    days: Interval | None = None
    regime: str | None = None
    number: str | None = None
    status: str | None = None
    mention: str | None = None
    image: bool | None = None
    delivery: str | None = None
    contractor: str | None = None
    lot: str | None = None
    register: str | None = None
    volume: int | None = None
    offices: tuple[str, ...] | None = None

    def accept(self, document: Document) -> bool:
        """Whether a document is where one looks."""
        return (
            self.kind in (None, document.kind)
            and self.event in (None, document.event)
            and (self.office is None or self.office in document.offices)
            and (self.days is None or self.days.overlaps(document.days))
            and self.regime in (None, document.regime)
            and (self.number is None or self.number in document.numbers)
            and self.status in (None, document.status)
            and (self.mention is None or self.mention in document.mentions)
            and self.image in (None, document.image)
            and self.delivery in (None, document.delivery)
            and self.contractor in (None, document.contractor)
            and self.lot in (None, document.lot)
            and self.register in (None, document.register)
            and self.volume in (None, document.shown.year)
            and (self.offices is None or not set(self.offices).isdisjoint(document.offices))
        )


@dataclass(frozen=True, slots=True)
class Expansion:
    """What the candidates were found with: the dictionary's version and the letter table's digest."""

    dictionary: str
    letters: str


@dataclass(frozen=True, slots=True)
class Query:
    """Filters, and a tree of words (`match`); neither asks for everything.

    `whole` weighs documents about a person whose name has so many words (Document.found_by); the heaviest that holds counts.
    `expansion` must be that of the index, or the engine refuses; None for a query whose candidates need no dictionary. `facets`
    asks for the counts of all that answer. `generation` is that of the page before: an engine that has moved on refuses.
    """

    filters: Filters = Filters()
    whole: tuple[Candidate, ...] = ()
    sort: Sort = Sort.SCORE
    facets: bool = False
    limit: int = 20
    offset: int = 0
    expansion: Expansion | None = None
    generation: str | None = None
    match: Match | None = None

    @property
    def tree(self) -> All:
        """What a document must have."""
        if self.match is None:
            return All(())
        return self.match if isinstance(self.match, All) else All((self.match,))

    @property
    def in_order(self) -> bool:
        """Whether an engine must read what it finds, because words must follow one another."""
        return in_order(self.tree)


@dataclass(frozen=True, slots=True)
class Scored:
    """A document that answers, what it meets each word by, and the sum of their weights.

    `whole` is the part of it that a whole name of so few words adds.
    """

    document: Document
    met: tuple[Met, ...]
    score: float
    whole: float = 0.0


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one document, by the part they play and all together, and the lengths of its names, ready to be asked."""

    document: Document
    parts: Mapping[str, frozenset[str]]
    anywhere: frozenset[str]
    lengths: tuple[str, ...]
    tokenise: Tokenise

    @classmethod
    def of(cls, document: Document, tokenise: Tokenise = terms) -> Terms:
        fields, lengths = document.found_by(tokenise)
        parts = {field: frozenset(found) for field, found in fields.items()}
        return cls(document, parts, frozenset(anywhere(fields)), lengths, tokenise)

    def said(self, fields: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """As of indexer.question.match_tree.Words."""
        for field, _, text in self.document.values:
            if not fields or field in fields:
                yield field, self.tokenise(text)
        if not fields or "text" in fields:
            for line in self.document.lines:
                yield "text", self.tokenise(line.text)


def scored(document: Document, query: Query, known: Terms | None = None) -> Scored | None:
    """The reference scoring of one document; None when it does not answer. `known` are its terms, when they are made."""
    if not query.filters.accept(document):
        return None
    has = known or Terms.of(document)
    met = meets(query.tree, has)
    if met is None:
        return None
    whole = max((one.weight for one in query.whole if one.word in has.lengths), default=0.0)
    return Scored(document, met, whole + weight(met), whole)


def ranked(documents: Iterable[Document], query: Query, known: Mapping[str, Terms] | None = None) -> Sequence[Scored]:
    """All that answer, in their order: the reference for lists of results. `known` are terms by identifier."""
    made = known or {}
    found = [one for document in documents if (one := scored(document, query, made.get(document.id))) is not None]
    if query.sort is Sort.YEAR:
        return sorted(found, key=lambda one: (one.document.rank, one.document.id))
    return sorted(found, key=lambda one: (-one.score, one.document.rank, one.document.id))
