"""A plan becomes a package: every byte compared on the way, the receipt pins them all, and other tools agree."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import bagit
import pytest

from archive.model.digest import Digest
from archive.package.plan import GeneratedDocument, PackagePlan
from archive.store.deposit import SourceChanged, deposit
from archive.store.folder_store.folder import FolderStore
from archive.store.port import AlreadyStored, NotStored, Store
from tests.rooms.store.made_package import BELOW, OFFICE, PACKAGE, SOURCES, from_memory, made_plan
from tests.support.memory_store import MemoryStore

FACTS = Digest.of(b"{}\n")


@pytest.fixture(params=["memory", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else FolderStore.create(tmp_path / "store")


def content(store: Store, path: str) -> bytes:
    with store.open(PACKAGE, path) as stream:
        return stream.read()


def test_keeps_delivered_files_bit_for_bit(store: Store) -> None:
    deposit(made_plan(), from_memory(), store)

    for path, delivered in SOURCES.items():
        assert content(store, f"{BELOW}/master/{path[6:]}") == delivered


def test_the_receipt_pins_the_tag_manifest_and_counts_the_payload(store: Store) -> None:
    receipt = deposit(made_plan(), from_memory(), store)
    payload = [stored for stored in store.listing(PACKAGE) if stored.path.startswith("data/")]

    assert receipt.package == PACKAGE
    assert receipt.tagmanifest == Digest.of(content(store, "tagmanifest-sha256.txt"))
    assert receipt.payload_files == len(payload) == 6
    assert receipt.payload_bytes == sum(stored.size for stored in payload)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    first = deposit(made_plan(), from_memory(), MemoryStore())
    second = deposit(made_plan(), from_memory(), FolderStore.create(tmp_path / "store"))

    assert first == second


def test_a_document_is_given_every_entry_written_before_it(store: Store) -> None:
    deposit(made_plan(), from_memory(), store)
    lines = content(store, f"{BELOW}/METS.xml").decode().splitlines()

    assert len(lines) == 5
    assert lines[4] == f"{BELOW}/facts.json {FACTS} 3"


@pytest.mark.parametrize("change", ["flipped", "shorter", "longer", "gone"])
def test_a_source_that_changed_stops_the_deposit_and_shows_nothing(store: Store, change: str) -> None:
    changed = dict(SOURCES)
    victim = "scans/دفتر.tif"
    whole = changed.pop(victim)
    if change != "gone":
        flipped = bytes([whole[0] ^ 0xFF]) + whole[1:]
        changed[victim] = {"flipped": flipped, "shorter": whole[:-1], "longer": whole + b"\0"}[change]

    def opened(path: str) -> io.BytesIO:
        if path not in changed:
            raise FileNotFoundError(path)
        return io.BytesIO(changed[path])

    with pytest.raises(SourceChanged, match="receive the delivery again") as raised:
        deposit(made_plan(), opened, store)
    assert raised.value.path == victim
    assert list(store.packages()) == []
    with pytest.raises(NotStored):
        store.open(PACKAGE, "bagit.txt")


def test_a_failed_deposit_can_be_made_again(store: Store) -> None:
    with pytest.raises(SourceChanged):
        deposit(made_plan(), from_memory(SOURCES | {"scans/a b.tif": b"other"}), store)
    deposit(made_plan(), from_memory(), store)

    assert list(store.packages()) == [PACKAGE]


def test_a_package_is_deposited_once(store: Store) -> None:
    deposit(made_plan(), from_memory(), store)

    with pytest.raises(AlreadyStored):
        deposit(made_plan(), from_memory(), store)


def test_a_document_that_fails_leaves_nothing(store: Store) -> None:
    def broken() -> PackagePlan:
        plan = made_plan()
        return replace(
            plan, documents=(*plan.documents, GeneratedDocument(f"{BELOW}/late.xml", lambda before: iter(before["no"])))
        )

    with pytest.raises(KeyError):
        deposit(broken(), from_memory(), store)
    assert list(store.packages()) == []


def test_bagit_python_and_sha256sum_accept_the_bag(tmp_path: Path) -> None:
    # bagit-python does not undo the %25 that RFC 8493 section 2.1.3 asks for
    sources = {path: delivered for path, delivered in SOURCES.items() if "%" not in path}
    store = FolderStore.create(tmp_path / "store")
    receipt = deposit(made_plan(sources), from_memory(sources), store)
    package = tmp_path / "store/packages" / OFFICE / PACKAGE
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifest-sha256.txt", "tagmanifest-sha256.txt"],
        cwd=package,
        capture_output=True,
        text=True,
        check=False,
    )
    bag = bagit.Bag(str(package))

    assert checked.returncode == 0, checked.stderr
    assert bag.validate()
    assert bag.info["Payload-Oxum"] == f"{receipt.payload_bytes}.{receipt.payload_files}"
