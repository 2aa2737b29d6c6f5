"""A sentence about something that went wrong: English for logs and tests, and what another language needs to say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


class TemplatedMessage(str):
    """The English sentence, with the form that it was made of and the values that fill it."""

    __slots__ = ("params", "template")

    template: str
    params: Mapping[str, object]


class JoinedMessages(str):
    """Several sentences in one, with what stands between them."""

    __slots__ = ("parts", "separator")

    parts: Sequence[str]
    separator: str


def joined(separator: str, parts: Iterable[str]) -> JoinedMessages:
    """The sentences one after another, so that each can be said in another language."""
    kept = tuple(parts)
    made = JoinedMessages(separator.join(kept))
    made.parts = kept
    made.separator = separator
    return made


def tell(template: str, /, **params: object) -> TemplatedMessage:
    """The sentence of an exception; the catalogue has the template in the other languages (docs/languages.md)."""
    made = TemplatedMessage(template.format(**params))
    made.template = template
    made.params = params
    return made


def sentence(error: BaseException) -> str:
    """What an exception says: as it was told, where it was."""
    first = error.args[0] if error.args else None
    return first if isinstance(first, TemplatedMessage) else str(error)
