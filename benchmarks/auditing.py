"""Auditing a package: every byte read and compared, beside `Bag.validate()` of bagit-python, on the very same package.

Ours also proves the tag files against the tag manifest's digest in the ledger, and that nothing stands there unlisted; the
access time of no file changes. Both read from the page cache, so that the disk does not blur the figures.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import bagit

from archive.audit.fixity import verify_package
from archive.audit.outcome import Word
from archive.delivery.folder import FolderSource
from archive.store.deposit import deposit
from archive.store.folder import FolderStore
from benchmarks.made_register import make_register
from benchmarks.measuring import SIZES, Size, header, in_turns, machine, row

TARGETS = {"20 KB": 4.0, "600 KB": 2.0, "200 MB": 1.05}


def main() -> None:
    """Print the table."""
    logging.disable(logging.CRITICAL)
    print(machine())
    print(header("files", "ours", "peer, CPU ms", "ours, CPU ms", "ratio, least", "ratio, median", "target", ""))
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(Path(folder), size), flush=True)


def measure(folder: Path, size: Size) -> str:
    """The line of one data set."""
    source = folder / "delivered"
    plan = make_register(source, size)
    store = FolderStore.create(folder / "store")
    receipt = deposit(plan, FolderSource(source).open, store)
    package = next((folder / "store/packages").glob(f"*/{plan.package}"))

    def peer(_: int) -> None:
        bagit.Bag(str(package)).validate()

    def ours(_: int) -> None:
        audit = verify_package(plan.package, receipt.tagmanifest, store.files(plan.package))
        if audit.word is not Word.INTACT:
            raise SystemExit(f"the package is {audit.word}: this measurement is worth nothing")

    spent = in_turns({"peer": peer, "ours": ours}, size.rounds)
    return row(size, "audit", spent["peer"], spent["ours"], TARGETS[size.name])


if __name__ == "__main__":
    main()
