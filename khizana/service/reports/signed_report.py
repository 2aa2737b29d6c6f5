"""Reports that are signed with the ledger's key, so that a copy proves where it comes from; and how a copy is verified."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archive.audit.named import FIXITY, MAIN, REPORT
from archive.audit.report import utc
from archive.ledger.checkpoint import Verifier
from archive.ledger.entry import EntryType
from archive.ledger.keys import read_signer, read_verifier
from archive.ledger.report_note import NotSigned, read_report_note, sign_report
from archive.model.digest import Digest
from archive.model.json import Json
from khizana.errors import CannotWork, Exit, UsageError
from khizana.file_writing import write
from khizana.outcome import Outcome
from khizana.service.ledger_proofs import key_chain
from khizana.wiring.opening import open_archive
from khizana.wiring.session import Session

NOTE = ".note"
"""What the name of a signature ends with, after the whole name of the report."""


def signed(session: Session, path: Path) -> Path | None:
    """Write the signature of a report beside it; None, and no old signature is left, where the signing key is not here."""
    target = path.with_name(path.name + NOTE)
    if not session.settings.key.exists():
        target.unlink(missing_ok=True)
        return None
    note = sign_report(path.name, Digest.of(path.read_bytes()), read_signer(session.settings.key))
    return write(target, note)


def verify_report(report: Path, key: Path | None, archive: Path | None) -> Outcome:
    """Compare a report with the signature beside it: with a verifier key alone, or with the keys of an archive.

    With an archive, the answer also says which entry of its ledger names the report.
    """
    content, note = _read(report), _read(report.with_name(report.name + NOTE))
    if key is None and archive is None:
        from khizana import settings

        archive = settings.person().archive
        if archive is None:
            raise UsageError("no key was named: give --key FILE (the ledger's .pub file), or --archive DIR")
    opened = None if key is not None else open_archive(archive)
    verifiers = _verifiers(key, opened)
    told: dict[str, Json] = {
        "command": "audit verify-report",
        "file": str(report),
        "problem": None,
        "recorded": None,
        "position": None,
        "newer": None,
    }
    try:
        found = read_report_note(note, content, verifiers)
    except NotSigned as error:
        return Outcome({**told, "good": False, "problem": str(error)}, Exit.FINDINGS)
    position = None if opened is None else _position(opened, found.digest)
    recorded = None if opened is None else position is not None
    newer = None if opened is None or position is None else _newer(opened, position)
    by: Json = {"origin": found.by.origin, "key": str(found.by)}
    return Outcome(
        {**told, "good": True, "by": by, "digest": str(found.digest), "recorded": recorded, "position": position}
        | {"newer": newer}
    )


def _verifiers(key: Path | None, session: Session | None) -> Sequence[Verifier]:
    if session is not None:
        return key_chain.verifiers(session)
    assert key is not None
    return [read_verifier(key)]


def _position(session: Session, report: Digest) -> int | None:
    """Where the ledger names this report."""
    entries = session.ledger.since(0)
    return next((one.position for one in entries if report in one.entry.digests.values()), None)


def _newer(session: Session, position: int) -> Json:
    """The newest report of the same store that was recorded after the one at that position; None where it is the newest."""
    store, newest = "", None
    for one in session.ledger.since(position):
        entry = one.entry
        if entry.type is EntryType.AUDIT and entry.subject == FIXITY and REPORT in entry.digests:
            if one.position == position:
                store = entry.links.get("store", MAIN)
            elif entry.links.get("store", MAIN) == store:
                newest = one
    return None if newest is None else {"position": newest.position, "time": utc(newest.entry.time)}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(
            f"{path} cannot be read ({error.strerror}): a report is signed by the {NOTE} file beside it"
        ) from None
