"""What the witnesses that are known said of a ledger, from the checkpoints that are kept beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.ledger.evidence.evidence import Evidence, Kept
from archive.ledger.evidence.witness import Witnessed, read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Verifier, read
from archive.ledger.keys.keys import read_verifier
from archive.ledger.port import Head


@dataclass(frozen=True, slots=True)
class Said:
    """What a witness said, and the countersigned checkpoint that it said it under."""

    witnessed: Witnessed
    kept: Kept


def trusted(folder: Path) -> list[Verifier]:
    """Every witness whose key is in a folder, by name."""
    paths = sorted(folder.glob("*.pub")) if folder.is_dir() else []
    return sorted((read_verifier(path, SignatureKind.WITNESS) for path in paths), key=str)


def said(ledger: Path, witnesses: Sequence[Verifier], origin: str) -> Iterator[Said]:
    """What these witnesses said, the smallest state first. What none of them signed says nothing."""
    for kept in Evidence(ledger).witnessed():
        for witness in witnesses:
            try:
                yield Said(read_witnessed(kept.content, witness, origin), kept)
            except InvalidCheckpoint:
                continue


def newest_over(found: Iterable[Said], position: int, verifier: Verifier) -> tuple[Head, bytes] | None:
    """The newest of these checkpoints that covers an entry and is signed with the key in force."""
    covering = [one for one in found if one.witnessed.head.size > position]
    for one in reversed(covering):
        try:
            read(one.kept.content, verifier)
        except InvalidCheckpoint:
            continue
        return one.witnessed.head, one.kept.content
    return None
