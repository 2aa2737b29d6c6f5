"""Spoils a right delivery in one way, with real bytes; the manifest is made to agree unless the spoiling is in the manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any


def resign(delivery: Path, *paths: Path) -> None:
    """Let the manifest state what is really there."""
    manifest: dict[str, Any] = json.loads((delivery / "manifest.json").read_bytes())
    for path in paths:
        content = path.read_bytes()
        name = path.relative_to(delivery).as_posix()
        entry = next(one for one in manifest["files"] if one["path"] == name)
        entry.update(size=len(content), sha256=hashlib.sha256(content).hexdigest())
    (delivery / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def flip(path: Path, offset: int = -1) -> None:
    """Change one byte: flipping all bits always changes it. The modification time and mode stay as they were."""
    import os

    before = path.stat()
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[offset] ^= 0xFF
    path.write_bytes(content)
    path.chmod(before.st_mode)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
