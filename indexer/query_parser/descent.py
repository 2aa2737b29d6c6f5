"""A name that says whose child somebody is: `فاطمة بنت محمد`, `Fatima bent Mohamed`, `Omar fils d'Ahmed`. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.names.analysis.normalise import normalise
from indexer.query_parser.lexer import Piece

_OF = frozenset({"de", "du", "d", "of"})
_CHILD = {"بنت": False, "bent": False, "bint": False, "fils": True, "fille": True, "son": True, "daughter": True}
"""What says it and is hardly ever part of a name, and whether `de` or `of` must follow."""
_PART_OF_A_NAME = frozenset({"بن", "ابن", "ben", "bin", "ibn"})
"""What says it and stands in family names too: Ben Ali."""
_ELIDED = re.compile(r"(d['’ʼ´`])(?=\w)", re.IGNORECASE)


def descent(rest: Sequence[Piece]) -> tuple[Sequence[Piece], bool] | None:
    """The pieces, with the names of a child and of a parent in place of the bare words, and whether they can only mean this.

    None where nothing says it between two names. What says it again is part of the parent's name: Fatima bent Mohamed ben Ali.
    """
    bare = tuple(_unelided([piece for piece in rest if _bare(piece)]))
    said = [normalise(piece.text) for piece in bare]
    for known in (_CHILD, _PART_OF_A_NAME):
        for at in range(1, len(bare)):
            after = at + _width(said, at)
            if said[at] in known and at < after < len(bare):
                made = (_together(bare[:at], "child"), _together(bare[after:], "parents"))
                return (*made, *(piece for piece in rest if not _bare(piece))), known is _CHILD
    return None


def _bare(piece: Piece) -> bool:
    plain = piece.key is None and not piece.quoted and not piece.grouped and not piece.optional
    return plain and "*" not in piece.text


def _width(said: Sequence[str], at: int) -> int:
    """How many words say it; none where what must follow does not."""
    if not _CHILD.get(said[at]):
        return 1
    return 2 if at + 1 < len(said) and said[at + 1] in _OF else 0


def _unelided(bare: Sequence[Piece]) -> Iterator[Piece]:
    """With the d' of fils d'Ahmed as a word of its own."""
    for number, piece in enumerate(bare):
        elided = _ELIDED.match(piece.text) if number and _CHILD.get(normalise(bare[number - 1].text)) else None
        if elided:
            yield Piece("de", piece.start, piece.start + elided.end())
            yield Piece(piece.text[elided.end() :], piece.start + elided.end(), piece.end)
        else:
            yield piece


def _together(bare: Sequence[Piece], key: str) -> Piece:
    return Piece(" ".join(piece.text for piece in bare), bare[0].start, bare[-1].end, key, grouped=True)
