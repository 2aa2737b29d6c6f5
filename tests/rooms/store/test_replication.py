"""Bringing a second store to hold what the first one holds."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from archive.model.digest import Digest
from archive.store.folder_store.folder import FolderStore
from archive.store.replication import replicate
from tests.support.memory_store import MemoryStore


def test_clears_what_a_killed_copy_left_even_when_nothing_is_missing(tmp_path: Path) -> None:
    target = FolderStore.create(tmp_path / "store")
    script = f"""
import os
from collections.abc import Iterator
from pathlib import Path
from archive.model.digest import Digest
from archive.store.folder_store.folder import FolderStore
staging = FolderStore(Path({str(tmp_path / "store")!r})).stage("ma_o_dahir1950_birth_1999_p1_office-v1")
staging.write("data/half", [b"half"])
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], check=False)
    left = os.listdir(tmp_path / "store" / "staging")
    replicate({}, [], MemoryStore(), target, lambda done, total: None)

    assert left
    assert os.listdir(tmp_path / "store" / "staging") == []


class Unlisted(MemoryStore):
    """A store of very many packages: nobody should ask for the names of all of them."""

    def packages(self) -> Iterator[str]:
        raise AssertionError("every package was listed")

    def documents(self) -> Iterator[Digest]:
        raise AssertionError("every document was listed")


def test_what_came_since_is_copied_without_a_look_at_everything_that_stands_there() -> None:
    source, target = MemoryStore(), Unlisted()
    here, new = source.put_document(b"here"), source.put_document(b"new")
    target.put_document(b"here")

    done = replicate({}, [here, new], source, target, lambda done, total: None)

    assert (done.already, done.documents, target.document(new)) == (1, 1, b"new")
