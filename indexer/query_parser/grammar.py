"""Reads what a person types: words, words with a role, exact words, prefixes, dates and filters. Pure; nothing is guessed.

`محمد الوزاني`, `father:علي`, `mother:(رقية بنجلون)`, `"El Ouazzani"`, `moh*`, `خ..جة`, `~Fès` (may be missing), `1950..1955`,
`1372 هـ`, `21 غشت 1953`, `number:42`, `office:01.511`, `event:naissance`, `status:cancelled`, `has:image`, `has:death`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, cast

from indexer.dates.asked_dates import InvalidDate, asked
from indexer.names.analysis.affixes import LATIN_ARTICLES
from indexer.names.analysis.normalise import normalise
from indexer.names.analysis.terms import terms
from indexer.names.analysis.unread import is_partial, known_letters
from indexer.query_parser.act_numbers import numbered
from indexer.query_parser.descent import descent
from indexer.query_parser.keys import EVENTS, FILTERS, IMAGE, KINDS, MENTIONS, ROLES, STATUSES
from indexer.query_parser.keys import FIELDS as SEVERAL
from indexer.query_parser.lexer import Piece, pieces
from indexer.question.query import MOST_CLAUSES, Filters, InvalidQuery

LEAST = 2
"""Letters that must be known of a word of which the rest is not."""
_WORDS_OF_A_DATE = 5
_ARTICLES = LATIN_ARTICLES | {"ال"}
"""Alone they say nothing that must be there."""


class Manner(StrEnum):
    """How a word is meant: `SPELLED` as anybody may spell it, `EXACT`, as what a word `BEGINS` with, or `PARTIAL`ly known."""

    SPELLED = "spelled"
    EXACT = "exact"
    BEGINS = "begins"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Word:
    """One term that is asked for, the parts of a document where it is looked for (all when empty), and where it was typed.

    `rest` are the words that must follow it, where they were quoted together; `again` says that it was asked once before.
    """

    term: str
    manner: Manner
    fields: tuple[str, ...]
    required: bool
    at: tuple[int, int]
    rest: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """Words and filters, understood; the register's own words are not yet known.

    `descent` are the same words as a child's name and a parent's, where they may be; `only_descent` says that they hardly can be
    anything else.
    """

    words: tuple[Word, ...]
    filters: Filters
    descent: tuple[Word, ...] = ()
    only_descent: bool = False

    def read(self, answers: Callable[[ParsedQuery], bool]) -> ParsedQuery:
        """As it is to be read: as one person's name where that answers, for Ben is part of family names; else as a child's and a
        parent's where that answers, or where nothing else can be meant."""
        if not self.descent or answers(self):
            return self
        otherwise = replace(self, words=self.descent, descent=())
        return otherwise if self.only_descent or answers(otherwise) else self


def understood(typed: str, filters: Filters | None = None) -> ParsedQuery:
    """What was typed, with filters that were given otherwise; InvalidQuery points at what is not understood."""
    found = filters or Filters()
    plain: list[Piece] = []
    for piece in pieces(typed):
        name = _filter(piece)
        if name is None:
            plain.append(piece)
        else:
            found = _filtered(found, name, piece)
    plain, found = _numbers(plain, found)
    rest, dated = _dates(plain)
    for piece in dated:
        found = _filtered(found, "date", piece)
    words = tuple(_told_once(_words(rest)))
    if not words and found == Filters():
        raise InvalidQuery(
            "There is no word to look for: write a name, a place, a date or an act number.", "nothing", (0, len(typed))
        )
    if len(words) > MOST_CLAUSES:
        raise InvalidQuery(
            f"{len(words)} words are too many: write at most {MOST_CLAUSES}.",
            "too_many",
            (words[MOST_CLAUSES].at[0], len(typed)),
            number=len(words),
            most=MOST_CLAUSES,
        )
    parts = descent(rest)
    if parts is None:
        return ParsedQuery(words, found)
    return ParsedQuery(words, found, tuple(_told_once(_words(parts[0]))), only_descent=parts[1])


def _told_once(words: Iterator[Word]) -> Iterator[Word]:
    """A word that was typed twice is asked for twice, as in Fatima, daughter of Fatima; and never more often."""
    times: dict[object, int] = {}
    for word in words:
        key = word.term, word.rest, word.fields
        times[key] = times.get(key, 0) + 1
        if times[key] == 1:
            yield word
        elif times[key] == 2 and word.manner in (Manner.SPELLED, Manner.EXACT) and word.required and not word.rest:
            yield replace(word, again=True)


def _filter(piece: Piece) -> str | None:
    """The filter that a piece is; None for words. InvalidQuery for a key that is neither."""
    if piece.key is None or normalise(piece.key) in ROLES:
        return None
    name = FILTERS.get(normalise(piece.key))
    if name is None:
        raise InvalidQuery(
            f"The word before the colon at character {piece.start} is not known: write one of "
            "child, father, mother, spouse, declarant, witness, officer, place, date, event, office, number, status, has; "
            "or leave the colon out.",
            "unknown_key",
            (piece.start - len(piece.key) - 1, piece.start),
            character=piece.start,
        )
    return name


def _filtered(filters: Filters, name: str, piece: Piece) -> Filters:
    value = piece.text.strip()
    match name:
        case "date":
            try:
                made = replace(Filters(), days=asked(value).days)
            except InvalidDate:
                raise _refused("date", piece, "write a year, a month and year, a day, or 1950..1955") from None
        case "event":
            made = Filters(event=_one_of(EVENTS, value, piece, "event", "birth, death, marriage or divorce"))
        case "status":
            made = Filters(status=_one_of(STATUSES, value, piece, "status", "current, corrected or cancelled"))
        case "kind":
            made = Filters(kind=_one_of(KINDS, value, piece, "kind", "act or page"))
        case "has" | "without" if normalise(value) in IMAGE:
            made = Filters(image=name == "has")
        case "has":
            made = Filters(
                mention=_one_of(MENTIONS, value, piece, "has", "image, or a kind of mention such as marriage")
            )
        case "without":
            raise _refused("without", piece, "only without:image is known")
        case "number":
            made = Filters(number=" ".join(normalise(value).split()))
        case _:
            made = replace(Filters(), **cast("Any", {name: value}))
    (field,) = (one for one in Filters.__dataclass_fields__ if getattr(made, one) is not None)
    if getattr(filters, field) is not None:
        raise _refused("twice", piece, "write it once")
    return replace(filters, **{field: getattr(made, field)})


def _one_of(known: Mapping[str, str], value: str, piece: Piece, code: str, remedy: str) -> str:
    found = known.get(normalise(value))
    if found is None:
        raise _refused(code, piece, f"write {remedy}")
    return found


def _refused(code: str, piece: Piece, remedy: str) -> InvalidQuery:
    return InvalidQuery(
        f"What stands at character {piece.start + 1} is not understood: {remedy}.",
        code,
        (piece.start, piece.end),
        character=piece.start + 1,
    )


def _numbers(plain: list[Piece], filters: Filters) -> tuple[list[Piece], Filters]:
    """What is left, and the filters with the act's number that stands among bare words."""
    for at in range(len(plain)):
        said = numbered(plain, at)
        if said is not None and filters.number is None:
            volume = filters.volume if said.year is None else said.year
            left = [*plain[:at], *plain[at + said.pieces :]]
            return left, replace(filters, number=said.number, volume=volume, event=filters.event or said.event)
    return plain, filters


def _dates(plain: Sequence[Piece]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """What is left, and the dates that stand among bare words: the longest run of up to five that is one."""
    rest: list[Piece] = []
    dated: list[Piece] = []
    at = 0
    while at < len(plain):
        run = _dated(plain, at)
        if run:
            dated.append(Piece(" ".join(one.text for one in run), run[0].start, run[-1].end))
        else:
            rest.append(plain[at])
        at += len(run) or 1
    return rest, dated


def _dated(plain: Sequence[Piece], at: int) -> Sequence[Piece]:
    for length in range(min(_WORDS_OF_A_DATE, len(plain) - at), 0, -1):
        run = plain[at : at + length]
        bare = all(one.key is None and not one.quoted and not one.grouped and not one.optional for one in run)
        if bare and any(letter.isdigit() for one in run for letter in one.text):
            try:
                asked(" ".join(one.text for one in run))
            except InvalidDate:
                continue
            return run
    return ()


def _words(rest: Sequence[Piece]) -> Iterator[Word]:
    """Bare words beside each other are read together, since a name may be written in two; so are a key's and what it joins."""
    at = 0
    while at < len(rest):
        run = [rest[at]]
        while at + len(run) < len(rest) and _goes_on(run, rest[at + len(run)]):
            run.append(rest[at + len(run)])
        yield from _of_run(run)
        at += len(run)


def _goes_on(run: Sequence[Piece], following: Piece) -> bool:
    first, last = run[0], run[-1]
    bare = following.key is None and not following.quoted and not following.grouped and not following.optional
    if not bare or first.quoted or first.grouped or _open_end(last.text) or _open_end(following.text):
        return False
    if first.key is None and not first.optional:
        return True
    joined = " ".join(one.text for one in run)
    return len(terms(f"{joined} {following.text}")) == 1 == len(terms(joined))


def _open_end(text: str) -> bool:
    return text.endswith("*")


def _of_run(run: Sequence[Piece]) -> Iterator[Word]:
    first, place = run[0], (run[0].start, run[-1].end)
    role = ROLES[normalise(first.key)] if first.key is not None else None
    fields = SEVERAL.get(role, (role,)) if role is not None else ()
    text = " ".join(one.text for one in run)
    begins = _open_end(text) and not first.quoted
    bare = text.rstrip("*") if first.quoted or begins else text
    made = terms(bare if first.quoted else bare.replace("*", ".."))
    if first.quoted and len(made) > 1:
        yield Word(made[0], Manner.EXACT, fields, not first.optional, place, made[1:])
        return
    if "*" in text and not made:
        raise _refused("too_little", first, f"write at least {LEAST} letters of the word")
    for number, term in enumerate(made):
        last = begins and number + 1 == len(made)
        manner = _manner(term, first.quoted, last)
        if manner in (Manner.BEGINS, Manner.PARTIAL) and known_letters(term) < LEAST:
            raise _refused("too_little", first, f"write at least {LEAST} letters of the word")
        yield Word(term, manner, fields, not first.optional and term not in _ARTICLES, place)


def _manner(term: str, quoted: bool, last: bool) -> Manner:
    if quoted:
        return Manner.EXACT
    if last and not is_partial(term):
        return Manner.BEGINS
    return Manner.PARTIAL if is_partial(term) else Manner.SPELLED
