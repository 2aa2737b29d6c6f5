"""Names of which letters could not be read: `?` is one letter, `..` several; a last `?` may also be a mere doubt."""

from __future__ import annotations

import re

_MARKS = re.compile(r"\.{2,3}|\?")


def is_partial(term: str) -> bool:
    """Whether a term has letters that could not be read."""
    return _MARKS.search(term) is not None


def pattern(term: str) -> re.Pattern[str]:
    """What matches the whole of a word that the term may stand for, also among words that stand one a line."""
    found: list[str] = []
    at = 0
    for mark in _MARKS.finditer(term):
        found.append(re.escape(term[at : mark.start()]))
        at = mark.end()
        several = ".*" if at == len(term) or mark.start() == 0 else ".+"
        one = ".?" if at == len(term) else "."
        found.append(one if mark[0] == "?" else several)
    found.append(re.escape(term[at:]))
    return re.compile(f"^{''.join(found)}$", re.MULTILINE)


def known_letters(term: str) -> int:
    """How many letters of a partial term were read."""
    return len(_MARKS.sub("", term))


def read_parts(term: str) -> tuple[str, ...]:
    """The runs of letters that were read, and the marks between them, in their order."""
    return tuple(part for part in re.split(r"(\.{2,3}|\?)", term) if part)
