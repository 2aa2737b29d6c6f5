"""Approval by two: signatures over a request by people whom the ledger names, as a signed note (C2SP signed-note).

A note is the request's line, a blank line, and a line `— <key name> <base64>` for each signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archive.errors import ArchiveError
from archive.ledger.keys.checkpoint import Signer, signature
from archive.ledger.keys.note import InvalidNote, Signature, joined, split, with_signatures
from archive.life.people import Registration
from archive.life.request import Request
from archive.model.digest import Digest
from archive.model.message import tell

NEEDED = 2
"""So many different people, with as many different keys."""


class NotApproved(ArchiveError, RuntimeError):
    """The signatures do not approve the request; says what is lacking."""


@dataclass(frozen=True, slots=True)
class Approved:
    """A request that the people named in `by` approve, in the order of their signatures; `note` is the evidence.

    `besides` are further documents of evidence, by the names that an entry gives them.
    """

    request: Request
    by: tuple[str, ...]
    note: bytes
    besides: Mapping[str, Digest] = field(default_factory=dict)


def signed(request: Request, signer: Signer, note: bytes | None = None) -> bytes:
    """The note with one more signature; the first makes it. NotApproved when this key has signed it already."""
    text = request.encode().decode("ascii")
    made = signature(text, signer)
    if note is None:
        return joined(text, made)
    if any(one.name == signer.origin for one in _signatures(note, request)):
        raise NotApproved(
            tell(
                "{origin} has signed this request already: it takes another person to approve it", origin=signer.origin
            )
        )
    return with_signatures(note, made)


def signatories(request: Request, note: bytes, people: Iterable[Registration]) -> tuple[Registration, ...]:
    """Whose signatures hold, each person and each key once: named before the request was made, and not withdrawn since.

    NotApproved when the note is of another request, or when a signature under the name of one of them is false.
    """
    known = {(one.verifier.origin, one.verifier.key_id): one for one in people if _counts(one, request)}
    found: dict[bytes, Registration] = {}
    for each in _signatures(note, request):
        one = known.get((each.name, each.key_id))
        if one is None:
            continue
        if not one.verifier.confirms(each.content, request.encode()):
            raise NotApproved(tell("the signature of {name} does not belong to this request", name=one.name))
        found.setdefault(one.verifier.public, one)
    return tuple({one.name: one for one in found.values()}.values())


def approved(request: Request, note: bytes, people: Iterable[Registration]) -> Approved:
    """The approval, or NotApproved unless two different people with different keys signed."""
    by = tuple(one.name for one in signatories(request, note, people))
    if len(by) < NEEDED:
        said = ", ".join(by) or "nobody whom the ledger named before it was made"
        raise NotApproved(
            tell("the request needs {needed} different people, and was signed by {said}", needed=NEEDED, said=said)
        )
    return Approved(request, by, note)


def _counts(one: Registration, request: Request) -> bool:
    return one.until is None and one.since < request.head.size


def _signatures(note: bytes, request: Request) -> tuple[Signature, ...]:
    try:
        text, signatures = split(note)
    except InvalidNote as error:
        raise NotApproved(tell("the signatures under the request cannot be read: {error}", error=error)) from None
    if text.encode() != request.encode():
        raise NotApproved("the signatures belong to another request")
    return signatures
