"""What a folder promises beyond the port: layout, modes, dead attempts, links, and what it says when it cannot look."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.model.digest import Digest
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.folder_store.folder_package import FolderPackage
from archive.store.folder_store.openat import open_below, opener
from archive.store.port import NodeKind, NotStored, Stored, StoreUnreadable
from tests.rooms.store.made_package import BELOW, OFFICE, PACKAGE, from_memory, made_plan, snapshot


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    made = FolderStore.create(tmp_path / "store")
    deposit(made_plan(), from_memory(), made)
    return made


@pytest.fixture
def package(tmp_path: Path, store: FolderStore) -> Path:
    return tmp_path / "store/packages" / OFFICE / PACKAGE


def test_lays_packages_and_documents_where_the_manual_says(tmp_path: Path, store: FolderStore, package: Path) -> None:
    digest = store.put_document(b"verdict")

    assert (package / "bagit.txt").is_file()
    assert (tmp_path / "store/documents/sha256" / digest.hex[:2] / digest.hex).read_bytes() == b"verdict"
    assert list((tmp_path / "store/staging").iterdir()) == []


def test_takes_the_write_bits_away_when_it_seals(tmp_path: Path, store: FolderStore, package: Path) -> None:
    digest = store.put_document(b"verdict")
    writable = [path for path in (package, *package.rglob("*")) if path.lstat().st_mode & 0o222]

    assert writable == []
    assert not (tmp_path / "store/documents/sha256" / digest.hex[:2] / digest.hex).stat().st_mode & 0o222


def test_an_ordinary_user_can_seal_and_discard(tmp_path: Path) -> None:
    script = f"""
import os
from pathlib import Path
from archive.store.folder_store.folder import FolderStore
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
store = FolderStore.create(Path({str(tmp_path / "mine")!r}))
with store.stage({PACKAGE!r}) as staging:
    staging.write("data/deep/file", [b"content"])
    staging.seal()
try:
    (Path({str(tmp_path)!r}) / "mine/packages/{OFFICE}/{PACKAGE}/data/more").write_bytes(b"")
except PermissionError:
    print("sealed")
store.discard({PACKAGE!r})
print(list(store.packages()), os.listdir(Path({str(tmp_path)!r}) / "mine/staging"))
"""
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        if folder.name != "tmp":
            folder.chmod(0o777)
    root = Path(__file__).parents[3]
    run = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False)

    assert run.stdout.splitlines() == ["sealed", "[] []"], run.stderr


def test_removes_what_a_killed_writer_left(tmp_path: Path, store: FolderStore) -> None:
    script = f"""
import os
from pathlib import Path
from archive.store.folder_store.folder import FolderStore
staging = FolderStore(Path({str(tmp_path / "store")!r})).stage("ma_o_dahir1950_birth_1999_p1_office-v1")
staging.write("data/half", [b"half"])
os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[3], check=False)
    left = list((tmp_path / "store/staging").iterdir())
    with store.stage("ma_o_dahir1950_birth_2000_p1_office-v1"):
        after = [path.name for path in (tmp_path / "store/staging").iterdir()]

    assert [path.name.partition(".")[0] for path in left] == ["ma_o_dahir1950_birth_1999_p1_office-v1"]
    assert after == [f"ma_o_dahir1950_birth_2000_p1_office-v1.{os.getpid()}"]


def test_leaves_a_living_writer_alone(store: FolderStore) -> None:
    with store.stage("ma_o_dahir1950_birth_1999_p1_office-v1") as first:
        first.write("bagit.txt", [b"first"])
        with store.stage("ma_o_dahir1950_birth_1999_p1_office-v1"):
            pass
        first.seal()

    assert list(store.packages()) == [PACKAGE, "ma_o_dahir1950_birth_1999_p1_office-v1"]


@pytest.mark.parametrize("slowly", [False, True], ids=["openat2", "step by step"])
def test_follows_no_link(tmp_path: Path, store: FolderStore, package: Path, slowly: bool) -> None:
    secret = tmp_path / "outside"
    (secret / "below").mkdir(parents=True)
    (secret / "below/file").write_bytes(b"secret")
    package.chmod(0o755)
    (package / "file").symlink_to(secret / "below/file")
    (package / "folder").symlink_to(secret / "below")
    opened = open_below if slowly else opener()

    for path in ("file", "folder/file"):
        with pytest.raises(StoreUnreadable):
            store.open(PACKAGE, path)
        with pytest.raises(OSError, match=r"symbolic|directory"):
            opened(str(package), path)
    assert [one for one in store.listing(PACKAGE) if one.kind is NodeKind.LINK] == [
        Stored("file", len(str(secret / "below/file")), NodeKind.LINK),
        Stored("folder", len(str(secret / "below")), NodeKind.LINK),
    ]


def test_lists_special_files_and_empty_folders_without_touching_them(store: FolderStore, package: Path) -> None:
    package.chmod(0o755)
    os.mkfifo(package / "pipe")
    (package / "void").mkdir()

    assert [one for one in store.listing(PACKAGE) if one.kind is NodeKind.SPECIAL] == [
        Stored("pipe", 0, NodeKind.SPECIAL),
        Stored("void", 0, NodeKind.SPECIAL),
    ]


@pytest.mark.parametrize("slowly", [False, True], ids=["openat2", "step by step"])
def test_opens_nothing_outside_the_package(package: Path, slowly: bool) -> None:
    opened = open_below if slowly else opener()

    for path in (f"../{PACKAGE}/bagit.txt", f"data/../../{PACKAGE}/bagit.txt", ".."):
        with pytest.raises(OSError):
            os.close(opened(str(package), path))


def test_says_that_it_could_not_look_when_a_file_stands_where_a_folder_should(store: FolderStore) -> None:
    with pytest.raises(StoreUnreadable):
        store.open(PACKAGE, "bagit.txt/inside")


def test_says_that_it_could_not_look_when_the_package_is_no_folder(tmp_path: Path, store: FolderStore) -> None:
    name = f"{OFFICE}_dahir1950_birth_1990_p1_office-v1"
    (tmp_path / "store/packages" / OFFICE / name).symlink_to("itself")

    with pytest.raises(StoreUnreadable):
        list(store.listing(name))


def test_a_store_that_is_not_mounted_knows_nothing(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "not mounted")

    with pytest.raises(StoreUnreadable):
        list(store.packages())
    with pytest.raises(StoreUnreadable):
        list(store.listing(PACKAGE))
    with pytest.raises(StoreUnreadable):
        store.open(PACKAGE, "bagit.txt")
    with pytest.raises(StoreUnreadable):
        store.document(Digest.of(b"verdict"))
    with pytest.raises(StoreUnreadable):
        list(store.documents())


def test_reading_leaves_no_trace(tmp_path: Path, store: FolderStore, package: Path) -> None:
    digest = store.put_document(b"verdict")
    for path in (package, *package.rglob("*")):  # older than their changes, so that a read would renew them
        os.utime(path, ns=(1, path.stat().st_mtime_ns))
    before = snapshot(tmp_path)
    for stored in store.listing(PACKAGE):
        with store.open(PACKAGE, stored.path) as stream:
            stream.read()
    store.document(digest)

    assert {path: seen for path, seen in snapshot(tmp_path).items() if before[path] != seen} == {}


def test_refuses_a_document_whose_place_is_held_by_other_bytes(tmp_path: Path, store: FolderStore) -> None:
    digest = store.put_document(b"verdict")
    kept = tmp_path / "store/documents/sha256" / digest.hex[:2] / digest.hex
    kept.chmod(0o644)
    kept.write_bytes(b"forgery")

    with pytest.raises(StoreUnreadable, match="altered"):
        store.put_document(b"verdict")
    assert kept.read_bytes() == b"forgery"


def test_one_package_folder_is_read_alone(tmp_path: Path, store: FolderStore, package: Path) -> None:
    moved = tmp_path / "a stick/bag"
    moved.parent.mkdir()
    package.rename(moved)
    (tmp_path / "link").symlink_to(moved)
    files = FolderPackage(tmp_path / "link")

    assert [stored.path for stored in files.listing()][:2] == ["bag-info.txt", "bagit.txt"]
    with files.open(f"{BELOW}/facts.json") as stream:
        assert stream.read() == b"{}\n"
    with pytest.raises(NotStored):
        files.open("nothing")
    with pytest.raises(NotStored):
        list(FolderPackage(tmp_path / "nowhere").listing())
