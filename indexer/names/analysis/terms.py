"""The tokeniser of names, for documents and queries alike: what one person writes in two words and another in one is one term.

عبد, بن, ابن, بو, أبو, آيت and اد are joined with what follows, X with الدين; articles go in both scripts, also assimilated
ones; usual abbreviations are written out. A letter that could not be read is `?`, several are `..`, as in خ..جة.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.names.analysis.affixes import (
    ABBREVIATIONS,
    ARABIC_JOINS,
    ASSIMILATED,
    GOD_JOINED,
    LATIN_ARTICLES,
    LATIN_JOINS,
    RELIGION,
    RELIGION_JOINED,
    arabic_canonical,
    latin_canonical,
)
from indexer.names.analysis.normalise import normalise
from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.words import LONGEST

_QUESTION = str.maketrans({"؟": "?", "⸮": "?"})
_LETTER = r"[^\W_]"
_UNREAD = r"(?:\?+|(?<!\.)\.{2,3}(?!\.))"
_TOKEN = re.compile(rf"(?:(?<!\w){_UNREAD}(?=[^\W\d_]))?{_LETTER}(?:{_LETTER}|{_UNREAD})*")
_LEFT = {"_dine": "dine", "_lah": "allah", "الدين": "دين"}
"""Ends of a name for which no word before was found."""
_DIGITS_APART = re.compile(r"[^\W_]+")


class Term(NamedTuple):
    """A term, and the plain words that it was made of, in their order."""

    text: str
    words: tuple[str, ...]


def terms(text: str) -> tuple[str, ...]:
    """The terms of a text in their order."""
    return tuple(term.text for term in parsed(text))


def parsed(text: str) -> tuple[Term, ...]:
    """The terms of a text with the words that each was made of, so that what was met can be shown as it is written."""
    return tuple(Term(term.text[:LONGEST], term.words) for term in _joined(tuple(_tokens(text))))


def _tokens(text: str) -> Iterator[str]:
    for found in _TOKEN.finditer(normalise(text.translate(_QUESTION))):
        token = found[0]
        if any(letter.isdigit() for letter in token):
            yield from _DIGITS_APART.findall(token)
        else:
            yield token


def _joined(tokens: Sequence[str]) -> Iterator[Term]:
    """Reads from the end, so that a prefix finds what follows it already made."""
    made: list[Term] = []
    for position in range(len(tokens) - 1, -1, -1):
        token = tokens[position]
        after = made[-1] if made else None
        match script_of(token):
            case Script.ARABIC:
                _arabic(token, after, position > 0, made)
            case Script.LATIN:
                _latin(token, after, position > 0, made)
            case _:
                made.append(Term(token, (token,)))
    for term in reversed(made):
        yield term._replace(text=_LEFT.get(term.text, term.text))


def _arabic(word: str, after: Term | None, follows: bool, made: list[Term]) -> None:
    if after is not None and script_of(after.text) is Script.ARABIC:
        if word in ARABIC_JOINS:
            made[-1] = Term(ARABIC_JOINS[word] + _whole_article(after.text), (word, *after.words))
            return
        if after.text in ("الدين", "الله"):
            made[-1] = Term(arabic_canonical(word) + after.text[2:], (word, *after.words))
            return
    if word == "ال" and after is not None:
        made[-1] = after._replace(words=(word, *after.words))
    elif follows and word in ("الدين", "الله"):
        made.append(Term(word, (word,)))  # the word before takes it
    else:
        made.append(Term(arabic_canonical(word), (word,)))


def _whole_article(word: str) -> str:
    return word[2:] if word in ("الدين", "الله") else word


def _latin(written: str, after: Term | None, follows: bool, made: list[Term]) -> None:
    token = ABBREVIATIONS.get(written, written)
    if after is not None and script_of(after.text) is Script.LATIN:
        if token in LATIN_JOINS:
            rest = after.text.removeprefix("_")
            made[-1] = Term(LATIN_JOINS[token] + rest, (written, *after.words))
            return
        if after.text in ("_dine", "_lah"):
            made[-1] = Term(latin_canonical(token) + after.text[1:], (written, *after.words))
            return
        if token in LATIN_ARTICLES or _assimilated(token, after.text):
            religion = follows and after.text in RELIGION
            made[-1] = Term("_dine" if religion else after.text, (written, *after.words))
            return
    if follows and token in RELIGION_JOINED:
        made.append(Term("_dine", (written,)))
    elif follows and token in GOD_JOINED:
        made.append(Term("_lah", (written,)))
    else:
        made.append(Term(latin_canonical(token), (written,)))


def _assimilated(token: str, following: str) -> bool:
    found = ASSIMILATED.fullmatch(token)
    return found is not None and following.startswith(found[1] or found[2])
