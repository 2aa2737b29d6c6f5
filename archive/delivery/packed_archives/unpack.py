"""Unpacks a zip or tar into a fresh folder: regular files and folders alone, and only when every name is safe."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from archive.delivery.facts.batch import Problem
from archive.delivery.facts.limits import Budget
from archive.delivery.packed_archives.archives import ArchiveRefused, contents, members
from archive.delivery.packed_archives.members import MemberKind, problems

_ENOUGH = 100
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Unpacked:
    """How many files came out, and what stood in the way; with a problem, what came out is not the whole."""

    files: int
    problems: tuple[Problem, ...]


def unpack(stream: BinaryIO, mime: str, place: str, into: Path, budget: Budget) -> Unpacked:
    """Everything in the archive, below the empty folder `into`; `place` names the archive in a problem. OSError of the disk."""
    try:
        named = tuple(islice(problems(members(stream, mime, budget)), _ENOUGH))
        if named:
            return Unpacked(0, tuple(Problem(one.code, f"{place}#{one.place}", one.detail) for one in named))
        return Unpacked(_write(stream, mime, into, budget), ())
    except ArchiveRefused as error:
        return Unpacked(0, (error.problem(place),))


def _write(stream: BinaryIO, mime: str, into: Path, budget: Budget) -> int:
    files = 0
    for member, parts in contents(stream, mime, budget):
        target = into / member.path
        if member.kind is MemberKind.FOLDER:
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_file(target, parts)
        files += 1
    return files


def _write_file(target: Path, parts: Iterator[bytes]) -> None:
    with os.fdopen(os.open(target, _NEW, 0o600), "wb") as written:
        for part in parts:
            written.write(part)
