"""Cuts what was typed into pieces that know where they stand: bare words, quoted ones, and either after a key and a colon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from indexer.question.query import InvalidQuery

LONGEST = 2_000
"""Characters of a question."""

_CLOSING = {'"': '"', "«": "»", "“": "”", "„": "“", "(": ")"}
_INVISIBLE = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x061C, 0xFEFF], " "
)
"""Controls of direction and joining, that copying brings along: each becomes a space, so that places stay what they are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`text` from `start` to `end` of what was typed, without key and quotes; `quoted` words are meant as they are written."""

    text: str
    start: int
    end: int
    key: str | None = None
    quoted: bool = False
    grouped: bool = False
    optional: bool = False


def pieces(typed: str) -> Iterator[Piece]:
    """The pieces in their order; InvalidQuery for what is too long, an empty key or value, and a quote that is not closed."""
    if len(typed) > LONGEST:
        raise InvalidQuery(
            f"The question has {len(typed):,} characters: write at most {LONGEST:,}.",
            "too_long",
            (LONGEST, len(typed)),
            length=len(typed),
            most=LONGEST,
        )
    text = "".join(" " if not letter.isprintable() else letter for letter in typed.translate(_INVISIBLE))
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        piece, at = _piece(text, at)
        yield piece


def _piece(text: str, start: int) -> tuple[Piece, int]:
    optional = text[start] == "~" and start + 1 < len(text) and text[start + 1].isalpha()
    begin = start + optional
    key, at = _key(text, begin)
    if key is not None and (at == len(text) or text[at].isspace()):
        raise InvalidQuery(
            f"Nothing stands after the colon at character {at}: write a value right behind it, or leave the colon out.",
            "no_value",
            (begin, at),
            character=at,
        )
    closing = _CLOSING.get(text[at])
    if closing is None:
        end = at
        while end < len(text) and not text[end].isspace() and text[end] not in '"«“„(':
            end += 1
        return Piece(text[at:end], at, end, key, optional=optional), end
    end = text.find(closing, at + 1)
    if end < 0:
        raise InvalidQuery(
            f"What is opened at character {at + 1} is not closed: close it, or leave the sign out.",
            "not_closed",
            (at, len(text)),
            character=at + 1,
        )
    quoted = text[at] != "("
    return Piece(text[at + 1 : end], at + 1, end, key, quoted, not quoted, optional), end + 1


def _key(text: str, start: int) -> tuple[str | None, int]:
    """The letters before a colon, and where what follows it begins."""
    at = start
    while at < len(text) and (text[at].isalpha() or "\u064b" <= text[at] <= "\u0652"):
        at += 1
    return (text[start:at], at + 1) if at > start and text[at : at + 1] == ":" else (None, start)
