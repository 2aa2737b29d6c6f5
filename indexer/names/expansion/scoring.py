"""The reference scoring, without an engine: what every engine must give for the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from indexer.names.expansion.expand import Candidate

Expanded = Mapping[str, Sequence[Candidate]]


class Met(NamedTuple):
    """A query word and the stored word that it met best."""

    asked: str
    stored: str
    weight: float


def score(query: Sequence[str], document: Iterable[str], expanded: Expanded) -> float:
    """For each query word the best weight among the document's words, summed: a multiple of 1/64, exact."""
    return sum(met.weight for met in meets(query, document, expanded))


def meets(query: Sequence[str], document: Iterable[str], expanded: Expanded) -> tuple[Met, ...]:
    """Which stored word each query word met; words that met nothing are left out. Of equally good ones the first by letters."""
    stored = set(document)
    found = (
        next((Met(word, one.word, one.weight) for one in expanded[word] if one.word in stored), None) for word in query
    )
    return tuple(met for met in found if met is not None)


def ranked(scores: Mapping[str, float]) -> tuple[tuple[float, frozenset[str]], ...]:
    """Documents by score, the best first; equal scores are one tie, a set, so that two engines can be compared."""
    ties: dict[float, set[str]] = {}
    for document, found in scores.items():
        if found > 0:
            ties.setdefault(found, set()).add(document)
    return tuple((found, frozenset(ties[found])) for found in sorted(ties, reverse=True))
