"""Each way in which a package can be hurt gets its own word, and the look itself changes nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.audit.fixity import verify_package
from archive.audit.outcome import Altered, Difference, Missing, PackageAudit, Unexpected, Unreadable, Word
from archive.model.digest import Digest
from archive.package.bag import manifest, tag_files
from archive.package.plan import Entry
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.folder_store.folder_package import FolderPackage
from archive.store.port import NodeKind, PackageFiles, Stored, StoreUnreadable, Unsealed
from archive.store.receipt import Receipt
from tests.rooms.store.made_package import BELOW, OFFICE, PACKAGE, SOURCES, from_memory, made_plan, snapshot

PAGE = f"{BELOW}/master/a b.tif"
OTHER_PAGE = f"{BELOW}/master/دفتر.tif"
TAGS = "tagmanifest-sha256.txt"


@dataclass
class Kept:
    """A deposited package, opened up so that a test can hurt it."""

    folder: Path
    receipt: Receipt

    def look(self, expected: Digest | None = None, files: PackageFiles | None = None) -> PackageAudit:
        return verify_package(PACKAGE, expected or self.receipt.tagmanifest, files or FolderPackage(self.folder))

    def flip(self, path: str, offset: int = 0) -> None:
        """Change one byte for certain, and nothing else: xor with 0xFF leaves no byte as it was."""
        file = self.folder / path
        content = bytearray(file.read_bytes())
        content[offset] ^= 0xFF
        file.write_bytes(content)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    store = FolderStore.create(tmp_path / "store")
    receipt = deposit(made_plan(), from_memory(), store)
    folder = tmp_path / "store/packages" / OFFICE / PACKAGE
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    return Kept(folder, receipt)


def digest(path: Path) -> Digest:
    return Digest.of(path.read_bytes())


def test_an_untouched_package_is_intact(kept: Kept) -> None:
    audit = kept.look()
    sizes = [path.stat().st_size for path in kept.folder.rglob("*") if path.is_file()]

    assert audit == PackageAudit(PACKAGE, True, kept.receipt.tagmanifest, len(sizes), sum(sizes), (), ())
    assert audit.word is Word.INTACT


@pytest.mark.parametrize("offset", [0, 300_000, -1])
def test_a_flipped_byte_is_altered(kept: Kept, offset: int) -> None:
    before = digest(kept.folder / PAGE)
    kept.flip(PAGE, offset)
    audit = kept.look()

    assert audit.differences == (Difference(PAGE, Altered(before, digest(kept.folder / PAGE))),)
    assert audit.findings == ()
    assert audit.word is Word.ALTERED


@pytest.mark.parametrize("size", [0, 1, 255])
def test_a_truncated_file_is_altered(kept: Kept, size: int) -> None:
    before = digest(kept.folder / PAGE)
    os.truncate(kept.folder / PAGE, size)
    audit = kept.look()

    assert audit.differences == (Difference(PAGE, Altered(before, digest(kept.folder / PAGE))),)
    assert [finding.code for finding in audit.findings] == ["OXUM_MISMATCH"]


def test_a_lengthened_file_is_altered(kept: Kept) -> None:
    with (kept.folder / PAGE).open("ab") as stream:
        stream.write(b"\0")

    assert [(one.path, type(one.outcome)) for one in kept.look().differences] == [(PAGE, Altered)]


def test_a_removed_file_is_missing(kept: Kept) -> None:
    (kept.folder / PAGE).unlink()
    audit = kept.look()

    assert audit.differences == (Difference(PAGE, Missing()),)
    assert [finding.params for finding in audit.findings] == [
        {"stated": _oxum(kept.receipt), "found": f"{kept.receipt.payload_bytes - len(SOURCES['scans/a b.tif'])}.5"}
    ]


def test_an_added_file_is_unexpected(kept: Kept) -> None:
    for path in (f"{BELOW}/master/planted.tif", "notes.txt"):
        (kept.folder / path).write_bytes(b"planted")

    assert kept.look().differences == (
        Difference(f"{BELOW}/master/planted.tif", Unexpected(NodeKind.FILE)),
        Difference("notes.txt", Unexpected(NodeKind.FILE)),
    )


def test_links_pipes_and_empty_folders_are_unexpected(kept: Kept) -> None:
    (kept.folder / "data/link").symlink_to(kept.folder / PAGE)
    os.mkfifo(kept.folder / "data/pipe")
    (kept.folder / "data/void").mkdir()

    assert kept.look().differences == (
        Difference("data/link", Unexpected(NodeKind.LINK)),
        Difference("data/pipe", Unexpected(NodeKind.SPECIAL)),
        Difference("data/void", Unexpected(NodeKind.SPECIAL)),
    )


def test_a_file_replaced_by_a_link_to_its_own_bytes_is_missing_and_unexpected(kept: Kept, tmp_path: Path) -> None:
    (kept.folder / PAGE).rename(tmp_path / "elsewhere.tif")
    (kept.folder / PAGE).symlink_to(tmp_path / "elsewhere.tif")

    assert kept.look().differences == (Difference(PAGE, Missing()), Difference(PAGE, Unexpected(NodeKind.LINK)))


def test_a_folder_replaced_by_a_link_hides_nothing(kept: Kept, tmp_path: Path) -> None:
    master = kept.folder / BELOW / "master"
    master.rename(tmp_path / "elsewhere")
    master.symlink_to(tmp_path / "elsewhere")
    found = [(one.path, type(one.outcome)) for one in kept.look().differences]

    assert found == [
        (f"{BELOW}/master", Unexpected),
        *((path, Missing) for path in sorted(f"{BELOW}/master/{path[6:]}" for path in SOURCES)),
    ]


def test_two_files_that_changed_places_are_both_altered(kept: Kept) -> None:
    one, other = kept.folder / PAGE, kept.folder / OTHER_PAGE
    aside = kept.folder / "aside"
    first, second = digest(one), digest(other)
    one.rename(aside)
    other.rename(one)
    aside.rename(other)

    assert kept.look().differences == (
        Difference(PAGE, Altered(first, second)),
        Difference(OTHER_PAGE, Altered(second, first)),
    )


def test_a_forgery_that_agrees_with_itself_is_altered_against_the_ledger(kept: Kept) -> None:
    kept.flip(PAGE)
    _rewrite_manifests(kept)
    audit = kept.look()
    alone = verify_package(PACKAGE, None, FolderPackage(kept.folder))

    assert alone.word is Word.INTACT
    assert alone.tagmanifest == digest(kept.folder / TAGS) != kept.receipt.tagmanifest
    assert audit.word is Word.ALTERED
    assert audit.differences == (Difference(TAGS, Altered(kept.receipt.tagmanifest, digest(kept.folder / TAGS))),)


@pytest.mark.parametrize("tag", ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", TAGS])
def test_a_flipped_byte_in_a_tag_file_is_altered(kept: Kept, tag: str) -> None:
    kept.flip(tag, 2)

    assert (tag, Altered) in [(one.path, type(one.outcome)) for one in kept.look().differences]


@pytest.mark.parametrize(
    ("tag", "codes"),
    [
        ("bagit.txt", {"NOT_A_BAG"}),
        ("bag-info.txt", set()),
        ("manifest-sha256.txt", {"MANIFEST_MISSING"}),
        (TAGS, {"MANIFEST_MISSING"}),
    ],
)
def test_a_missing_tag_file_is_missing_and_accuses_no_other_file(kept: Kept, tag: str, codes: set[str]) -> None:
    (kept.folder / tag).unlink()
    audit = kept.look()

    assert audit.differences == (Difference(tag, Missing()),)
    assert {finding.code for finding in audit.findings} == codes


def test_a_manifest_that_is_none_is_said(kept: Kept) -> None:
    (kept.folder / "manifest-sha256.txt").write_bytes(b"not a manifest\n")
    audit = kept.look()

    assert [one.path for one in audit.differences] == ["manifest-sha256.txt"]
    assert [finding.code for finding in audit.findings] == ["NOT_A_BAG"]


def test_another_version_of_bagit_is_said(kept: Kept) -> None:
    (kept.folder / "bagit.txt").write_bytes(b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    _rewrite_manifests(kept, ("bagit.txt",))
    audit = verify_package(PACKAGE, None, FolderPackage(kept.folder))

    assert audit.differences == ()
    assert [finding.code for finding in audit.findings] == ["BAGIT_TXT_INVALID"]
    assert audit.word is Word.ALTERED


def test_a_false_oxum_is_said(kept: Kept) -> None:
    info = kept.folder / "bag-info.txt"
    info.write_bytes(info.read_bytes().replace(_oxum(kept.receipt).encode(), b"1.1"))

    assert [finding.params["stated"] for finding in kept.look().findings] == ["1.1"]


def test_an_oxum_that_is_none_is_said_at_its_place(kept: Kept) -> None:
    info = kept.folder / "bag-info.txt"
    info.write_bytes(info.read_bytes().replace(_oxum(kept.receipt).encode(), b"many"))
    found = [(one.code, one.place, list(one.params)) for one in kept.look().findings]

    assert found == [("OXUM_MISMATCH", "bag-info.txt", ["detail"])]


def test_a_package_that_is_not_there_is_missing(tmp_path: Path) -> None:
    audit = verify_package(PACKAGE, None, FolderPackage(tmp_path / "nothing"))

    assert audit == PackageAudit(PACKAGE, stored=False)
    assert audit.word is Word.MISSING


@dataclass
class BadDisk:
    """The files of a package on a disk that cannot read some of them, or not list them all."""

    sound: PackageFiles
    bad: set[str]
    lists: int | None = None
    opened: list[str] = field(default_factory=list)

    def listing(self) -> Iterator[Stored]:
        for number, stored in enumerate(self.sound.listing()):
            if number == self.lists:
                raise StoreUnreadable(errno.EIO, "Input/output error", stored.path)
            yield stored

    def open(self, path: str) -> BinaryIO:
        self.opened.append(path)
        if path in self.bad:
            raise StoreUnreadable(errno.EIO, "Input/output error", path)
        return self.sound.open(path)

    def unsealed(self) -> tuple[Unsealed, ...]:
        return ()

    def __enter__(self) -> PackageFiles:
        return self

    def __exit__(self, *exception: object) -> None:
        return None


def test_what_cannot_be_read_is_unreadable_and_never_intact(kept: Kept) -> None:
    audit = kept.look(files=BadDisk(FolderPackage(kept.folder), {PAGE}))

    assert audit.differences == (Difference(PAGE, Unreadable("EIO")),)
    assert audit.word is Word.UNREADABLE
    assert audit.files == kept.look().files - 1


def test_an_unreadable_tag_manifest_is_unreadable(kept: Kept) -> None:
    audit = kept.look(files=BadDisk(FolderPackage(kept.folder), {TAGS}))

    assert audit.differences == (Difference(TAGS, Unreadable("EIO")),)
    assert audit.tagmanifest is None


@pytest.mark.parametrize("lists", [0, 3, 7])
def test_a_listing_that_breaks_off_makes_nothing_missing_and_every_file_is_still_read(kept: Kept, lists: int) -> None:
    kept.flip(OTHER_PAGE)
    disk = BadDisk(FolderPackage(kept.folder), {PAGE}, lists)
    audit = kept.look(files=disk)

    assert [(one.path, type(one.outcome)) for one in audit.differences] == [
        ("", Unreadable),
        (PAGE, Unreadable),
        (OTHER_PAGE, Altered),
    ]
    assert {stored.path for stored in FolderPackage(kept.folder).listing()} <= set(disk.opened)


def test_a_file_that_a_loop_of_links_hides_is_not_called_intact(kept: Kept) -> None:
    (kept.folder / PAGE).unlink()
    (kept.folder / PAGE).symlink_to("a b.tif")

    assert kept.look().word is Word.ALTERED


def test_the_look_leaves_no_trace(kept: Kept, tmp_path: Path) -> None:
    kept.flip(PAGE)
    (kept.folder / "link").symlink_to("bagit.txt")
    for path in (kept.folder, *kept.folder.rglob("*")):  # older than their changes, so that a read would renew them
        if not path.is_symlink():
            os.utime(path, ns=(1, path.stat().st_mtime_ns))
    contents = {path: path.read_bytes() for path in kept.folder.rglob("*") if path.is_file()}
    for path in contents:
        os.utime(path, ns=(1, path.stat().st_mtime_ns))
    before = snapshot(tmp_path)
    kept.look()
    after = snapshot(tmp_path)

    assert {path: seen for path, seen in after.items() if before.get(path) != seen} == {}
    assert {path: path.read_bytes() for path in contents} == contents


def test_a_large_sealed_file_is_read_through_its_pages_and_a_flipped_byte_is_found(tmp_path: Path) -> None:
    content = os.urandom(1 << 20) * 17 + b"tail"
    plan = made_plan({"scans/large.tif": content})
    store = FolderStore.create(tmp_path / "store")
    receipt = deposit(plan, from_memory({"scans/large.tif": content}), store)
    large = tmp_path / "store/packages" / OFFICE / PACKAGE / BELOW / "master/large.tif"
    kept = Kept(tmp_path / "store/packages" / OFFICE / PACKAGE, receipt)
    sound = kept.look()
    with large.open("r+b") as stream:
        stream.seek(9_000_001)
        stream.write(bytes([content[9_000_001] ^ 0xFF]))
    hurt = kept.look()

    assert sound.word is Word.INTACT
    assert large.stat().st_mode & 0o222 == 0
    assert [(one.path, type(one.outcome)) for one in hurt.differences] == [(f"{BELOW}/master/large.tif", Altered)]


def _oxum(receipt: Receipt) -> str:
    return f"{receipt.payload_bytes}.{receipt.payload_files}"


def _rewrite_manifests(kept: Kept, spared: Collection[str] = ()) -> None:
    """Write the tag files anew over what now stands there, as a careful forger would."""
    payload = [
        Entry(str(path.relative_to(kept.folder)), digest(path), path.stat().st_size)
        for path in (kept.folder / "data").rglob("*")
        if path.is_file()
    ]
    written: list[Entry] = []
    for path, content in tag_files((("Bag-Software-Agent", "Khizana test"),), payload):
        if path == TAGS:
            content = manifest(written)
        if path not in spared:
            (kept.folder / path).write_bytes(content)
        written.append(Entry(path, digest(kept.folder / path), 0))
