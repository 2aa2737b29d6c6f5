"""Handing out copies: of an act its region cut from the page, of a package all. What is closed is said, and all is recorded."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from archive.api.sources import package_in
from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.ingest import Progress
from archive.ledger.entry import Entry, EntryType
from archive.ledger.lock import Locked
from archive.model.digest import Digest
from archive.model.identifiers import InvalidIdentifier, parse_package
from archive.model.json import Json, write_pretty
from archive.model.message import tell
from archive.store.port import NodeKind
from indexer.documents.act_to_document import Volume, act_document
from khizana.errors import CannotWork
from khizana.outcome import Outcome
from khizana.output import NewFolder
from khizana.service.access import act_export
from khizana.service.access.answers import Exported, ExportRecorded
from khizana.service.access.closed_pages import Closed, closed
from khizana.service.access.embargo_filter import EmbargoFilter
from khizana.service.access.export_writer import Given, copy
from khizana.service.audit import known_differences
from khizana.service.index import following
from khizana.wiring import locks
from khizana.wiring.session import Session

SCHEMA = "export/1"
LIST = "export.json"
"""The list of what was handed out, beside it; the ledger pins it by its digest."""
ACT, PACKAGE = "act", "package"
_NONCE_BYTES = 16
_NOTHING = dict.fromkeys(("acts", "files", "bytes", "closed", "whole", "cut"), 0)


def export(session: Session, subject: str, directory: Path, progress: Progress) -> Outcome[Exported]:
    """Copy an act or a whole package into a new folder, compare every byte, and record it; what cannot be recorded stays."""
    NewFolder(directory).guard()
    if not session.settings.key.exists():
        raise CannotWork(
            tell(
                "{key} is not here, so that an export could not be recorded: export where the archive is written",
                key=session.settings.key,
            )
        )
    session.ledger.must_extend()
    stood = directory.exists()
    try:
        given = _given(session, subject, directory, EmbargoFilter(session), progress)
        recorded = _record(session, given)
    except BaseException:
        _take_back(directory, stood)
        raise
    with suppress(Locked), locks.writing(session, "export"):
        following.catch_up(session, progress)
    exported = Exported(
        subject=subject,
        directory=str(directory),
        files=(*(str(one["path"]) for one in given.files), LIST),
        handed_out=tuple(given.files),
        closed=tuple(given.closed),
        recorded=recorded,
    )
    return known_differences.said(session, Outcome(exported), given.packages, read=True)


def _given(session: Session, subject: str, directory: Path, embargo: EmbargoFilter, progress: Progress) -> Given:
    try:
        parse_package(subject)
    except InvalidIdentifier:
        given = Given(ACT, subject, directory)
        act_export.act(session, given, embargo)
    else:
        given = Given(PACKAGE, subject, directory)
        _package(session, given, embargo, progress)
    return given


def _package(session: Session, given: Given, embargo: EmbargoFilter, progress: Progress) -> None:
    """Copy a package; the copy is then verified against the ledger's digest, and not handed out unless it is intact."""
    package, target = given.subject, given.directory / given.subject
    given.packages.append(package)
    _, tagmanifest = session.catalogue.recorded(package)
    files = [stored.path for stored in session.store.listing(package) if stored.kind is NodeKind.FILE]
    for done, path in enumerate(files, start=1):
        copy(session, package, path, target / path)
        progress("exported", done, len(files))
    if verify_package(package, tagmanifest, package_in(target)).word is not Word.INTACT:
        raise CannotWork(
            tell(
                "{package} is not what the ledger says, so it is not handed out: run `khizana audit fixity`",
                package=package,
            )
        )
    for path in files:
        given.add(package, f"{package}/{path}")
    shut = _closed_in(session, package, embargo)
    given.count(package, acts=shut.acts, closed=shut.closed)
    given.closed.append({"package": package, **shut.to_json()})


def _closed_in(session: Session, package: str, embargo: EmbargoFilter) -> Closed:
    volume = Volume.read(session.reading.register(package), package)
    return closed(embargo.of(act_document(act, volume)) for act in session.reading.acts(package))


def _record(session: Session, given: Given) -> ExportRecorded:
    """Write the list, then pin it in the ledger. A number drawn by lot in it keeps its digest from being guessed."""
    head = session.ledger.head()
    listed: dict[str, Json] = {
        "schema": SCHEMA,
        "kind": given.kind,
        "subject": given.subject,
        "drawn": secrets.token_hex(_NONCE_BYTES),
        "ledger": {"origin": session.settings.origin, "size": head.size, "root": head.root.hex()},
        "closed": list(given.closed),
        "files": list(given.files),
    }
    content = write_pretty(listed)
    (given.directory / LIST).write_bytes(content)
    links, actor, time = {"manifest": str(Digest.of(content))}, session.actor, session.now()
    entries = [
        Entry(EntryType.EXPORTED, time, actor, of, given.kind, {}, {**_NOTHING, **counts}, links)
        for of, counts in given.counts.items()
    ]
    session.ledger.append(entries)
    return ExportRecorded(LIST, links["manifest"])


def _take_back(directory: Path, stood: bool) -> None:
    """What was written for an export that is not recorded; a folder that stood there empty stays."""
    if not directory.is_dir():
        return
    for one in directory.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    if not stood:
        directory.rmdir()
