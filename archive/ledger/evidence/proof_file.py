"""Proofs as files that a stranger checks with a verifier key alone: that an entry is in the book, and that the book only grew.

an entry is in the book    C2SP tlog-proof: a header, the entry as extra data, its index, hashes, a checkpoint
the book only grew         what C2SP tlog-witness posts to a witness: the old size, hashes, the newer checkpoint
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.ledger.keys.note import from_base64, to_base64
from archive.model.message import tell

_HEADER = "c2sp.org/tlog-proof@v1"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_MOST = 63


class InvalidProof(ArchiveError, ValueError):
    """The bytes are not a proof of the kind that was asked for: nothing can be said about what they were meant to prove."""


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """`entry` is the entry's canonical bytes, `hashes` its path (RFC 6962 section 2.1.1), `checkpoint` the signed note."""

    entry: bytes
    position: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes

    def encode(self) -> bytes:
        """The file of C2SP tlog-proof. The entry is its extra data: nobody trusts it before it hashes to the leaf."""
        lines = [_HEADER, f"extra {to_base64(self.entry)}", f"index {self.position}", *map(to_base64, self.hashes)]
        return _lines(lines) + self.checkpoint

    @classmethod
    def decode(cls, content: bytes) -> InclusionProof:
        """Read what `encode` wrote; InvalidProof."""
        lines, checkpoint = _parts(content)
        match lines:
            case [header, extra, index, *hashes] if header == _HEADER and extra.startswith("extra "):
                entry = _content(extra.removeprefix("extra "))
                return cls(entry, _number(index, "index "), _hashes(hashes), checkpoint)
            case _:
                pass
        raise InvalidProof(
            tell("it does not begin with {header}, the entry as extra data, and its index", header=_HEADER)
        )


@dataclass(frozen=True, slots=True)
class GrowthProof:
    """`old` is the earlier size, `hashes` lead from it to the size of `checkpoint` (RFC 6962 section 2.1.2)."""

    old: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes

    def encode(self) -> bytes:
        """The body of an add-checkpoint request (C2SP tlog-witness), so that witnesses that are not ours take it too."""
        return _lines([f"old {self.old}", *map(to_base64, self.hashes)]) + self.checkpoint

    @classmethod
    def decode(cls, content: bytes) -> GrowthProof:
        """Read what `encode` wrote; InvalidProof."""
        lines, checkpoint = _parts(content)
        if not lines:
            raise InvalidProof(tell("it is empty"))
        return cls(_number(lines[0], "old "), _hashes(lines[1:]), checkpoint)


def _lines(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in (*lines, "")).encode("ascii")


def _parts(content: bytes) -> tuple[list[str], bytes]:
    lines, blank, checkpoint = content.partition(b"\n\n")
    if not blank:
        raise InvalidProof(tell("there is no empty line, with a checkpoint after it"))
    try:
        return lines.decode("ascii").split("\n"), checkpoint
    except UnicodeDecodeError:
        raise InvalidProof(tell("what stands before the checkpoint is not ASCII")) from None


def _number(line: str, name: str) -> int:
    written = line.removeprefix(name)
    if not line.startswith(name) or not _NUMBER.fullmatch(written):
        raise InvalidProof(tell("the line {line} with a number is lacking", line=name.strip()))
    return int(written)


def _hashes(lines: Sequence[str]) -> tuple[bytes, ...]:
    hashes = tuple(_content(line) for line in lines)
    if len(hashes) > _MOST or any(len(one) != 32 for one in hashes):
        raise InvalidProof(tell("its hashes are not at most {most} times 32 bytes in base64", most=_MOST))
    return hashes


def _content(written: str) -> bytes:
    try:
        return from_base64(written)
    except binascii.Error:
        raise InvalidProof(tell("a line is not base64 in its one canonical form")) from None
