"""The witness's own verbs: they need its folder, and never an archive."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.api.archive import system_clock
from archive.ledger.evidence.proof_file import InvalidProof
from archive.ledger.evidence.rotation import NotHandedOver
from archive.ledger.evidence.witness import NotTheSame, Refused
from archive.ledger.evidence.witness_desk import WitnessDesk
from archive.ledger.keys.checkpoint import InvalidCheckpoint
from archive.ledger.keys.keys import read_verifier
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit
from khizana.outcome import Answer, Outcome
from khizana.output import NewFile


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessMade(Answer):
    """A new witness: its folder, its verifier key, and the file of that key."""

    command: Literal["witness init"] = "witness init"
    folder: str
    verifier: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWatched(Answer):
    """A log that a witness watches: the keys that it trusts for it, and how many entries it has seen."""

    command: Literal["witness trust"] = "witness trust"
    origin: str
    keys: tuple[str, ...]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointSigned(Answer):
    """A checkpoint that was countersigned, or why it was refused."""

    command: Literal["witness sign"] = "witness sign"
    signed: bool
    problem: str | None = None
    file: str | None = None
    size: int | None = None


def create(folder: Path, name: str) -> Outcome[WitnessMade]:
    """Make a witness: its key, and that it has seen nothing."""
    verifier = WitnessDesk.create(folder, name)
    path = folder / "witness.pub"
    return Outcome(WitnessMade(folder=str(folder), verifier=str(verifier), file=str(path)))


def trust(folder: Path, log: Path, handover: Path | None, seen: Path | None, replaced: bool) -> Outcome[LogWatched]:
    """Watch a log from now on, take its new key, or take back what was countersigned once."""
    desk, verifier = WitnessDesk(folder), read_verifier(log)
    try:
        if seen is not None:
            watched = desk.recall(verifier, _content(seen))
        else:
            watched = desk.trust(verifier, None if handover is None else _content(handover), replaced)
    except (InvalidCheckpoint, InvalidProof, NotHandedOver) as error:
        raise CannotWork(tell("{what}: {error}; nothing was changed", what=seen or handover, error=error)) from None
    keys = tuple(str(key) for key in watched.keys)
    return Outcome(LogWatched(origin=verifier.origin, keys=keys, size=watched.head.size))


def sign(folder: Path, request: Path, output: NewFile) -> Outcome[CheckpointSigned]:
    """Countersign the checkpoint of a request, or refuse: the refusal is a finding, and the request is kept as evidence."""
    content = _content(request)
    try:
        note = WitnessDesk(folder).sign(content, system_clock)
    except Refused as error:
        return Outcome(CheckpointSigned(signed=False, problem=sentence(error)), Exit.FINDINGS)
    except (InvalidCheckpoint, InvalidProof, NotTheSame) as error:
        raise CannotWork(tell("{request}: {error}; nothing was signed", request=request, error=error)) from None
    size = note.decode().split("\n")[1]
    return Outcome(CheckpointSigned(signed=True, file=str(output.write(note)), size=int(size)))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(tell("{path} could not be read: {strerror}", path=path, strerror=error.strerror)) from None
