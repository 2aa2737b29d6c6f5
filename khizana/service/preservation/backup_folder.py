"""The folder of a backup, readable without Khizana: a store, a ledger, and a few files.

store/ ledger/  as in an archive (sha256sum and public log tools check them)
files/          settings, keys, people, accounts (khizana.service.preservation.backup_files)
backup.json     what the last backup that came to its end holds: replaced last, in one move
lock            held by the process that writes
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from archive.ledger.log.atomic_replace import replace
from archive.model.json import Json, read_json, write_pretty
from archive.model.message import tell
from khizana.errors import CannotWork
from khizana.service.preservation.backup_files import Kept

SCHEMA = "backup/1"
LIST = "backup.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """What backup.json says. `position` is the ledger position up to which everything is there; 0 in one that was only begun."""

    archive: str
    position: int = 0
    size: int = 0
    root: str = ""
    time: str = ""
    with_keys: bool = False
    files: tuple[Kept, ...] = ()

    def write(self, folder: Path) -> None:
        """Make this the state of the backup."""
        content: dict[str, Json] = {
            "schema": SCHEMA,
            "archive": self.archive,
            "time": self.time,
            "ledger": {"size": self.size, "root": self.root},
            "position": self.position,
            "with_keys": self.with_keys,
            "files": [one.to_json() for one in self.files],
        }
        replace(folder / LIST, write_pretty(content))


def listed(folder: Path) -> Listed | None:
    """What the backup in a folder holds; None where there is none. CannotWork when its list is not understood."""
    path = folder / LIST
    try:
        content = read_json(path.read_bytes())
        if not isinstance(content, Mapping) or content["schema"] != SCHEMA:
            raise ValueError(f"it is not {SCHEMA}")
        ledger = cast(Mapping[str, Json], content["ledger"])
        return Listed(
            archive=str(content["archive"]),
            position=_number(content["position"]),
            size=_number(ledger["size"]),
            root=str(ledger["root"]),
            time=str(content["time"]),
            with_keys=content["with_keys"] is True,
            files=tuple(Kept.parse(one) for one in cast("list[Mapping[str, Json]]", content["files"])),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotWork(tell("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)) from None
    except (ValueError, KeyError, TypeError) as error:
        raise CannotWork(
            tell("{path} is not understood ({error}): is it another folder, or altered?", path=path, error=error)
        ) from None


def finished(folder: Path) -> Listed:
    """As `listed`; CannotWork where no backup ever came to its end."""
    found = listed(folder)
    if found is None:
        raise CannotWork(tell("there is no backup in {folder}: `khizana backup {folder}` makes one", folder=folder))
    if not found.size:
        raise CannotWork(
            tell("the backup in {folder} never came to its end: run `khizana backup {folder}` again", folder=folder)
        )
    return found


def _number(value: Json) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(f"{value!r} is no position in a ledger")
    return value
