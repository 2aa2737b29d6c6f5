"""`--lang` stands anywhere on the command line: it is taken from there before the command is looked for."""

from __future__ import annotations

from collections.abc import Sequence

_NAME = "--lang"


def taken(given: Sequence[str]) -> tuple[list[str], str | None]:
    """The command line without `--lang`, and the language that was named last; what follows `--` is no option."""
    end = given.index("--") if "--" in given else len(given)
    left: list[str] = []
    language: str | None = None
    words = iter(given[:end])
    for word in words:
        if word.startswith(f"{_NAME}="):
            language = word.partition("=")[2]
        elif word != _NAME or (named := next(words, None)) is None:
            left.append(word)
        else:
            language = named
    return [*left, *given[end:]], language
