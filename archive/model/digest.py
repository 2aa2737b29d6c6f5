"""A digest says its algorithm, so that holdings can be re-digested one day (`sha256:…`)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, order=True)
class Digest:
    """The fixity value of some bytes: algorithm name in lower case and lower-case hexadecimal."""

    algorithm: str
    hex: str

    def __str__(self) -> str:
        return f"{self.algorithm}:{self.hex}"

    @classmethod
    def parse(cls, written: str) -> Digest:
        """Read `sha256:…`; ValueError for anything else."""
        if not _WRITTEN.fullmatch(written):
            raise ValueError(f"{written!r} is not a digest: write sha256: and 64 lower-case hexadecimal digits")
        algorithm, _, hexadecimal = written.partition(":")
        return cls(algorithm, hexadecimal)

    @classmethod
    def of(cls, content: bytes) -> Digest:
        """The SHA-256 of bytes held in memory."""
        return cls("sha256", hashlib.sha256(content).hexdigest())


def sha256(hexadecimal: str) -> Digest:
    """A SHA-256 digest from its hexadecimal form, in either case."""
    return Digest.parse(f"sha256:{hexadecimal.lower()}")
