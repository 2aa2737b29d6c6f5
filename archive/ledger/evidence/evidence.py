"""What lies beside the log and proves it to others; none of it can be made again, so it belongs to every backup.

witnessed/<size>.<key id>           checkpoints that a witness countersigned (C2SP tlog-cosignature)
handovers/<position>.tlog-proof     that the archive's key was changed: the entry and the checkpoint that say so
stamped/<size>.<digest>.checkpoint  checkpoints that a time-stamping authority was shown, and
stamped/<size>.<digest>.tsr         its answers (RFC 3161)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from archive.ledger.evidence.proof_file import InclusionProof
from archive.ledger.keys.note import split as split_note
from archive.ledger.keys.note import with_signatures
from archive.ledger.log.atomic_replace import ASIDE, replace
from archive.ledger.port import LedgerUnreadable
from archive.model.message import tell

_NOTE, _RESPONSE, _PROOF = ".checkpoint", ".tsr", ".tlog-proof"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file with its name, for messages."""

    path: Path
    content: bytes


class Evidence:
    """The files beside one log. Each is written whole and durably, and none is ever removed."""

    def __init__(self, ledger: Path) -> None:
        self._witnessed = ledger / "witnessed"
        self._handovers = ledger / "handovers"
        self._stamped = ledger / "stamped"

    def keep_witnessed(self, size: int, key_id: bytes, note: bytes) -> Path:
        """Keep a countersigned checkpoint; the signatures of an earlier one of that size and witness stay under it."""
        path = self._witnessed / f"{size}.{key_id.hex()}"
        if path.exists():
            _, before = split_note(_read(path))
            note = with_signatures(note, *before)
        replace(path, note)
        return path

    def witnessed(self) -> Iterator[Kept]:
        """Countersigned checkpoints, the smallest first."""
        return _kept(self._witnessed, "")

    def newest_witnessed(self) -> Iterator[Kept]:
        """The largest checkpoint of each witness, told apart by the key that the name ends with; the others are not read."""
        newest: dict[str, Path] = {}
        for path in sorted(_paths(self._witnessed, ""), key=_order):
            newest[path.suffix] = path
        return (Kept(path, _read(path)) for path in newest.values())

    def keep_handover(self, position: int, proof: InclusionProof) -> Path:
        """Keep how the key was changed by the entry at that position."""
        path = self._handovers / f"{position}{_PROOF}"
        replace(path, proof.encode())
        return path

    def handovers(self) -> Iterator[Kept]:
        """How the key was changed, the first time first."""
        return _kept(self._handovers, _PROOF)

    def keep_stamp(self, size: int, note: bytes, response: bytes) -> Path:
        """Keep the answer of an authority beside the checkpoint that it was shown."""
        stem = f"{size}.{sha256(response).hexdigest()[:16]}"
        replace(self._stamped / f"{stem}{_NOTE}", note)
        path = self._stamped / f"{stem}{_RESPONSE}"
        replace(path, response)
        return path

    def stamps(self) -> Iterator[tuple[Kept, Kept]]:
        """Checkpoints and the authorities' answers about them; a checkpoint without an answer is left from a crash."""
        for response in _kept(self._stamped, _RESPONSE):
            note = response.path.with_suffix(_NOTE)
            yield Kept(note, _read(note)), response


def _kept(folder: Path, suffix: str) -> Iterator[Kept]:
    for path in sorted(_paths(folder, suffix), key=_order):
        yield Kept(path, _read(path))


def _paths(folder: Path, suffix: str) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.name.endswith(suffix) and not path.name.endswith(ASIDE)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise LedgerUnreadable(
            tell("{folder} could not be listed: {strerror}", folder=folder, strerror=error.strerror)
        ) from error


def _order(path: Path) -> tuple[int, str]:
    number = path.name.partition(".")[0]
    return (int(number) if number.isdecimal() else 0, path.name)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise LedgerUnreadable(
            tell("{path} could not be read: {strerror}", path=path, strerror=error.strerror)
        ) from error
