"""Several packages made durable with one call, then each given its name: the order on which every promise of the store rests."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from archive.store.folder_store.durable import at_once, flush, flush_folder


class StagedPackage(Protocol):
    """A package that lies aside with all its bytes; `root` is its outermost folder, open."""

    aside: Path
    office: Path
    root: int

    def finish(self) -> None: ...

    def move(self) -> None: ...


def put_away(written: Sequence[StagedPackage], anchor: int) -> None:
    """Bytes first, then the names, then the folders of the names: a crash in between leaves nothing half-made visible.

    `anchor` is a folder of this file system that was opened before the first byte was written. What stood already is put on disk
    too: whoever made the folder of an office may not have come so far; and so is the folder that a package left, since POSIX does
    not promise that both ends of a rename arrive together.
    """
    if not written:
        return
    for package in written:
        package.finish()
    flush(anchor, [package.root for package in written])
    offices = {package.office: None for package in written}
    for office in offices:
        office.mkdir(exist_ok=True)
    for package in written:
        package.move()
    if at_once(anchor):
        return
    for package in written:
        os.fsync(package.root)
    asides = {package.aside: None for package in written}
    for folder in [*offices, *{office.parent: None for office in offices}, *asides]:
        flush_folder(folder)
