"""Time stamps of checkpoints (RFC 3161): an authority that is not ours says when it was shown one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    PKIStatus,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from archive.errors import ArchiveError
from archive.model.message import tell


class InvalidStamp(ArchiveError, ValueError):
    """The answer of an authority is no time stamp of this checkpoint that these certificates vouch for."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an authority is asked: the encoded request, and the number that its answer must repeat."""

    encoded: bytes
    nonce: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """The authority was shown the checkpoint at `time` (UTC); `serial` is its own number for that answer."""

    time: datetime
    serial: int


def question(note: bytes) -> Question:
    """A request for a stamp of the SHA-256 of a checkpoint, with a nonce, and for the authority's certificate."""
    built = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256).build()
    if built.nonce is None:
        raise InvalidStamp(tell("the request was built without a nonce"))
    return Question(built.as_bytes(), built.nonce)


def verify(response: bytes, note: bytes, authorities: Sequence[bytes], nonce: int | None = None) -> Stamp:
    """What the authority says; InvalidStamp. `authorities` are root certificates in PEM; `nonce`: known when just asked."""
    answer = _decoded(response)
    try:
        roots = [one for written in authorities for one in load_pem_x509_certificates(written)]
        if VerifierBuilder(roots=roots, nonce=nonce).build().verify_message(answer, note):
            return Stamp(answer.tst_info.gen_time, answer.tst_info.serial_number)
    except (VerificationError, ValueError) as error:
        raise InvalidStamp(tell("the time stamp does not hold: {error}", error=error)) from None
    raise InvalidStamp(tell("the time stamp does not hold"))


def stated(response: bytes) -> Stamp:
    """What the answer says of itself, believed by nobody yet; InvalidStamp when it is no answer."""
    answer = _decoded(response)
    return Stamp(answer.tst_info.gen_time, answer.tst_info.serial_number)


def _decoded(response: bytes) -> TimeStampResponse:
    try:
        answer = decode_timestamp_response(response)
    except ValueError as error:
        raise InvalidStamp(
            tell("this is not read as the answer of a time-stamping authority (RFC 3161, DER): {error}", error=error)
        ) from None
    if answer.status != PKIStatus.GRANTED:
        said = "; ".join(answer.status_string) or "no reason given"
        raise InvalidStamp(
            tell("the authority refused ({name}): {said}", name=PKIStatus(answer.status).name.lower(), said=said)
        )
    return answer
