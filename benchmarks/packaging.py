"""Packaging a register: our deposit beside a copy of the folder that bagit-python makes a bag of.

Ours reads each delivered file once, compares it with its digest, writes it and makes everything durable (syncfs, fsync, rename):
all of that is counted. The peer copies the folder (shutil.copytree) and bags the copy (make_bag, SHA-256); it syncs nothing. The
bare bag holds the same files as the peer's; the full package has METS, PREMIS and descriptions besides.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import bagit

from archive.delivery.folder import FolderSource
from archive.package.plan import PackagePlan
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from benchmarks.made_register import bare, make_register
from benchmarks.measuring import SIZES, Size, header, in_turns, machine, row

MANY = 500
TARGETS = {"20 KB": 1.4, "600 KB": 1.4, "200 MB": 0.95}


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    print(machine())
    print(header("files", "ours", "peer, CPU ms", "ours, CPU ms", "ratio, least", "ratio, median", "target", ""))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            for line in measure(Path(folder) / size.name, size):
                print(line, flush=True)


def measure(folder: Path, size: Size) -> list[str]:
    """The lines of one data set."""
    folder.mkdir()
    source = folder / "delivered"
    full = make_register(source, size)

    made = folder / "made"
    made.mkdir()

    def peer(number: int) -> None:
        target = made / f"peer-{number}"
        shutil.copytree(source, target)
        bagit.make_bag(str(target), checksums=["sha256"])

    def ours(plan: PackagePlan, name: str) -> Callable[[int], None]:
        stores = [FolderStore.create(folder / f"{name}-{number}") for number in range(size.rounds + 1)]
        return lambda number: _deposit(plan, source, stores[number])

    def clear() -> None:
        """Give the memory of large files back. Many small ones stay: ext4 looks long for an inode after many were freed."""
        if size.files < MANY:
            shutil.rmtree(made)
            made.mkdir()
            for package in folder.glob("*/packages/*/*"):
                shutil.rmtree(package)

    sides = {"peer": peer, "bare bag": ours(bare(full), "bare"), "full package": ours(full, "full")}
    spent = in_turns(sides, size.rounds, clear)
    target = TARGETS[size.name]
    return [row(size, side, spent["peer"], spent[side], target) for side in ("bare bag", "full package")]


def _deposit(plan: PackagePlan, source: Path, store: FolderStore) -> None:
    deposit(plan, FolderSource(source).open, store)


if __name__ == "__main__":
    main()
