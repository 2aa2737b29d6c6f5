"""Signed notes (C2SP signed-note): a text, a blank line, and signatures of which nobody has to know all."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model.message import tell


class InvalidNote(ArchiveError, ValueError):
    """The bytes are not a signed note."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note: the key's name, the four bytes that identify the key, and what it signed with."""

    name: str
    key_id: bytes
    content: bytes

    def __str__(self) -> str:
        return f"— {self.name} {to_base64(self.key_id + self.content)}\n"

    @classmethod
    def parse(cls, line: str) -> Signature:
        """Read a line without its line feed; InvalidNote."""
        match line.split(" "):
            case ["—", name, written]:
                try:
                    content = from_base64(written)
                except binascii.Error:
                    pass
                else:
                    return cls(name, content[:4], content[4:])
            case _:
                pass
        raise InvalidNote(tell("a signature line of the checkpoint is not a dash, a name and base64"))


def split(note: bytes) -> tuple[str, tuple[Signature, ...]]:
    """The text with its last line feed, and the signatures; InvalidNote."""
    try:
        text, blank, signatures = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise InvalidNote(tell("the checkpoint is not UTF-8 text")) from None
    if not blank or not signatures.endswith("\n"):
        raise InvalidNote(tell("the checkpoint has no signature"))
    return f"{text}\n", tuple(Signature.parse(line) for line in signatures[:-1].split("\n"))


def joined(text: str, *signatures: Signature) -> bytes:
    """The note of a text and its signatures."""
    return f"{text}\n{''.join(map(str, signatures))}".encode()


def with_signatures(note: bytes, *added: Signature) -> bytes:
    """The note with further signatures under it; one that stands there already is not written twice. InvalidNote."""
    text, signatures = split(note)
    return joined(text, *dict.fromkeys((*signatures, *added)))


def to_base64(content: bytes) -> str:
    """Base64 (RFC 4648 section 4)."""
    return base64.b64encode(content).decode("ascii")


def from_base64(written: str) -> bytes:
    """Base64 in its one canonical form: another spelling of the same bytes is refused, so that no altered bit goes unseen."""
    if not written.isascii():
        raise binascii.Error("not ASCII")
    content = base64.b64decode(written, validate=True)
    if to_base64(content) != written:
        raise binascii.Error("not canonical")
    return content
