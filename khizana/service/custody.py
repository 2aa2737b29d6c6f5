"""Keeping the archive: made, looked at, audited, verified, rebuilt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from grp import getgrnam
from pathlib import Path
from typing import Literal

from archive.api import audits
from archive.api.sources import package_in
from archive.audit import report
from archive.audit.archive_completeness import CompletenessReport
from archive.audit.audit_json import difference, form_finding, shown
from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.holdings import queries
from archive.ingest import Progress
from archive.model.json import Json
from archive.model.message import tell
from archive.package.bag import BAGIT, TAG_MANIFEST
from archive.package.inspection.inspect_package import inspect
from archive.package.package_reader import PackageDamaged
from archive.store.port import NotStored, StoreUnreadable
from khizana.errors import CannotWork, Exit, UsageError
from khizana.language import in_all_languages
from khizana.outcome import Answer, Document, Outcome
from khizana.service.reports.port import AuditPages
from khizana.service.reports.report_writer import written
from khizana.wiring import opening
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCreated(Answer):
    """A new archive: its folder, the file of its signing key, and the file of the verifier key to give to others."""

    command: Literal["init"] = "init"
    name: str
    root: str
    key: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletenessProved(Answer):
    """What is proved of every register (completeness-report/1), and the files of the report; nothing is ever recorded."""

    command: Literal["audit completeness"] = "audit completeness"
    report: Document
    recorded: None = None
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageVerified(Answer):
    """One package alone: its bytes and its form, as a fixity report has them, and what the inspection of its contents found."""

    command: Literal["verify"] = "verify"
    package: str
    outcome: Word
    tagmanifest: str | None
    files_intact: int
    bytes_intact: int
    differences: tuple[Document, ...]
    findings: tuple[Document, ...]
    inspection: tuple[Document, ...]


def create(directory: Path, name: str | None, group: str | None = None) -> Outcome[ArchiveCreated]:
    """Make a new archive; `group` names those who may read it besides its owner. UsageError when there is none of that name."""
    try:
        members = None if group is None else getgrnam(group).gr_gid
    except KeyError:
        raise UsageError(
            tell("there is no group {group} on this machine: name one that `getent group` lists", group=group)
        ) from None
    made = opening.create(directory, name, members).settings
    root, key, verifier = str(made.root), str(made.key), str(made.verifier)
    return Outcome(ArchiveCreated(name=made.name, root=root, key=key, verifier=verifier))


def completeness(session: Session, pages: AuditPages, progress: Progress) -> Outcome[CompletenessProved]:
    """Prove every register that is held by the facts in its package.

    Nothing is recorded: the report follows from the ledger's position alone, so whoever asks again there gets the same bytes.
    """
    proved = audits.completeness(session, progress=progress)
    head, came = proved.head, _versions(session, proved.report)
    content = report.completeness_report(proved.report, head.size, head.root.hex(), proved.unreadable, came)
    exit_code = Exit.DONE if content["conclusion"] == "complete" else Exit.FINDINGS
    files = written(session, "completeness", content, pages)
    return Outcome(CompletenessProved(report=content, files=files), exit_code)


def _versions(session: Session, found: CompletenessReport) -> report.Came:
    """When each version that changed a statement or a declared gap was stored, by which delivery, and of whom."""
    named = {version.package for one in found.remarkable for version in one.restated}
    held = (queries.package(session.holdings, package) for package in sorted(named))
    return {
        one.package: {
            "stored": report.utc(one.stored),
            "delivery": one.delivery,
            "contractor": _contractor(session, one.package),
        }
        for one in held
        if one is not None
    }


def _contractor(session: Session, package: str) -> Json:
    """Whose delivery a package came with; None where it cannot be read any more."""
    try:
        delivery = session.reading.register(package)["delivery"]
    except (NotStored, PackageDamaged, StoreUnreadable):
        return None
    return delivery.get("contractor") if isinstance(delivery, Mapping) else None


def verify(folder: Path) -> Outcome[PackageVerified]:
    """Verify one package alone: its bytes against its manifests, its METS and boxes against its files."""
    if not folder.is_dir():
        raise CannotWork(
            tell("{folder} is not a folder: give the folder of a package, the one with bagit.txt in it", folder=folder)
        )
    if not any((folder / name).exists() for name in (BAGIT, TAG_MANIFEST)):
        raise CannotWork(
            tell(
                "{folder} is no package: there is no {bagit} in it; give the folder that holds one",
                folder=folder,
                bagit=BAGIT,
            )
        )
    files = package_in(folder)
    audit = verify_package(folder.name, None, files)
    found = [] if audit.word is Word.MISSING else list(inspect(files.open))
    verified = PackageVerified(
        package=shown(audit.package),
        outcome=audit.word,
        tagmanifest=None if audit.tagmanifest is None else str(audit.tagmanifest),
        files_intact=audit.files,
        bytes_intact=audit.bytes,
        differences=tuple(difference(one, "path") for one in audit.differences),
        findings=tuple(form_finding(finding) for finding in audit.findings),
        inspection=tuple(in_all_languages(finding.to_json()) for finding in found),
    )
    intact = audit.word is Word.INTACT and not found
    return Outcome(verified, Exit.DONE if intact else Exit.FINDINGS)
