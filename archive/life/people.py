"""Who may approve: people whom the ledger names under a pseudonym, each with a key of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.ledger.entry import Entry
from archive.ledger.keys.checkpoint import InvalidKey, Verifier
from archive.model.digest import Digest
from archive.model.message import tell

KEY = "key"
"""The name under which an entry gives the digest of a person's key document."""


class PersonRefused(ArchiveError, ValueError):
    """A person cannot be named or withdrawn so; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Registration:
    """One naming of a person. `since` is the position of its entry, `until` that of the withdrawal, None while it stands."""

    name: str
    verifier: Verifier
    since: int
    until: int | None = None


def takes_two(known: Iterable[Registration]) -> bool:
    """Whether two different people were ever named: from then on nobody alone decides who may decide."""
    return len({one.name for one in known}) >= 2


def standing_now(known: Iterable[Registration]) -> tuple[str, ...]:
    """The people who are named and not withdrawn, in the order in which they were named."""
    return tuple(one.name for one in known if one.until is None)


def origin_of(ledger: str, name: str) -> str:
    """The name of a person's key: a signature made for one archive means nothing in another."""
    return f"{ledger}/people/{name}"


def may_be_named(name: str, verifier: Verifier, known: Iterable[Registration]) -> None:
    """PersonRefused when the name is taken, or when the key is or was somebody's: one key never makes two people."""
    for one in known:
        if one.name == name and one.until is None:
            raise PersonRefused(
                tell("{name} is named already: withdraw {name} first, or choose another name", name=name)
            )
        if one.verifier.public == verifier.public:
            raise PersonRefused(
                tell("this key is that of {name}: one key cannot speak for two people; make another key", name=one.name)
            )


def standing(name: str, known: Iterable[Registration]) -> Registration:
    """The registration of a name that is not withdrawn; PersonRefused."""
    for one in known:
        if one.name == name and one.until is None:
            return one
    raise PersonRefused(
        tell("{name} is not named in the ledger, or was withdrawn: `khizana person list` shows who is named", name=name)
    )


def key_of(entry: Entry, document: Callable[[Digest], bytes]) -> Verifier:
    content = document(entry.digests[KEY])
    if Digest.of(content) != entry.digests[KEY]:
        raise PersonRefused(
            tell("the key document of {subject} is altered: run an audit and repair it", subject=entry.subject)
        )
    try:
        return Verifier.parse(content.decode("ascii").strip())
    except (InvalidKey, UnicodeDecodeError):
        raise PersonRefused(
            tell("the key document of {subject} holds no verifier key", subject=entry.subject)
        ) from None
