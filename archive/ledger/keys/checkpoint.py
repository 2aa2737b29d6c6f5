"""Checkpoints: a head of the log as a note signed with Ed25519 (C2SP tlog-checkpoint and signed-note), and their keys."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from archive.errors import ArchiveError
from archive.ledger.keys.note import InvalidNote, Signature, from_base64, joined, split, to_base64
from archive.ledger.port import Head
from archive.model.message import sentence, tell

_ORIGIN = re.compile(r"[A-Za-z0-9._~:/-]{1,200}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_PRIVATE = "PRIVATE+KEY+"


class InvalidCheckpoint(ArchiveError, ValueError):
    """The note is not a checkpoint of this log, signed with this key."""


class InvalidKey(ArchiveError, ValueError):
    """The text is not a key in the note encoding."""


class SignatureKind(IntEnum):
    """What a key signs, which is the first byte of it in the note encoding."""

    LOG = 1
    """The checkpoints of its own log (C2SP signed-note, Ed25519)."""
    WITNESS = 4
    """That the log of another has only grown (C2SP tlog-cosignature, cosignature/v1)."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who may sign: the log's origin, or the witness's name, which is also the key's name; and the 32 bytes of the public key."""

    origin: str
    public: bytes
    kind: SignatureKind = SignatureKind.LOG

    def __post_init__(self) -> None:
        if not _ORIGIN.fullmatch(self.origin):
            raise InvalidKey(
                tell(
                    "{origin!r} cannot name a log: use A-Z a-z 0-9 . _ ~ : / - such as khizana/morocco",
                    origin=self.origin,
                )
            )
        if len(self.public) != 32:
            raise InvalidKey(
                tell(
                    "the public key of {origin} has {public} bytes, not 32", origin=self.origin, public=len(self.public)
                )
            )

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256 over name, newline, type and public key."""
        return sha256(self.origin.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    def confirms(self, signature: bytes, text: bytes) -> bool:
        """Whether the 64 bytes of a signature were made over this text with the private half (RFC 8032 section 5.1.7)."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text)
        except InvalidSignature:
            return False
        return True

    def __str__(self) -> str:
        return f"{self.origin}+{self.key_id.hex()}+{to_base64(bytes([self.kind]) + self.public)}"

    @classmethod
    def parse(cls, written: str, kind: SignatureKind = SignatureKind.LOG) -> Verifier:
        """Read `origin+hash+base64`; InvalidKey says what is wrong."""
        origin, key_id, key = _parts(written, tell("a verifier key: origin+hash+base64"), kind)
        found = cls(origin, key, kind)
        if found.key_id.hex() != key_id:
            raise InvalidKey(
                tell(
                    "the hash of the verifier key of {origin} does not belong to it: copy the key again", origin=origin
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs for a log: its origin and the 32 secret bytes of the private key (RFC 8032 section 5.1.5)."""

    origin: str
    seed: bytes = field(repr=False)
    kind: SignatureKind = field(default=SignatureKind.LOG, repr=False)

    @property
    def verifier(self) -> Verifier:
        """The key that others need."""
        return Verifier(self.origin, self._key().public_key().public_bytes_raw(), self.kind)

    def encoded(self) -> str:
        """`PRIVATE+KEY+origin+hash+base64`. Only a key file should hold it."""
        return f"{_PRIVATE}{self.origin}+{self.verifier.key_id.hex()}+{to_base64(bytes([self.kind]) + self.seed)}"

    @classmethod
    def parse(cls, written: str, kind: SignatureKind = SignatureKind.LOG) -> Signer:
        """Read what `encoded` wrote; InvalidKey, which never repeats the key, says what is wrong."""
        if not written.startswith(_PRIVATE):
            raise InvalidKey(tell("this is not a signing key, which begins with PRIVATE+KEY+"))
        origin, key_id, seed = _parts(
            written.removeprefix(_PRIVATE), "a signing key: PRIVATE+KEY+origin+hash+base64", kind
        )
        found = cls(origin, seed, kind)
        if found.verifier.key_id.hex() != key_id:
            raise InvalidKey(
                tell("the hash of the signing key of {origin} does not belong to it: restore the key", origin=origin)
            )
        return found

    def sign(self, text: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._key().sign(text)

    def _key(self) -> Ed25519PrivateKey:
        if len(self.seed) != 32:
            raise InvalidKey(
                tell("the signing key of {origin} has {seed} bytes, not 32", origin=self.origin, seed=len(self.seed))
            )
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def body(head: Head, origin: str) -> str:
    """The text that the checkpoint of a head signs: origin, size and root, a line each (C2SP tlog-checkpoint)."""
    return f"{origin}\n{head.size}\n{to_base64(head.root)}\n"


def sign(head: Head, signer: Signer) -> bytes:
    """The checkpoint of a head: origin, size and root, a blank line, the signature."""
    text = body(head, signer.origin)
    return joined(text, signature(text, signer))


def signature(text: str, signer: Signer) -> Signature:
    """The line with which the key of a log signs the text of a checkpoint."""
    return Signature(signer.origin, signer.verifier.key_id, signer.sign(text.encode()))


def read(note: bytes, verifier: Verifier) -> Head:
    """The head that a checkpoint signs; InvalidCheckpoint unless this key signed it. Signatures of other keys are left alone."""
    text, signatures = _split(note)
    mine = [one for one in signatures if is_of(one, verifier)]
    if not mine:
        raise InvalidCheckpoint(tell("the checkpoint is not signed with the key {verifier}", verifier=verifier))
    if not all(verifier.confirms(one.content, text.encode()) for one in mine):
        raise InvalidCheckpoint(
            tell("the signature of {origin} does not belong to the checkpoint", origin=verifier.origin)
        )
    return head_in(text, verifier.origin)


def read_any(note: bytes, verifiers: Iterable[Verifier]) -> Head:
    """The head that a checkpoint signs, with whichever of these keys it was signed; InvalidCheckpoint when with none."""
    refused: InvalidCheckpoint | None = None
    for verifier in verifiers:
        try:
            return read(note, verifier)
        except InvalidCheckpoint as error:
            refused = error
    raise refused or InvalidCheckpoint("there is no key that the checkpoint could be compared with")


def is_of(one: Signature, verifier: Verifier) -> bool:
    """Whether a signature claims to be of this key; nothing is verified."""
    return one.name == verifier.origin and one.key_id == verifier.key_id


def head_in(text: str, origin: str) -> Head:
    """The head that the text of a checkpoint of this log states, signed or not; InvalidCheckpoint."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[0] != origin or not _SIZE.fullmatch(lines[1]):
        raise InvalidCheckpoint(
            tell("the checkpoint does not consist of {origin}, a size and a root hash", origin=origin)
        )
    try:
        root = from_base64(lines[2])
    except binascii.Error:
        root = b""
    if len(root) != 32:
        raise InvalidCheckpoint(tell("the root hash of the checkpoint is not 32 bytes in base64"))
    return Head(int(lines[1]), root)


def _split(note: bytes) -> tuple[str, tuple[Signature, ...]]:
    try:
        return split(note)
    except InvalidNote as error:
        raise InvalidCheckpoint(sentence(error)) from None


def _parts(written: str, expected: str, kind: SignatureKind) -> tuple[str, str, bytes]:
    # Base64 may contain a plus sign; the origin and the hash may not.
    parts = written.split("+", 2)
    if len(parts) != 3:
        raise InvalidKey(tell("this is not {expected}", expected=expected))
    try:
        key = from_base64(parts[2])
    except binascii.Error:
        raise InvalidKey(tell("this is not {expected}", expected=expected)) from None
    if key[:1] != bytes([kind]):
        meant = tell("an Ed25519 key of a log") if kind is SignatureKind.LOG else tell("the key of a witness")
        raise InvalidKey(tell("the key of {parts} is not {meant}", parts=parts[0], meant=meant))
    return parts[0], parts[1], key[1:]
