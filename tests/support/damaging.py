"""Damages a store behind its back, in every way that disks and people do; the chance is seeded."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

BLOCK = 4096


def _rewrite(path: Path, change: Callable[[bytearray], bytes]) -> None:
    content = change(bytearray(path.read_bytes()))
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


def _flipped(path: Path, chance: random.Random) -> None:
    def flip(content: bytearray) -> bytes:
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        return bytes(content) or b"\xff"

    _rewrite(path, flip)


def _zeroed(path: Path, chance: random.Random) -> None:
    def zero(content: bytearray) -> bytes:
        start = chance.randrange(-(-len(content) // BLOCK) or 1) * BLOCK
        length = len(content[start : start + BLOCK])
        changed = content[:start] + b"\0" * length + content[start + length :]
        return bytes(changed) if changed != content else bytes(content) + b"\0"

    _rewrite(path, zero)


def _cut(path: Path, chance: random.Random) -> None:
    _rewrite(path, lambda content: bytes(content[: chance.randrange(len(content))]) if content else b"grown")


def _swapped(path: Path, chance: random.Random) -> None:
    others = [one for one in _files(path.parent) if one != path and one.read_bytes() != path.read_bytes()]
    if not others:
        _flipped(path, chance)
        return
    other = chance.choice(others)
    aside = path.with_name("aside")
    path.rename(aside)
    other.rename(path)
    aside.rename(other)


def _renamed(path: Path, chance: random.Random) -> None:
    path.rename(path.with_name(f"{path.name}.bak"))


def _removed(path: Path, chance: random.Random) -> None:
    path.unlink()


def _extra_file(path: Path, chance: random.Random) -> None:
    path.with_name("Thumbs.db").write_bytes(chance.randbytes(40))


def _extra_folder(path: Path, chance: random.Random) -> None:
    (path.parent / "@eaDir" / "inner").mkdir(parents=True, exist_ok=True)


def _linked(path: Path, chance: random.Random) -> None:
    target = path.with_name(f"{path.name}.elsewhere")
    path.rename(target)
    path.symlink_to(target.name)


def _mode(path: Path, chance: random.Random) -> None:
    path.chmod(0o666)


KINDS = (
    _flipped,
    _zeroed,
    _cut,
    _swapped,
    _renamed,
    _removed,
    _extra_file,
    _extra_folder,
    _linked,
    _mode,
)


def damage_file(folder: Path, chance: random.Random) -> str:
    """Damage something inside the folder of a package; the word for it."""
    kind = chance.choice(KINDS)
    path = chance.choice(_files(folder))
    for above in (path.parent, *path.parent.parents):
        if not above.is_relative_to(folder):
            break
        above.chmod(0o755)
    kind(path, chance)
    for above in sorted((one for one in folder.rglob("*") if one.is_dir() and not one.is_symlink()), reverse=True):
        above.chmod(0o555)
    folder.chmod(0o555)
    return kind.__name__.strip("_")


def damage_whole(folder: Path, chance: random.Random) -> str:
    """Take a whole package away, or put something else in its place; the word for it."""
    folder.chmod(0o755)
    aside = folder.with_name("aside")
    folder.rename(aside)
    for one in (aside, *(below for below in aside.rglob("*") if below.is_dir())):
        one.chmod(0o755)
    kind = chance.choice(("gone", "a file", "a link", "empty"))
    match kind:
        case "a file":
            folder.write_bytes(b"not a folder")
        case "a link":
            folder.symlink_to("/nowhere")
        case "empty":
            folder.mkdir()
    shutil.rmtree(aside)
    return kind


def damage_document(path: Path, chance: random.Random) -> str:
    """Damage one document; the word for it."""
    kind = chance.choice((_flipped, _cut, _zeroed, _removed))
    kind(path, chance)
    return f"document {kind.__name__.strip('_')}"


def _files(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*") if one.is_file() and not one.is_symlink())


def seen(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Mode and content of everything below a folder, or of what stands in its place; links are not followed."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*") if folder.is_dir() and not folder.is_symlink() else ())):
        if os.path.lexists(path):
            link = path.is_symlink()
            content = os.fsencode(path.readlink()) if link else path.read_bytes() if path.is_file() else b""
            found[str(path.relative_to(folder))] = (os.lstat(path).st_mode, content)
    return found
