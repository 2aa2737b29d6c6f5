"""A second party sees that the book only grows, and says so under a checkpoint (C2SP tlog-cosignature, cosignature/v1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.errors import ArchiveError
from archive.ledger.evidence.proof_file import GrowthProof
from archive.ledger.keys.checkpoint import InvalidCheckpoint, Signer, Verifier, head_in, is_of, read_any
from archive.ledger.keys.note import InvalidNote, Signature, split, with_signatures
from archive.ledger.log.proof import extends
from archive.ledger.log.tree import EMPTY_ROOT
from archive.ledger.port import Head
from archive.model.message import sentence, tell

_TIME_BYTES = 8
NOTHING = Head(0, EMPTY_ROOT)
"""What a witness has seen of a book that it has never seen."""


class Refused(ArchiveError, ValueError):
    """The book is not what the witness saw: it was cut short, or rewritten. Nothing is signed."""


class NotTheSame(ArchiveError, ValueError):
    """The proof begins elsewhere than at what the witness saw last: nothing can be said, and nothing is signed."""


@dataclass(frozen=True, slots=True)
class Witnessed:
    """At `time` (UTC) the witness of that name had seen the book grow without a break to `head`, and no further."""

    head: Head
    time: datetime
    witness: str


def judge(seen: Head, request: GrowthProof, log: Iterable[Verifier]) -> Head:
    """The head that may be signed. InvalidCheckpoint unless the log signed it, Refused for a rollback or a fork, NotTheSame."""
    head = read_any(request.checkpoint, log)
    if head.size < seen.size:
        raise Refused(
            tell(
                "the checkpoint signs {size} entries and {size2} were seen before: entries were "
                "cut off; keep the checkpoint as evidence, and ask the archive why",
                size=head.size,
                size2=seen.size,
            )
        )
    if head.size == seen.size and head.root != seen.root:
        raise Refused(
            tell(
                "another book of the same {size} entries was seen before: it was rewritten; keep the checkpoint as evidence",
                size=seen.size,
            )
        )
    if request.old != seen.size:
        raise NotTheSame(
            tell(
                "the proof begins at {old} entries and {size} were seen last: ask the archive for a proof from there",
                old=request.old,
                size=seen.size,
            )
        )
    if not extends(seen, head, request.hashes):
        raise Refused(
            tell(
                "the checkpoint of {size} entries does not continue the {size2} that were seen: the book was rewritten, "
                "or the proof was spoilt on its way; keep it as evidence, and ask the archive for another",
                size=head.size,
                size2=seen.size,
            )
        )
    return head


def cosign(note: bytes, signer: Signer, time: datetime) -> bytes:
    """The checkpoint with the witness's line under it. Whoever calls has judged it, and has written down what it saw."""
    text, _ = split(note)
    seconds = int(time.timestamp())
    made = signer.sign(_message(text, seconds))
    line = Signature(signer.origin, signer.verifier.key_id, seconds.to_bytes(_TIME_BYTES, "big") + made)
    return with_signatures(note, line)


def read_witnessed(note: bytes, witness: Verifier, origin: str) -> Witnessed:
    """What a witness says of the log of that name; InvalidCheckpoint unless the witness signed. The log's own key is not asked.

    Where the witness signed the same head more than once, its last word counts.
    """
    try:
        text, signatures = split(note)
    except InvalidNote as error:
        raise InvalidCheckpoint(sentence(error)) from None
    mine = [one for one in signatures if is_of(one, witness)]
    if not mine:
        raise InvalidCheckpoint(tell("the checkpoint is not signed by the witness {witness}", witness=witness))
    times = [_time(text, one, witness) for one in mine]
    return Witnessed(head_in(text, origin), datetime.fromtimestamp(max(times), UTC), witness.origin)


def every_word(note: bytes, witness: Verifier, origin: str) -> tuple[Witnessed, ...]:
    """What a witness said of this head each time that it signed it, the first time first; nothing where it never did."""
    try:
        text, signatures = split(note)
        times = sorted(_time(text, one, witness) for one in signatures if is_of(one, witness))
        return tuple(
            Witnessed(head_in(text, origin), datetime.fromtimestamp(time, UTC), witness.origin) for time in times
        )
    except (InvalidNote, InvalidCheckpoint):
        return ()


def _time(text: str, one: Signature, witness: Verifier) -> int:
    seconds = int.from_bytes(one.content[:_TIME_BYTES], "big")
    confirmed = witness.confirms(one.content[_TIME_BYTES:], _message(text, seconds))
    if not confirmed or seconds > _LATEST:
        raise InvalidCheckpoint(
            tell("the signature of the witness {origin} does not belong to the checkpoint", origin=witness.origin)
        )
    return seconds


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()


_LATEST = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
