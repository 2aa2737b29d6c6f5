"""Which paths may name a file of a delivery: the same grammar as `path` in schemas/common.schema.json."""

from __future__ import annotations

import re

LONGEST = 400
_FORBIDDEN = re.compile("[\\\\:\x00-\x1f\x7f\ud800-\udfff]")


def unsafe(path: str) -> str | None:
    """Why a path must not be used; None when it is safe on every system and cannot leave the delivery's root."""
    if not path or len(path) > LONGEST:
        return f"a path has 1 to {LONGEST} characters"
    if _FORBIDDEN.search(path):
        return "a path holds no backslash, colon or control character, and is UTF-8"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "a path has no empty part, no . and no .., and does not begin with /"
    return None


def shown(path: str) -> str:
    """The path as it can be written in a report, bytes that are not UTF-8 as escapes."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
