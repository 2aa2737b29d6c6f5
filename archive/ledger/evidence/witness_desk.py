"""Where a witness works: its own key, and what it saw of each log, in a folder of its own and never in the archive.

witness.key, witness.pub   its signing key and its verifier key
seen.json                  for each log its keys, and the size and root that were countersigned last
refused/<digest>           requests that were refused because the log shrank or forked: evidence
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import cast

from archive.errors import ArchiveError
from archive.ledger.evidence.proof_file import GrowthProof, InclusionProof
from archive.ledger.evidence.rotation import handed_over
from archive.ledger.evidence.witness import NOTHING, Refused, Witnessed, cosign, judge, read_witnessed
from archive.ledger.keys.checkpoint import InvalidCheckpoint, SignatureKind, Verifier
from archive.ledger.keys.keys import generate, read_signer, read_verifier, verifier_path
from archive.ledger.keys.note import InvalidNote, split
from archive.ledger.lock import alone
from archive.ledger.log.atomic_replace import make_folder, replace
from archive.ledger.port import Head
from archive.model.json import Json, read_json, write_pretty
from archive.model.message import sentence, tell


class DeskUnusable(ArchiveError, ValueError):
    """The witness's folder is not as it should be, or the log is not one that it watches; names the remedy."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A log: the keys that may sign for it, and what was countersigned last."""

    keys: tuple[Verifier, ...]
    head: Head


class WitnessDesk:
    """One witness. What it saw is on disk before its signature leaves the house."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = folder / "witness.key"
        self._seen = folder / "seen.json"

    @classmethod
    def create(cls, folder: Path, name: str) -> Verifier:
        """Make a witness with a key of its own, that has seen nothing yet. KeyUnusable when the folder has one."""
        make_folder(folder)
        verifier = generate(folder / "witness.key", name, SignatureKind.WITNESS)
        desk = cls(folder)
        desk._write({})
        return verifier

    @property
    def verifier(self) -> Verifier:
        """The key that others need to know what this witness saw."""
        return read_verifier(verifier_path(self._key), SignatureKind.WITNESS)

    def watched(self) -> Mapping[str, Watched]:
        """What it saw, by the origin of each log. DeskUnusable when that cannot be known."""
        try:
            content = cast(Mapping[str, Mapping[str, Json]], read_json(self._seen.read_bytes()))
            return {origin: _watched(one) for origin, one in content.items()}
        except OSError as error:
            raise DeskUnusable(
                tell(
                    "{seen} could not be read ({strerror}): without it this witness would sign anything; "
                    "restore it from a backup, or make it anew by `khizana witness trust` with the last "
                    "checkpoint that it countersigned",
                    seen=self._seen,
                    strerror=error.strerror,
                )
            ) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise DeskUnusable(
                tell("{seen} is damaged ({error}): restore it from a backup", seen=self._seen, error=error)
            ) from None

    def trust(self, log: Verifier, handover: bytes | None = None, replaced: bool = False) -> Watched:
        """Watch a log, or take its new key: because its old key says so (a handover), or because the operator does."""
        with alone(self._folder):
            watched = dict(self.watched())
            before = watched.get(log.origin)
            if before is not None and log in before.keys:
                return before
            if before is None:
                watched[log.origin] = Watched((log,), NOTHING)
            else:
                kept = self._succeeding(before, log, handover, replaced)
                watched[log.origin] = Watched((*kept, log), before.head)
            self._write(watched)
            return watched[log.origin]

    def recall(self, log: Verifier, note: bytes) -> Watched:
        """Take back what this witness countersigned once, where the record of it was lost. InvalidCheckpoint, DeskUnusable."""
        said: Witnessed = read_witnessed(note, self.verifier, log.origin)
        with alone(self._folder):
            watched = dict(self.watched()) if self._seen.exists() else {}
            before = watched.get(log.origin)
            if before is not None and before.head.size >= said.head.size:
                raise DeskUnusable(
                    tell(
                        "{size} entries of {origin} were seen: an older state is not taken back",
                        size=before.head.size,
                        origin=log.origin,
                    )
                )
            watched[log.origin] = Watched((log,) if before is None else before.keys, said.head)
            self._write(watched)
            return watched[log.origin]

    def sign(self, request: bytes, clock: Callable[[], datetime]) -> bytes:
        """The checkpoint of a request, countersigned; raises as `judge` of `witness` does, and signs nothing then."""
        asked = GrowthProof.decode(request)
        with alone(self._folder):
            watched = dict(self.watched())
            log = watched.get(origin := _origin(asked.checkpoint))
            if log is None:
                raise DeskUnusable(
                    tell(
                        "{origin} is not watched here: name its verifier key to `khizana witness trust`", origin=origin
                    )
                )
            try:
                head = judge(log.head, asked, log.keys)
            except Refused:
                replace(self._folder / "refused" / sha256(request).hexdigest(), request)
                raise
            watched[origin] = Watched(log.keys, head)
            self._write(watched)
            return cosign(asked.checkpoint, read_signer(self._key, SignatureKind.WITNESS), clock())

    def _succeeding(
        self, before: Watched, log: Verifier, handover: bytes | None, replaced: bool
    ) -> tuple[Verifier, ...]:
        """The keys that still count beside the new one: those before it, unless the operator replaces them."""
        if handover is not None:
            if handed_over(before.keys[-1], InclusionProof.decode(handover)) != log:
                raise DeskUnusable(tell("the handover names another key than {log}", log=log))
            return before.keys
        if not replaced:
            raise DeskUnusable(
                tell(
                    "another key of {origin} is trusted here: give the handover that the archive keeps, or, "
                    "when the archive has lost its key and told you so in person, say --replace",
                    origin=log.origin,
                )
            )
        return ()

    def _write(self, watched: Mapping[str, Watched]) -> None:
        content: dict[str, Json] = {
            origin: {"keys": [str(key) for key in one.keys], "size": one.head.size, "root": one.head.root.hex()}
            for origin, one in watched.items()
        }
        replace(self._seen, write_pretty(content))


def _watched(one: Mapping[str, Json]) -> Watched:
    size, root = one["size"], bytes.fromhex(str(one["root"]))
    keys = tuple(Verifier.parse(str(key)) for key in cast("list[Json]", one["keys"]))
    if not isinstance(size, int) or len(root) != 32 or not keys:
        raise ValueError("a log has no size, root or key")
    return Watched(keys, Head(size, root))


def _origin(note: bytes) -> str:
    try:
        return split(note)[0].partition("\n")[0]
    except InvalidNote as error:
        raise InvalidCheckpoint(sentence(error)) from None
