"""Files that an operating system leaves in folders and archives: they are no part of what is delivered."""

from __future__ import annotations

_FOLDERS = ("__MACOSX", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems", "$RECYCLE.BIN")
_NAMES = (".ds_store", ".localized", "thumbs.db", "ehthumbs.db", "desktop.ini")
_DOUBLE = "._"
"""AppleDouble: what macOS keeps of a file where it has no room for it beside the bytes."""


def left_by_system(path: str) -> bool:
    """Whether a path is of macOS or Windows, by its name alone; what a manifest lists is the contractor's all the same."""
    *folders, name = path.split("/")
    return name.lower() in _NAMES or name.startswith(_DOUBLE) or any(folder in _FOLDERS for folder in folders)
