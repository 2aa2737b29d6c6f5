"""Reports that are signed with the ledger's key, so that a copy proves where it comes from; and how a copy is verified."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archive.audit.report import utc
from archive.holdings import events, queries
from archive.ledger.evidence.report_note import NotSigned, read_report_note, sign_report
from archive.ledger.keys.checkpoint import Verifier
from archive.ledger.keys.keys import read_signer, read_verifier
from archive.model.digest import Digest
from archive.model.message import sentence, tell
from khizana.errors import CannotWork, Exit, UsageError
from khizana.file_writing import write
from khizana.outcome import Answer, Outcome
from khizana.service.ledger_proofs import key_chain
from khizana.wiring.opening import open_archive
from khizana.wiring.session import Session

NOTE = ".note"
"""What the name of a signature ends with, after the whole name of the report."""


@dataclass(frozen=True, slots=True)
class ReportKey:
    """The key that signed a report, and the archive that it is of."""

    origin: str
    key: str


@dataclass(frozen=True, slots=True)
class NewerReport:
    """A later report of the same store: the entry that names it, and when it was recorded."""

    position: int
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportVerified(Answer):
    """Whether a report is what was signed; with an archive, also which entry names it, and the newest report after it."""

    command: Literal["audit verify-report"] = "audit verify-report"
    file: str
    good: bool
    problem: str | None = None
    by: ReportKey | None = None
    digest: str | None = None
    recorded: bool | None = None
    position: int | None = None
    newer: NewerReport | None = None


def signed(session: Session, path: Path) -> Path | None:
    """Write the signature of a report beside it; None, and no old signature is left, where the signing key is not here."""
    target = path.with_name(path.name + NOTE)
    if not session.settings.key.exists():
        target.unlink(missing_ok=True)
        return None
    note = sign_report(path.name, Digest.of(path.read_bytes()), read_signer(session.settings.key))
    return write(target, note)


def verify_report(report: Path, key: Path | None, archive: Path | None) -> Outcome[ReportVerified]:
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
    try:
        found = read_report_note(note, content, verifiers)
    except NotSigned as error:
        return Outcome(ReportVerified(file=str(report), good=False, problem=sentence(error)), Exit.FINDINGS)
    position = None if opened is None else _position(opened, found.digest)
    recorded = None if opened is None else position is not None
    newer = None if opened is None or position is None else _newer(opened, position)
    return Outcome(
        ReportVerified(
            file=str(report),
            good=True,
            by=ReportKey(found.by.origin, str(found.by)),
            digest=str(found.digest),
            recorded=recorded,
            position=position,
            newer=newer,
        )
    )


def _verifiers(key: Path | None, session: Session | None) -> Sequence[Verifier]:
    if session is not None:
        return key_chain.verifiers(session)
    assert key is not None
    return [read_verifier(key)]


def _position(session: Session, report: Digest) -> int | None:
    """Where the ledger names this report."""
    return queries.named_at(session.holdings, str(report))


def _newer(session: Session, position: int) -> NewerReport | None:
    """The newest report of the same store that was recorded after the one at that position; None where it is the newest."""
    reported = [one for one in events.audits(session.holdings) if one.report and one.position >= position]
    stores = {one.store for one in reported if one.position == position}
    later = [one for one in reported if one.position > position and one.store in stores]
    return NewerReport(later[-1].position, utc(later[-1].recorded)) if later else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CannotWork(
            tell(
                "{path} cannot be read ({strerror}): a report is signed by the {note} file beside it",
                path=path,
                strerror=error.strerror,
                note=NOTE,
            )
        ) from None
