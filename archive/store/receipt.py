"""What a deposit answers: the package is durable, and this digest pins every byte of it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.model.digest import Digest


@dataclass(frozen=True, slots=True)
class Receipt:
    """`tagmanifest` is the digest of tagmanifest-sha256.txt; bytes and files count the payload (RFC 8493 section 2.2.2)."""

    package: str
    tagmanifest: Digest
    payload_bytes: int
    payload_files: int
