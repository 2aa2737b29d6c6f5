"""Where an intact replica is known, the blocks of an altered file that differ are named, and no others."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.audit.blocks import BLOCK, differing, located
from archive.audit.fixity import verify_package
from archive.audit.outcome import Altered
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from tests.rooms.store.made_package import BELOW, OFFICE, PACKAGE, from_memory, made_plan

PAGE = f"{BELOW}/master/a b.tif"


def ranges(found: bytes, intact: bytes, block: int = 4) -> tuple[tuple[int, int], ...]:
    return differing(io.BytesIO(found), io.BytesIO(intact), block)


@pytest.mark.parametrize(
    ("found", "intact", "expected"),
    [
        (b"aaaabbbb", b"aaaabbbb", ()),
        (b"aaaaXbbb", b"aaaabbbb", ((4, 7),)),
        (b"XaaabXbbcccc", b"aaaabbbbcccc", ((0, 7),)),
        (b"aaaa", b"aaaabbbbcc", ((4, 9),)),
        (b"aaaabbbbcc", b"aaaa", ((4, 9),)),
        (b"", b"", ()),
    ],
)
def test_differing_blocks_are_joined_to_ranges(found: bytes, intact: bytes, expected: object) -> None:
    assert ranges(found, intact) == expected


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_every_byte_that_differs_lies_in_a_range_and_every_range_holds_one(found: bytes, intact: bytes) -> None:
    covered = ranges(found, intact)
    differ = {
        place for place in range(max(len(found), len(intact))) if found[place : place + 1] != intact[place : place + 1]
    }

    assert all(any(first <= place <= last for first, last in covered) for place in differ)
    assert all(any(first <= place <= last for place in differ) for first, last in covered)


@pytest.fixture
def stores(tmp_path: Path) -> tuple[FolderStore, FolderStore]:
    return FolderStore.create(tmp_path / "one"), FolderStore.create(tmp_path / "other")


def spoil(folder: Path, offset: int) -> None:
    page = folder / "packages" / OFFICE / PACKAGE / PAGE
    page.chmod(0o644)
    with page.open("r+b") as stream:
        stream.seek(offset)
        (byte,) = stream.read(1)
        stream.seek(offset)
        stream.write(bytes([byte ^ 0xFF]))
    page.chmod(0o444)


def test_an_altered_file_names_its_block(stores: tuple[FolderStore, FolderStore], tmp_path: Path) -> None:
    one, other = stores
    receipt, _ = (deposit(made_plan(), from_memory(), store) for store in stores)
    spoil(tmp_path / "one", 3 * BLOCK + 17)
    audit = verify_package(PACKAGE, receipt.tagmanifest, one.files(PACKAGE))
    (difference,) = located(audit, one.files(PACKAGE), other.files(PACKAGE)).differences

    assert isinstance(difference.outcome, Altered)
    assert difference.outcome.blocks == ((3 * BLOCK, 4 * BLOCK - 1),)


def test_a_replica_that_is_altered_itself_says_nothing(stores: tuple[FolderStore, FolderStore], tmp_path: Path) -> None:
    one, other = stores
    receipt, _ = (deposit(made_plan(), from_memory(), store) for store in stores)
    spoil(tmp_path / "one", 0)
    spoil(tmp_path / "other", 9000)
    audit = verify_package(PACKAGE, receipt.tagmanifest, one.files(PACKAGE))

    assert located(audit, one.files(PACKAGE), other.files(PACKAGE)) == audit
