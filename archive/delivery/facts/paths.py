"""Which paths may name a file of a delivery: the same grammar as `path` in schemas/common.schema.json."""

from __future__ import annotations

import re

from archive.model.texts.text import SEEN_BY_NOBODY, escaped

LONGEST = 400
_FORBIDDEN = re.compile("[\\\\:\t\n\ud800-\udfff]")


def unsafe(path: str) -> str | None:
    """Why a path must not be used; None when it is safe on every system and cannot leave the delivery's root."""
    if not path or len(path) > LONGEST:
        return f"a path has 1 to {LONGEST} characters"
    if _FORBIDDEN.search(path) or SEEN_BY_NOBODY.search(path):
        return "a path holds no backslash, colon, control character of any kind or invisible one, and is UTF-8"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "a path has no empty part, no . and no .., and does not begin with /"
    return None


def shown(path: str) -> str:
    """The path as it can be written in a report; bytes that are not UTF-8, and what nobody sees, as escapes."""
    return escaped(path.encode("utf-8", "backslashreplace").decode("utf-8")).replace("\n", "\\n").replace("\t", "\\t")
