"""What a folder of a store holds beside what a store keeps is named by its path, in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.store.folder_store.folder import FolderStore
from archive.store.folder_store.folder_strays import strays
from archive.store.port import StoreUnreadable


def test_folders_and_files_that_no_store_makes_are_named_wherever_they_lie(tmp_path: Path) -> None:
    store = FolderStore.create(tmp_path / "store")
    digest = store.put_document(b"kept")
    root, shelf = tmp_path / "store", f"documents/sha256/{digest.hex[:2]}"
    for folder in ("lost+found", "packages/office/package-v1", "documents/md5", f"{shelf}/{digest.hex[:2]}{'0' * 62}"):
        (root / folder).mkdir(parents=True)
    files = ("notes", "packages/office/notes", "documents/notes", "documents/sha256/00ff", f"{shelf}/{'f' * 63}x")
    for file in files:
        (root / file).write_bytes(b"left here")
    other = "ff" if digest.hex[:2] != "ff" else "ee"
    (root / shelf / (other + "0" * 62)).write_bytes(b"on the wrong shelf")
    (root / "documents/sha256/aB").mkdir()

    shelved = (f"{digest.hex[:2]}{'0' * 62}", f"{'f' * 63}x", other + "0" * 62)
    in_documents = ["00ff", "aB", *(f"{digest.hex[:2]}/{name}" for name in sorted(shelved))]
    assert list(strays(root)) == [
        "lost+found",
        "notes",
        "packages/office/notes",
        "documents/md5",
        "documents/notes",
        *(f"documents/sha256/{name}" for name in sorted(in_documents)),
    ]


def test_a_name_that_should_be_a_folder_and_is_none_is_named(tmp_path: Path) -> None:
    store = FolderStore.create(tmp_path / "store")
    store.put_document(b"kept")
    (tmp_path / "store" / "quarantine").write_bytes(b"no folder")

    assert "quarantine" in list(strays(tmp_path / "store"))


def test_a_folder_that_cannot_be_listed_is_told_as_the_system_tells_it(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable, match="No such file") as raised:
        list(strays(tmp_path / "nowhere"))
    assert raised.value.filename == ""
