"""A short way to fill an engine with documents of our own making, and to ask it for them."""

from __future__ import annotations

from functools import cache
from typing import Any

from benchmarks.made_documents import OFFICES, document, questions, register
from indexer.documents.document import Document
from indexer.documents.engine_documents import Cards, cards
from indexer.engine.port import Engine
from indexer.names.analysis.terms import terms
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.expansion import Expander
from indexer.query_parser.grammar import ParsedQuery, understood
from indexer.query_parser.groups import Group
from indexer.question.query import Filters, Query, Sort
from indexer.question.results import Results
from khizana import resources

__all__ = [
    "OFFICES",
    "ask",
    "document",
    "fill",
    "found",
    "grouped",
    "on_cards",
    "persons",
    "query",
    "questions",
    "register",
    "table",
]


@cache
def table() -> LetterTable:
    """The letter table that is published."""
    return LetterTable.of(resources.letters())


def query(engine: Engine, text: str, sort: str = "score", filters: Filters | None = None, **more: Any) -> Query:
    """What was typed as the persons who answer are asked for, with the words that this engine has."""
    made = persons(engine, text, sort, filters, **more)
    assert made is not None, f"no register has a word of {text}"
    return made


def persons(
    engine: Engine, text: str, sort: str = "score", filters: Filters | None = None, **more: Any
) -> Query | None:
    """The same; None where a word stands in no register."""
    expander = Expander(engine.dictionary(), table())
    return expander.group(understood(text, filters), Group.PERSON, Sort(sort), **more)


def ask(engine: Engine, text: str, **more: Any) -> Results:
    """The answer of an engine; none where a word stands in no register."""
    asked = persons(engine, text, **more)
    return Results(0, (), engine.edition()) if asked is None else engine.search(asked)


def found(engine: Engine, text: str, **more: Any) -> list[str]:
    """The identifiers that it answers with, in order."""
    return [hit.document.id for hit in ask(engine, text, **more).hits]


def grouped(engine: Engine, text: str, group: str = "person", **more: Any) -> list[str]:
    """The identifiers of one group of answers, in order; none where the group has no question."""
    expander = Expander(engine.dictionary(), table())

    def answers(asked: ParsedQuery) -> bool:
        person = expander.group(asked, Group.PERSON)
        return person is not None and engine.search(person).total > 0

    asked = expander.group(understood(text).read(answers), Group(group), **more)
    return [] if asked is None else [hit.document.id for hit in engine.search(asked).hits]


def on_cards(*documents: Document) -> Cards:
    """As engines take them."""
    return cards(documents, terms)


def fill(engine: Engine, *documents: Document, position: int = 1) -> None:
    """A fresh live generation with these documents."""
    with engine.begin() as writing:
        writing.add(on_cards(*documents))
        writing.commit(position)
        writing.swap()
