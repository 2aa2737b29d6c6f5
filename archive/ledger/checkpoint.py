"""Checkpoints: a head of the log as a note signed with Ed25519 (C2SP tlog-checkpoint and signed-note), and their keys."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from archive.ledger.port import Head

_ED25519 = b"\x01"
_ORIGIN = re.compile(r"[A-Za-z0-9._~:/-]{1,200}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_PRIVATE = "PRIVATE+KEY+"


class InvalidCheckpoint(ValueError):
    """The note is not a checkpoint of this log, signed with this key."""


class InvalidKey(ValueError):
    """The text is not a key in the note encoding."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who may sign: the log's origin, which is also the key's name, and the 32 bytes of the public key."""

    origin: str
    public: bytes

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.origin):
            raise InvalidKey(f"{self.origin!r} cannot name a log: use A-Z a-z 0-9 . _ ~ : / - such as khizana/morocco")
        if len(self.public) != 32:
            raise InvalidKey(f"the public key of {self.origin} has {len(self.public)} bytes, not 32")

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, type and public key."""
        return sha256(self.origin.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def confirms(self, signature: bytes, text: bytes) -> bool:
        """Whether the 64 bytes of a signature were made over this text with the private half (RFC 8032 section 5.1.7)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.origin}+{self.key_id.hex()}+{_base64(_ED25519 + self.public)}"

    @classmethod
    def parse(cls, written: str) -> Verifier:
        """Read `origin+hash+base64`; InvalidKey says what is wrong."""
        origin, key_id, key = _parts(written, "a verifier key: origin+hash+base64")
        found = cls(origin, key)
        if found.key_id.hex() != key_id:
            raise InvalidKey(f"the hash of the verifier key of {origin} does not belong to it: copy the key again")
        return found


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a log: its origin and the 32 secret bytes of the private key (RFC 8032 section 5.1.5)."""

    origin: str
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> Verifier:
        """The key that others need."""
        return Verifier(self.origin, self._key().public_key().public_bytes_raw())

    def encoded(self) -> str:
        """`PRIVATE+KEY+origin+hash+base64`. Only a key file should hold it."""
        return f"{_PRIVATE}{self.origin}+{self.verifier.key_id.hex()}+{_base64(_ED25519 + self.seed)}"

    @classmethod
    def parse(cls, written: str) -> Signer:
        """Read what `encoded` wrote; InvalidKey, which never repeats the key, says what is wrong."""
        if not written.startswith(_PRIVATE):
            raise InvalidKey("this is not a signing key, which begins with PRIVATE+KEY+")
        origin, key_id, seed = _parts(written.removeprefix(_PRIVATE), "a signing key: PRIVATE+KEY+origin+hash+base64")
        found = cls(origin, seed)
        if found.verifier.key_id.hex() != key_id:
            raise InvalidKey(f"the hash of the signing key of {origin} does not belong to it: restore the key")
        return found

    def sign(self, text: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._key().sign(text)

    def _key(self) -> Ed25519PrivateKey:
        if len(self.seed) != 32:
            raise InvalidKey(f"the signing key of {self.origin} has {len(self.seed)} bytes, not 32")
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(head: Head, signer: Signer) -> bytes:
    """The checkpoint of a head: origin, size and root, a blank line, the signature."""
    text = f"{signer.origin}\n{head.size}\n{_base64(head.root)}\n"
    signature = _base64(signer.verifier.key_id + signer.sign(text.encode()))
    return f"{text}\n— {signer.origin} {signature}\n".encode()


def read(note: bytes, verifier: Verifier) -> Head:
    """The head that a checkpoint signs; InvalidCheckpoint unless this key signed it. Signatures of other keys are left alone."""
    try:
        text, blank, signatures = note.decode().rpartition("\n\n")
    except UnicodeDecodeError:
        raise InvalidCheckpoint("the checkpoint is not UTF-8 text") from None
    if not blank or not signatures.endswith("\n"):
        raise InvalidCheckpoint("the checkpoint has no signature")
    text += "\n"
    mine = [signature for signature in map(_signature, signatures[:-1].split("\n")) if _is_of(signature, verifier)]
    if not mine:
        raise InvalidCheckpoint(f"the checkpoint is not signed with the key {verifier}")
    for _, content in mine:
        if not verifier.confirms(content[4:], text.encode()):
            raise InvalidCheckpoint(f"the signature of {verifier.origin} does not belong to the checkpoint")
    return _head(text, verifier.origin)


def _signature(line: str) -> tuple[str, bytes]:
    """The key's name, and the key's identifier with the signature."""
    match line.split(" "):
        case ["—", name, written]:
            try:
                return name, _bytes(written)
            except binascii.Error:
                pass
    raise InvalidCheckpoint("a signature line of the checkpoint is not a dash, a name and base64")


def _is_of(signature: tuple[str, bytes], verifier: Verifier) -> bool:
    return signature[0] == verifier.origin and signature[1][:4] == verifier.key_id


def _head(text: str, origin: str) -> Head:
    lines = text.split("\n")
    if len(lines) != 4 or lines[0] != origin or not _SIZE.fullmatch(lines[1]):
        raise InvalidCheckpoint(f"the checkpoint does not consist of {origin}, a size and a root hash")
    try:
        root = _bytes(lines[2])
    except binascii.Error:
        root = b""
    if len(root) != 32:
        raise InvalidCheckpoint("the root hash of the checkpoint is not 32 bytes in base64")
    return Head(int(lines[1]), root)


def _parts(written: str, expected: str) -> tuple[str, str, bytes]:
    # Base64 may contain a plus sign; the origin and the hash may not.
    parts = written.split("+", 2)
    if len(parts) != 3:
        raise InvalidKey(f"this is not {expected}")
    try:
        key = _bytes(parts[2])
    except binascii.Error:
        raise InvalidKey(f"this is not {expected}") from None
    if key[:1] != _ED25519:
        raise InvalidKey(f"the key of {parts[0]} is not an Ed25519 key")
    return parts[0], parts[1], key[1:]


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(written: str) -> bytes:
    """Base64 in its one canonical form: another spelling of the same bytes is refused, so that no altered bit goes unseen."""
    if not written.isascii():
        raise binascii.Error("not ASCII")
    content = base64.b64decode(written, validate=True)
    if _base64(content) != written:
        raise binascii.Error("not canonical")
    return content
