"""An act asked for by its number as people say it: `32/1982`, `رسم 32 سنة 1982`, `acte n° 32 de 1982`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.asking.pieces import Piece
from indexer.names.normalise import normalise

_ACT = frozenset(["رسم", "الرسم", "acte", "act"])
_NUMBER = frozenset(["رقم", "عدد", "numero", "number", "no", "n°", "nº", "n"])
_YEAR = frozenset(["سنه", "لسنه", "عام", "لعام", "annee", "an", "year", "de", "of", "du"])
_SUFFIX = frozenset(["bis", "ter", "quater", "مكرر"])
_SLASHED = re.compile(r"([0-9]{1,5})/([0-9]{4})")
_FIGURES = re.compile(r"[0-9]{1,5}")
_LONG = re.compile(r"[0-9]{4}")
_GLUED = re.compile(r"(?:n°|nº|no\.?)([0-9]{1,5}(?:/[0-9]{4})?)")
_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Numbered:
    """An act's number, the year of its register where that was said, and how many pieces said so."""

    number: str
    year: int | None
    pieces: int


def numbered(plain: Sequence[Piece], at: int) -> Numbered | None:
    """The act's number that begins at a piece; None where none does.

    `3/1982` is a month where there are other words, the act number 3 where it stands alone or is called one.
    """
    said = [_bare(piece) for piece in plain[at : at + 6]]
    next_, named = 0, False
    while next_ < len(said) and said[next_] in _ACT | _NUMBER and next_ < 2:
        next_, named = next_ + 1, True
    if next_ == len(said):
        return None
    figures = _GLUED.fullmatch(said[next_])
    written, named = (figures[1], True) if figures else (said[next_], named)
    slashed = _SLASHED.fullmatch(written)
    if slashed is not None:
        alone = len(plain) == 1
        if named or alone or int(slashed[1]) not in _MONTHS:
            return Numbered(str(int(slashed[1])), int(slashed[2]), next_ + 1)
        return None
    if not named or not _FIGURES.fullmatch(written):
        return None
    number, next_ = str(int(written)), next_ + 1
    if next_ < len(said) and said[next_] in _SUFFIX:
        number, next_ = f"{number} {said[next_]}", next_ + 1
    after = next_
    while after < len(said) and said[after] in _YEAR:
        after += 1
    if after < len(said) and _LONG.fullmatch(said[after]):
        return Numbered(number, int(said[after]), after + 1)
    return Numbered(number, None, next_)


def _bare(piece: Piece) -> str:
    """What was typed, when it is a word that may mean something here."""
    return (
        ""
        if piece.key is not None or piece.quoted or piece.grouped or piece.optional
        else normalise(piece.text).strip(",.")
    )
