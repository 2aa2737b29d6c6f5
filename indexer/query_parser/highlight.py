"""Where the words that were met stand in a text as it is written: our own code, the same for every engine."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from indexer.names.analysis.terms import parsed

_RUN = re.compile(r"[\w?؟](?:\S*[\w?؟])?")
"""What stands between spaces, without the signs around it."""

TEXTS = 4_096
WORDS = 16_384
"""Texts and words that are remembered: what is listed is looked through for each word anew, and names have words in common."""

_parsed = lru_cache(TEXTS)(parsed)


class Span(NamedTuple):
    """From the first character to the one behind the last."""

    start: int
    end: int


def spans(text: str, wanted: Collection[str]) -> tuple[Span, ...]:
    """The places of these terms in a text, in order; the whole text where its words cannot be told apart."""
    found = _parsed(text) if wanted else ()
    if not any(term.text in wanted for term in found):
        return ()
    placed = [(word, span) for span in _runs(text) for word in _written(text[span.start : span.end])]
    if [word for word, _ in placed] != [word for term in found for word in term.words]:
        return (Span(0, len(text)),)
    places: dict[Span, None] = {}
    at = 0
    for term in found:
        own = placed[at : at + len(term.words)]
        at += len(term.words)
        if term.text in wanted:
            places[Span(own[0][1].start, own[-1][1].end)] = None
    return tuple(places)


def has(text: str, term: str) -> bool:
    """Whether a term stands in a text."""
    return any(one.text == term for one in _parsed(text))


def _runs(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _RUN.finditer(text)]


@lru_cache(WORDS)
def _written(run: str) -> tuple[str, ...]:
    return tuple(word for term in parsed(run) for word in term.words)
