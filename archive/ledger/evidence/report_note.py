"""The signature of a report: a note (C2SP signed-note) beside it that names its digest, signed with the ledger's key.

The text is `khizana-report/v1`, then a line as `sha256sum` writes it. It cannot be taken for a checkpoint, which has three lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.ledger.keys.checkpoint import Signer, Verifier, is_of, signature
from archive.ledger.keys.note import InvalidNote, joined, split
from archive.model.digest import Digest, sha256
from archive.model.message import tell

HEADING = "khizana-report/v1"
_TEXT = re.compile(rf"{HEADING}\n([0-9a-f]{{64}})  ([^\n/]+)\n")


class NotSigned(ArchiveError, ValueError):
    """The report was not signed with any of these keys, or is not what was signed."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a note signs: the digest of a report under a file name; `by` is the key that signed it."""

    name: str
    digest: Digest
    by: Verifier


def sign_report(name: str, digest: Digest, signer: Signer) -> bytes:
    """The note for a report with this file name."""
    text = f"{HEADING}\n{digest.hex}  {name}\n"
    return joined(text, signature(text, signer))


def read_report_note(note: bytes, content: bytes, verifiers: Iterable[Verifier]) -> Signed:
    """What the note signs, with whichever of these keys; NotSigned unless it is this report."""
    try:
        text, signatures = split(note)
    except InvalidNote as error:
        raise NotSigned(tell("the signature is no signed note: {error}", error=error)) from None
    written = _TEXT.fullmatch(text)
    if written is None:
        raise NotSigned(tell("the note signs something else than a report"))
    digest = sha256(written[1])
    if Digest.of(content) != digest:
        raise NotSigned(
            tell("the report is not the one that was signed: its SHA-256 is {hex}", hex=Digest.of(content).hex)
        )
    for verifier in verifiers:
        for one in signatures:
            if is_of(one, verifier) and verifier.confirms(one.content, text.encode()):
                return Signed(written[2], digest, verifier)
    raise NotSigned(
        tell("the note is not signed with the key of this ledger, or its text was changed: give the right key")
    )
