"""Appends batch after batch to the ledger in a folder and prints the size that each append acknowledged, until it is killed."""

from __future__ import annotations

import sys
from pathlib import Path

from made_entries import batch, several

from archive.ledger.keys.keys import read_signer, read_verifier, verifier_path
from archive.ledger.log.files import FilesLedger


def main(folder: Path, key: Path) -> None:
    ledger = FilesLedger(folder, read_verifier(verifier_path(key)), read_signer(key))
    size = ledger.head().size
    while True:
        size = ledger.append(several(batch(size), size)).size
        print(size, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
