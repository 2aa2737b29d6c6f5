"""Why a document was found: which word as it was asked met which as it is written, where, and in what way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model.transcription import Line
from indexer.asking.grammar import Manner, Word
from indexer.asking.highlight import Span, spans
from indexer.names.script import script_of
from indexer.names.terms import terms
from indexer.names.unread import is_partial
from indexer.query import Scored
from indexer.values import Value


class Why(StrEnum):
    """How a stored word answers: `SAME` word, another `SPELLING` of it in one script or in the other `SCRIPT`, one that `BEGINS`
    so, one whose known letters agree (`PARTIAL`), or `NONE`: the word is not there, and it might be missing."""

    SAME = "same"
    SPELLING = "spelling"
    SCRIPT = "script"
    BEGINS = "begins"
    PARTIAL = "partial"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A value or line in which a word was met, and where in its text."""

    where: Value | Line
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """`met` is the stored term, in the form in which it is indexed; empty where there is none. `weight` is what it added."""

    word: Word
    met: str
    why: Why
    weight: float
    places: tuple[Place, ...]


def meetings(found: Scored, words: Sequence[Word]) -> tuple[Meeting, ...]:
    """One meeting for each word, in their order."""
    return tuple(_meeting(found, number, word) for number, word in enumerate(words))


def _meeting(found: Scored, number: int, word: Word) -> Meeting:
    met = found.met[number]
    if met is None:
        return Meeting(word, "", Why.NONE, 0.0, ())
    return Meeting(word, met.word, _why(word, met.word), met.weight, tuple(_places(found, word, met.word)))


def _why(word: Word, met: str) -> Why:
    if word.term == met:
        return Why.SAME
    if word.manner is Manner.BEGINS:
        return Why.BEGINS
    if word.manner is Manner.PARTIAL or is_partial(met):
        return Why.PARTIAL
    return Why.SPELLING if script_of(word.term) is script_of(met) else Why.SCRIPT


def _places(found: Scored, word: Word, met: str) -> Iterator[Place]:
    for value in found.document.values:
        if (not word.fields or value.field in word.fields) and met in terms(value.text):
            yield Place(value, spans(value.text, (met,)))
    if not word.fields or "text" in word.fields:
        for line in found.document.lines:
            if met in terms(line.text):
                yield Place(line, spans(line.text, (met,)))
