"""Remembers measured facts in a folder that the user names: one file a version of the software, one line a sound file.

The folder can be deleted at any time; then everything is measured again. A line that a killed run left half written is passed
over, and so is whatever another version wrote.
"""

from __future__ import annotations

import hashlib
import os
import platform
import stat
from collections.abc import Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from archive.delivery.facts.batch import FileFacts
from archive.delivery.facts.written_facts import facts_in, written
from archive.delivery.measuring.measure import Role, decoder_version
from archive.errors import ArchiveError
from archive.model.digest import Digest
from archive.model.json import InvalidJson, Json, read_json, write_line
from archive.model.message import tell

_READERS = ("lxml", "pikepdf", "pillow", "pygfried", "pyvips", "pyvips-binary")
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH

_Key = tuple[str, str, Digest]


class CacheUnusable(ArchiveError, OSError):
    """The folder cannot be relied on; the message says what to do."""


class KeptFacts:
    """An `archive.delivery.measuring.measured_cache.Memory` on disk."""

    def __init__(self, folder: Path, software: str) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if found.st_uid != os.geteuid() or found.st_mode & _OTHERS_MAY_WRITE:
            raise CacheUnusable(
                tell(
                    "{folder} can be written by others, who could pass a damaged file off as "
                    "sound: name a folder of your own, or run `chmod go-w {folder}`",
                    folder=folder,
                )
            )
        self._path = folder / f"{hashlib.sha256(software.encode()).hexdigest()[:16]}.jsonl"
        self._known: dict[_Key, FileFacts] = {}
        self._sizes: set[tuple[str, int]] = set()
        self._read()
        self._descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        os.write(self._descriptor, b"\n")  # what a killed run left half written ends here

    def may_know(self, path: str, size: int) -> bool:
        return (path, size) in self._sizes

    def recall(self, path: str, role: Role, digest: Digest) -> FileFacts | None:
        return self._known.get((path, role.name, digest))

    def keep(self, role: Role, facts: FileFacts) -> None:
        """One write a line, so that lines of two runs at once do not mix."""
        if (facts.path, role.name, facts.digest) not in self._known:
            os.write(self._descriptor, write_line({"role": role.name, "facts": written(facts)}))
            self._learn(role.name, facts)

    def close(self) -> None:
        """Nothing is buffered; this only gives the file back."""
        os.close(self._descriptor)

    def _learn(self, role: str, facts: FileFacts) -> None:
        self._known[facts.path, role, facts.digest] = facts
        self._sizes.add((facts.path, facts.size))

    def _read(self) -> None:
        if not self._path.exists():
            return
        with self._path.open("rb") as lines:
            for line in lines:
                try:
                    role, facts = _entry(read_json(line))
                except (InvalidJson, ValueError):
                    continue
                self._learn(role, facts)


def _entry(value: Json) -> tuple[str, FileFacts]:
    """A line of the file; ValueError for one that `keep` would not have written."""
    if not isinstance(value, Mapping) or value.get("role") not in Role.__members__:
        raise ValueError("no remembered facts")
    facts = facts_in(value.get("facts"))
    if facts.damage or facts.problems:
        raise ValueError("damage is never remembered")
    return str(value["role"]), facts


def software() -> str:
    """Whatever can change what is measured: this room's own code, the readers that it calls, the Python that runs them."""
    own = hashlib.sha256()
    for source in sorted(Path(__file__).parents[1].rglob("*.py")):
        own.update(source.read_bytes())
    readers = [f"{name} {_version(name)}" for name in _READERS]
    return "\n".join([own.hexdigest(), decoder_version(), platform.python_version(), *readers])


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "-"
