"""What lies where in the folder of an archive, and what its archive.toml says of it. A value, read once, passed on."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError
from archive.model.message import tell

SETTINGS_FILE = "archive.toml"
FORMAT = 1
"""The version of the folder's layout."""
NAME = r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"
LONGEST = 60


class NoArchive(ArchiveError, LookupError):
    """There is no archive where one was expected."""


class ArchiveUnusable(ArchiveError, RuntimeError):
    """What an archive says of itself cannot be read, or is not understood."""


class CannotCreate(ArchiveError, ValueError):
    """An archive cannot be made in that folder, or under that name."""


@dataclass(frozen=True, slots=True)
class ReplicaFolder:
    """A `[[replica]]` of archive.toml: its short name, and the folder that it lies in, on another disk."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """One archive: its root folder, its name, its replicas, and where its truth lies."""

    root: Path
    name: str
    replicas: tuple[ReplicaFolder, ...] = ()
    retention: Path | None = None
    """A retention policy of its own, beside archive.toml; the published one of the country otherwise."""
    embargo: Path | None = None
    """An embargo policy of its own, likewise."""

    @property
    def store(self) -> Path:
        return self.root / "store"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger"

    @property
    def holdings(self) -> Path:
        """The snapshot of what the ledger says is held; derived."""
        return self.root / "holdings.db"

    @property
    def key(self) -> Path:
        return self.root / "keys" / "ledger.key"

    @property
    def verifier(self) -> Path:
        return self.root / "keys" / "ledger.pub"

    @property
    def people(self) -> Path:
        """The verifier keys of people, for whoever looks; the ledger and its documents are what counts."""
        return self.root / "keys" / "people"

    @property
    def next_key(self) -> Path:
        """The key that a change of keys is about to put in force; where it stands, that change was begun and not finished."""
        return self.root / "keys" / "ledger.next.key"

    @property
    def previous_verifier(self) -> Path:
        """The key that is in force until that change is finished."""
        return self.root / "keys" / "ledger.previous.pub"

    @property
    def witnesses(self) -> Path:
        """The verifier keys of the witnesses that countersign this ledger."""
        return self.root / "keys" / "witnesses"

    @property
    def claims(self) -> Path:
        """Where ingests say what they are preparing."""
        return self.root / "claims"

    @property
    def origin(self) -> str:
        """The name under which the ledger's checkpoints are signed."""
        return f"khizana/{self.name}"


def written_in(root: Path) -> dict[str, Any]:
    """archive.toml as it is written; NoArchive where there is none, ArchiveUnusable where it is not of this format."""
    path = root / SETTINGS_FILE
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise NoArchive(
            tell("there is no archive at {root}: make one with `khizana init {root}`, or name another", root=root)
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveUnusable(tell("{path} is not understood: {error}", path=path, error=error)) from None
    except OSError as error:
        raise ArchiveUnusable(tell("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)) from None
    form = written.get("format", FORMAT)
    if type(form) is int and form != FORMAT:
        raise ArchiveUnusable(
            tell(
                "{path} says format {format}, and this Khizana knows format 1: use a newer one", path=path, format=form
            )
        )
    return written


def read(root: Path) -> ArchiveFolder:
    """The archive in a folder, as far as its truth goes: what is derived from it has settings of its own (khizana.settings)."""
    written = written_in(root)
    try:
        return _of(root.resolve(), written)
    except (KeyError, TypeError, ValueError) as error:
        raise ArchiveUnusable(
            tell("{path} is not understood: {error}", path=root / SETTINGS_FILE, error=error)
        ) from None


def named(root: Path, name: str) -> ArchiveFolder:
    """The folder of an archive that is to be made; CannotCreate when the name cannot be one."""
    if not _is_name(name):
        raise CannotCreate(
            tell("{name!r} cannot name an archive: give --name with a-z, 0-9, full stop and hyphen", name=name)
        )
    return ArchiveFolder(root.resolve(), name)


def write(made: ArchiveFolder) -> None:
    """Write archive.toml last and in one move, so that a half-made archive is no archive."""
    put(made.root, f'format = {FORMAT}\nname = "{made.name}"\n')


def put(root: Path, text: str) -> None:
    """Write archive.toml, durably and in one move."""
    aside = root / f"{SETTINGS_FILE}.new"
    with aside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(root / SETTINGS_FILE)
    opened = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _of(root: Path, written: Mapping[str, Any]) -> ArchiveFolder:
    replicas = tuple(ReplicaFolder(str(one["name"]), Path(one["path"])) for one in written.get("replica", ()))
    retention, embargo = (Path(written[kind]) if kind in written else None for kind in ("retention", "embargo"))
    return replace(named(root, written["name"]), replicas=replicas, retention=retention, embargo=embargo)


def _is_name(name: object) -> bool:
    return isinstance(name, str) and len(name) <= LONGEST and re.fullmatch(NAME, name) is not None
