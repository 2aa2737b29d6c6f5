"""`--lang` and a few others stand anywhere on the command line: they are taken from there before the command is looked for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

LANGUAGE: Final = "--lang"


def taken(given: Sequence[str], names: Collection[str] = (LANGUAGE,)) -> tuple[list[str], dict[str, str]]:
    """The command line without these options, and what was named last by each; what follows `--` is no option."""
    end = given.index("--") if "--" in given else len(given)
    left: list[str] = []
    named: dict[str, str] = {}
    words = iter(given[:end])
    for word in words:
        name, equals, value = word.partition("=")
        if name in names and equals:
            named[name] = value
        elif word not in names or (following := next(words, None)) is None:
            left.append(word)
        else:
            named[word] = following
    return [*left, *given[end:]], named
