"""What stands in a zip or tar, judged by names alone, before a byte of it is unpacked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from urllib.parse import unquote

from archive.delivery.facts.batch import Problem
from archive.delivery.facts.paths import shown
from archive.model.texts.text import SEEN_BY_NOBODY

LONGEST = 400
_LONGEST_PART = 255
_CONTROL = re.compile("[\t\n\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_DECODED = 3


class MemberKind(Enum):
    """What a member is."""

    FILE = auto()
    FOLDER = auto()
    LINK = auto()
    SPECIAL = auto()


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name as written, what it is, and the size in bytes that it declares, which nobody relies on."""

    name: str
    kind: MemberKind
    size: int

    @property
    def path(self) -> str:
        """The name without a leading `./` or a folder's closing slash; empty for the root itself."""
        path = self.name.rstrip("/") if self.kind is MemberKind.FOLDER else self.name
        while path.startswith("./"):
            path = path[2:]
        return "" if path == "." else path


def unsafe(path: str) -> str | None:
    """Why a member must not be unpacked under this path; None when it is safe on every system."""
    if (
        not path
        or len(path) > LONGEST
        or any(len(part.encode("utf-8", "replace")) > _LONGEST_PART for part in path.split("/"))
    ):
        return f"a path has 1 to {LONGEST} characters, and each of its parts at most {_LONGEST_PART} bytes"
    if _CONTROL.search(path) or SEEN_BY_NOBODY.search(path):
        return "the name holds a control character, an invisible one, or bytes that are not UTF-8"
    for _ in range(_DECODED):
        if reason := _leaves(path):
            return reason
        path, before = unquote(path, errors="replace"), path
        if path == before:
            break
    return None


def _leaves(path: str) -> str | None:
    """Whether a path, as it stands or once percent-decoded, could lead out of its folder."""
    if path.startswith("/"):
        return "the path is absolute"
    if "\\" in path or "\0" in path:
        return "the path holds a backslash or NUL"
    if _DRIVE.match(path):
        return "the path begins with a drive letter"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "the path has an empty part, . or .."
    return None


def problems(members: Iterable[Member]) -> Iterator[Problem]:
    """UNSAFE_PATH, UNSAFE_LINK and SPECIAL_FILE, and two names that one file system would take for the same."""
    seen = _Names()
    for member in members:
        path = member.path
        if not path and member.kind is MemberKind.FOLDER:
            continue
        if reason := unsafe(path):
            yield Problem("UNSAFE_PATH", shown(member.name), reason)
            continue
        if member.kind is MemberKind.LINK:
            yield Problem("UNSAFE_LINK", path, "symbolic or hard link")
        elif member.kind is MemberKind.SPECIAL:
            yield Problem("SPECIAL_FILE", path, "device, pipe or socket")
        if reason := seen.collision(path, member.kind is MemberKind.FOLDER):
            yield Problem("UNSAFE_PATH", path, reason)


class _Names:
    """The names met so far: every file, and every folder on the way to it."""

    def __init__(self) -> None:
        self._spelt: dict[str, str] = {}
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def collision(self, path: str, folder: bool) -> str | None:
        """Why this path cannot stand beside those met before; None when it can."""
        parts = path.split("/")
        above = ["/".join(parts[:depth]) for depth in range(1, len(parts))]
        for prefix in (*above, path):
            alike = unicodedata.normalize("NFC", unicodedata.normalize("NFC", prefix).casefold())
            first = self._spelt.setdefault(alike, prefix)
            if first != prefix:
                return f"differs from {first} by letter case or Unicode form alone"
        if not folder and path in self._files:
            return "the name stands twice"
        if any(prefix in self._files for prefix in above) or path in (self._files if folder else self._folders):
            return "a file stands where a folder is needed"
        self._folders.update(above)
        (self._folders if folder else self._files).add(path)
        return None
