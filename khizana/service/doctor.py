"""Examines an installation and, if one is named, an archive. Each examination answers ok, warning or bad, with the remedy."""

from __future__ import annotations

import importlib.metadata
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from archive import published
from archive.errors import ArchiveError
from archive.model.message import sentence, tell
from khizana import resources
from khizana.errors import Exit, KhizanaError
from khizana.outcome import Answer, Outcome

if TYPE_CHECKING:
    from khizana.wiring.session import Session

OURS = ("archive", "indexer", "khizana")
NEEDED = (
    "bagit",
    "cryptography",
    "jsonschema",
    "lxml",
    "pikepdf",
    "pygfried",
    "pyvips",
    "rfc3161-client",
    "sqlalchemy",
    "tantivy",
)
SPACE = 5 * 2**30
ENOUGH_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class Examined:
    """One answer: what was examined (a key `doctor.…` of the texts), how it is, and the detail or remedy."""

    check: str
    state: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallationExamined(Answer):
    """Every examination of an installation, and of an archive where one is named."""

    command: Literal["doctor"] = "doctor"
    checks: tuple[Examined, ...]


def examine(archive: Path | None) -> Outcome[InstallationExamined]:
    """Every examination in turn; `archive` None takes KHIZANA_ARCHIVE, and no archive at all is no fault here."""
    answers = list(_installation())
    from khizana import settings

    root = archive or settings.person().archive
    if root is not None:
        answers += _session(root)
    bad = any(answer.state == "bad" for answer in answers)
    return Outcome(InstallationExamined(checks=tuple(answers)), Exit.FINDINGS if bad else Exit.DONE)


def _installation() -> Iterator[Examined]:
    yield Examined("python", "ok" if sys.version_info >= (3, 11) else "bad", sys.version.split()[0])
    yield _libraries()
    yield _names()
    yield _images()
    schemas, findings = len(published.schemas()), len(resources.findings())
    held = {"schemas": schemas, "findings": findings, "countries": len(published.countries())}
    yield Examined("published", "ok", tell("schemas: {schemas}; findings: {findings}; countries: {countries}", **held))


def _libraries() -> Examined:
    missing = [name for name in NEEDED if _version(name) is None]
    if missing:
        return Examined(
            "libraries", "bad", tell("missing: {names}; install them with `make install`", names=", ".join(missing))
        )
    return Examined("libraries", "ok", ", ".join(f"{name} {_version(name)}" for name in NEEDED))


def _version(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _names() -> Examined:
    """Two distributions that own one import name overwrite each other's files."""
    owners = importlib.metadata.packages_distributions()
    for name in OURS:
        others = sorted({owner for owner in owners.get(name, []) if owner.lower() != "khizana"})
        if others:
            said = tell(
                "the name {name} also belongs to {others}: uninstall it, or give Khizana an environment of its own",
                name=name,
                others=", ".join(others),
            )
            return Examined("names", "bad", said)
    return Examined("names", "ok", ", ".join(OURS))


def _images() -> Examined:
    from archive.delivery.measuring.measure import decoder_version

    return Examined("images", "ok", decoder_version())


def _session(root: Path) -> Iterator[Examined]:
    from khizana.wiring import opening

    try:
        session = opening.open_archive(root)
    except (KhizanaError, ArchiveError) as error:
        yield Examined("archive", "bad", sentence(error))
        return
    yield Examined("archive", "ok", f"{session.settings.name}, {session.settings.root}")
    yield _attempt("ledger", lambda: tell("entries: {size}", size=session.ledger.head().size))
    yield _key(session.settings.key)
    yield _people(session)
    yield _policies(session)
    free = shutil.disk_usage(session.settings.root).free
    yield Examined("space", "ok" if free > SPACE else "warning", f"{free / 2**30:.1f} GiB")
    yield _attempt("catalogue", lambda: tell("up to entry {position}", position=session.catalogue.position()))
    yield _attempt("index", lambda: _index(session))


def _index(session: Session) -> str:
    return tell(
        "documents: {count}, up to entry {position}", count=session.engine.count(), position=session.engine.position()
    )


def _attempt(check: str, look: Callable[[], str]) -> Examined:
    from khizana.service.failures import failure

    try:
        return Examined(check, "ok", look())
    except (OSError, RuntimeError, ValueError, LookupError) as error:
        said = failure(error)
        if said is None:
            raise
        return Examined(check, "bad", said[0])


def _key(path: Path) -> Examined:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Examined("key", "warning", tell("{path} is not here: the archive can be read, not written", path=path))
    if mode & 0o077:
        return Examined("key", "bad", tell("{path} can be read by others: chmod 600 {path}", path=path))
    return Examined("key", "ok", str(path))


def _people(session: Session) -> Examined:
    """Two people approve together; with three, one who loses a key leaves two."""
    from archive.life.people import standing_now
    from khizana.service.dual_control.people import named

    found = _attempt("people", lambda: ", ".join(standing_now(named(session))))
    people = len(found.detail.split(", ")) if found.detail else 0
    if found.state == "bad" or people >= ENOUGH_PEOPLE:
        return found
    if not found.detail:
        return Examined(
            "people", "warning", tell("nobody is named: name three with `khizana person add`; two approve together")
        )
    said = tell(
        "{names}; name a third with `khizana person add`, so that whoever loses a key or leaves does not leave one alone",
        names=found.detail,
    )
    return Examined("people", "warning", said)


def _policies(session: Session) -> Examined:
    """A policy that lies in a file and is not in force may be a mistake of whoever wrote it there."""
    from khizana.service.lifecycle import policy_change

    waiting: list[str] = []

    def look() -> str:
        listed = policy_change.show(session).answer.policies
        waiting.extend(f"{one.kind}.{one.country}" for one in listed if one.waiting)
        return ", ".join(f"{one.kind}.{one.country}" for one in listed if one.document)

    found = _attempt("policies", look)
    if found.state == "bad" or not waiting:
        return found
    said = tell(
        "another policy lies in a file or is published: {waiting}; "
        "`khizana policy list` shows it, `khizana policy adopt` puts it in force",
        waiting=", ".join(waiting),
    )
    return Examined("policies", "warning", said)
