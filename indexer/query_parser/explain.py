"""Why a document was found: which word as it was asked met which as it is written, where, and in what way."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model.records.transcription import Line
from indexer.documents.document import AGAIN
from indexer.documents.searchable_fields import PERSONS, Value, role_of
from indexer.names.analysis.script import script_of
from indexer.names.analysis.terms import terms
from indexer.names.analysis.unread import is_partial
from indexer.query_parser.grammar import Manner, Word
from indexer.query_parser.highlight import Span, has, spans
from indexer.question.query import Scored


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


def meetings(
    found: Scored, words: Sequence[Word], stands_for: Mapping[int, Collection[str]] | None = None
) -> tuple[Meeting, ...]:
    """One meeting for each word, in their order. `stands_for` are the stored words that each is taken for."""
    return tuple(_meeting(found, number, word, (stands_for or {}).get(number, ())) for number, word in enumerate(words))


def _meeting(found: Scored, number: int, word: Word, stands_for: Collection[str]) -> Meeting:
    met = next((one for one in found.met if one.number == number), None)
    if met is None and word.again:
        return _in_another(found, word, stands_for)
    if met is None:
        return Meeting(word, "", Why.NONE, 0.0, ())
    term = met.word.removesuffix(AGAIN)
    return Meeting(word, term, _why(word, term), met.weight, tuple(_places(found, word, met.field, term)))


def _in_another(found: Scored, word: Word, stands_for: Collection[str]) -> Meeting:
    """What was asked twice is met in a second person, where it weighs nothing."""
    there = {one.field for one in found.met if one.word in stands_for}
    for value in found.document.values:
        if role_of(value.field) in PERSONS and value.field not in there:
            for term in sorted(terms(value.text), key=lambda term: term != word.term):
                if term in stands_for:
                    return Meeting(word, term, _why(word, term), 0.0, (Place(value, spans(value.text, (term,))),))
    return Meeting(word, "", Why.NONE, 0.0, ())


def _why(word: Word, met: str) -> Why:
    if word.term == met:
        return Why.SAME
    if word.manner is Manner.BEGINS:
        return Why.BEGINS
    if word.manner is Manner.PARTIAL or is_partial(met):
        return Why.PARTIAL
    return Why.SPELLING if script_of(word.term) is script_of(met) else Why.SCRIPT


def _places(found: Scored, word: Word, field: str, met: str) -> Iterator[Place]:
    """In the part where it counted; in every part that was asked where that is not known."""
    for value in found.document.values:
        asked = value.field == field if field else not word.fields or role_of(value.field) in word.fields
        if asked and has(value.text, met):
            yield Place(value, spans(value.text, (met, *word.rest)))
    if field in ("", "text") and (not word.fields or "text" in word.fields):
        for line in found.document.lines:
            if has(line.text, met):
                yield Place(line, spans(line.text, (met, *word.rest)))
