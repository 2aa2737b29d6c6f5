"""The catalogue of texts as it is written, for the tests that read all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from khizana.catalogue import path
from khizana.resources import LANGUAGES


@cache
def written(language: str) -> Catalog:
    """The file of a language."""
    with path(language, "po").open("rb") as file:
        return read_po(file, abort_invalid=True)


def forms(message: Message) -> tuple[str, ...]:
    """The plural forms of a text; one where it has no plural."""
    return tuple(message.string) if message.pluralizable else (str(message.string),)


def keys(language: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each key with its forms; what stands under a context (help, error) has its English for a key."""
    for message in written(language):
        if message.id and not message.context:
            yield message.id[0] if message.pluralizable else str(message.id), forms(message)


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Every key with its text in each language, plural forms one a line."""
    spoken = {language: dict(keys(language)) for language in LANGUAGES}
    return {key: {one: "\n".join(spoken[one].get(key, ())) for one in LANGUAGES} for key in spoken["en"]}
