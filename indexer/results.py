"""What is answered: hits in a fixed order, each with the places where the asked words stand. Highlighting is our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.model.transcription import Line
from indexer.document import Document
from indexer.names.words import words
from indexer.query import Query
from indexer.values import Value


@dataclass(frozen=True, slots=True)
class Met:
    """A query word, and the value or line in which it was met: a line brings its place in the image."""

    word: str
    where: Value | Line


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that answers, and how. `met` goes by the words of the query, then by the order of the document."""

    document: Document
    met: tuple[Met, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The matching lines of a transcribed view, each once, with their boxes."""
        return tuple(dict.fromkeys(met.where for met in self.met if isinstance(met.where, Line)))


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts all that answer, whatever the page; `position` is the ledger position that the index describes."""

    total: int
    hits: tuple[Hit, ...]
    position: int


def hit(document: Document, query: Query) -> Hit:
    """The same highlighting for every engine, from the document alone."""
    places: Sequence[Value | Line] = (*document.values, *document.lines)
    tokens = [(frozenset(words(place.text)), place) for place in places]
    return Hit(document, tuple(Met(word, place) for word in query.words for found, place in tokens if word in found))
