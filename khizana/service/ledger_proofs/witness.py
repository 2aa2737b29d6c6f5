"""The witness's own verbs: they need its folder, and never an archive."""

from __future__ import annotations

from pathlib import Path

from archive.ledger.checkpoint import InvalidCheckpoint
from archive.ledger.keys import read_verifier
from archive.ledger.proof_file import InvalidProof
from archive.ledger.rotation import NotHandedOver
from archive.ledger.witness import NotTheSame, Refused
from archive.ledger.witness_desk import WitnessDesk
from archive.model.json import Json
from khizana.errors import CannotWork, Exit
from khizana.outcome import Outcome
from khizana.output import NewFile
from khizana.wiring.session import system_clock


def create(folder: Path, name: str) -> Outcome:
    """Make a witness: its key, and that it has seen nothing."""
    verifier = WitnessDesk.create(folder, name)
    path = folder / "witness.pub"
    return Outcome({"command": "witness init", "folder": str(folder), "verifier": str(verifier), "file": str(path)})


def trust(folder: Path, log: Path, handover: Path | None, seen: Path | None, replaced: bool) -> Outcome:
    """Watch a log from now on, take its new key, or take back what was countersigned once."""
    desk, verifier = WitnessDesk(folder), read_verifier(log)
    try:
        if seen is not None:
            watched = desk.recall(verifier, _content(seen))
        else:
            watched = desk.trust(verifier, None if handover is None else _content(handover), replaced)
    except (InvalidCheckpoint, InvalidProof, NotHandedOver) as error:
        raise CannotWork(f"{seen or handover}: {error}; nothing was changed") from None
    keys: list[Json] = [str(key) for key in watched.keys]
    return Outcome({"command": "witness trust", "origin": verifier.origin, "keys": keys, "size": watched.head.size})


def sign(folder: Path, request: Path, output: NewFile) -> Outcome:
    """Countersign the checkpoint of a request, or refuse: the refusal is a finding, and the request is kept as evidence."""
    content = _content(request)
    try:
        note = WitnessDesk(folder).sign(content, system_clock)
    except Refused as error:
        return Outcome({"command": "witness sign", "signed": False, "problem": str(error), "file": None}, Exit.FINDINGS)
    except (InvalidCheckpoint, InvalidProof, NotTheSame) as error:
        raise CannotWork(f"{request}: {error}; nothing was signed") from None
    size = note.decode().split("\n")[1]
    return Outcome(
        {
            "command": "witness sign",
            "signed": True,
            "problem": None,
            "file": str(output.write(note)),
            "size": int(size),
        }
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(f"{path} could not be read: {error.strerror}") from None
