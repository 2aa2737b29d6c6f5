"""How a graded question is put: the one module that another way of answering must write anew to be graded by the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.engine.port import Engine
from indexer.finder import Finder, FinderResult, Page
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.grammar import understood
from indexer.query_parser.groups import Group


@dataclass(frozen=True, slots=True)
class Answer:
    """The acts that are said to be of this person, in order; those that are shown as near; whether nobody is said to be there."""

    hits: tuple[str, ...]
    near: tuple[str, ...]
    nobody: bool


def asking(engine: Engine, table: LetterTable) -> Callable[[str], Answer]:
    """Asks as the command line does, with facets."""
    finder = Finder(engine, table)

    def ask(text: str) -> Answer:
        found = finder.find(understood(text), Page(limit=10, facets=True))
        near = (*_acts(found, Group.NEAR), *_acts(found, Group.DISTANT), *_acts(found, Group.SOME))
        return Answer(_acts(found, Group.PERSON), near, found.page.total == 0)

    return ask


def _acts(found: FinderResult, group: Group) -> tuple[str, ...]:
    return tuple(hit.document.act for hit in found.groups[group].hits) if group in found.groups else ()
