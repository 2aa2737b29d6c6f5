"""An act asked for by its number as people say it: `32/1982`, `رسم 32 سنة 1982`, `acte de naissance n° 32 de 1982`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.names.analysis.normalise import normalise
from indexer.query_parser.keys import EVENTS
from indexer.query_parser.lexer import Piece

_ACT = frozenset(["رسم", "الرسم", "عقد", "العقد", "acte", "act"])
_NUMBER = frozenset(["رقم", "عدد", "numero", "number", "no", "n°", "nº", "n"])
_YEAR = frozenset(["سنه", "لسنه", "عام", "لعام", "annee", "an", "year", "de", "of", "du"])
_SAYS_YEAR = _YEAR - {"de", "of", "du"}
_BETWEEN = frozenset(["de", "of"])
_SUFFIX = frozenset(["bis", "ter", "quater", "مكرر"])
_SLASHED = re.compile(r"([0-9]{1,5})/([0-9]{4})")
_FIGURES = re.compile(r"[0-9]{1,5}")
_SHORT = re.compile(r"[0-9]{1,3}")
_LONG = re.compile(r"[0-9]{4}")
_GLUED = re.compile(r"(?:n°|nº|no\.?)([0-9]{1,5}(?:/[0-9]{4})?)")
_MONTHS = range(1, 13)
MOST_BEFORE = 4
"""Words before the figures: acte de naissance n°."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An act's number, the year of its register and the event where they were said, and how many pieces said so."""

    number: str
    year: int | None
    pieces: int
    event: str | None = None


def numbered(plain: Sequence[Piece], at: int) -> Numbered | None:
    """The act's number that begins at a piece; None where none does.

    `3/1982` is a month where there are other words, the act number 3 where it stands alone or is called one.
    """
    said = [_bare(piece) for piece in plain[at : at + 8]]
    next_, named, event = _called(said)
    if next_ == len(said):
        return None
    figures = _GLUED.fullmatch(said[next_])
    written, named = (figures[1], True) if figures else (said[next_], named)
    slashed = _SLASHED.fullmatch(written)
    if slashed is not None:
        alone = len(plain) == 1
        if named or alone or int(slashed[1]) not in _MONTHS:
            return Numbered(str(int(slashed[1])), int(slashed[2]), next_ + 1, event)
        return None
    if not _FIGURES.fullmatch(written) or not (named or _alone(plain, said) or _of_a_year(said[next_ + 1 :])):
        return None
    number, next_ = str(int(written)), next_ + 1
    if next_ < len(said) and said[next_] in _SUFFIX:
        number, next_ = f"{number} {said[next_]}", next_ + 1
    after = next_
    while after < len(said) and said[after] in _YEAR:
        after += 1
    if after < len(said) and _LONG.fullmatch(said[after]):
        return Numbered(number, int(said[after]), after + 1, event)
    return Numbered(number, None, next_, event)


def _called(said: Sequence[str]) -> tuple[int, bool, str | None]:
    """Where the figures begin, whether they are called an act's number, and of what event the act is said to be."""
    at, named, event = 0, False, None
    while at < len(said) and at < MOST_BEFORE:
        word = said[at]
        known = EVENTS.get(word) or EVENTS.get(word.removeprefix("ال"))
        if word in _ACT | _NUMBER:
            named = True
        elif known is not None and event is None:
            event = known
        elif not (named and word in _BETWEEN):
            break
        at += 1
    return at, named, event


def _alone(plain: Sequence[Piece], said: Sequence[str]) -> bool:
    """A number of three figures at most, and nothing else: a longer one is a year."""
    return len(plain) == 1 and _SHORT.fullmatch(said[0]) is not None


def _of_a_year(after: Sequence[str]) -> bool:
    """`5 لسنة 2017`: the figures before are a number within the year."""
    return len(after) > 1 and after[0] in _SAYS_YEAR and _LONG.fullmatch(after[1]) is not None


def _bare(piece: Piece) -> str:
    """What was typed, when it is a word that may mean something here."""
    return (
        ""
        if piece.key is not None or piece.quoted or piece.grouped or piece.optional
        else normalise(piece.text).strip(",.")
    )
