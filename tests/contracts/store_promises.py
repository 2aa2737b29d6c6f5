"""What every store promises; test_store.py runs it for each adapter."""

from __future__ import annotations

import pickle

import pytest

from archive.model.digest import Digest
from archive.store.port import AlreadyStored, NodeKind, NotStored, Store, Stored
from tests.contracts.store_asked import LATER, OFFICE, OTHER, PACKAGE, keep, read
from tests.contracts.store_at_once import AtOncePromises
from tests.contracts.store_groups import GroupPromises
from tests.contracts.store_replacing import ReplacingPromises


class StorePromises(ReplacingPromises, GroupPromises, AtOncePromises):
    """The suite; a subclass gives the fixture `store`, an empty one. Here: packages and documents, by one who is alone."""

    def test_begins_empty(self, store: Store) -> None:
        assert list(store.packages()) == []
        assert list(store.documents()) == []

    def test_gives_back_what_it_was_given(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("data/one.tif", [b"first ", memoryview(b"second"), b""])
            staging.write("data/empty", [])
            staging.seal()

        assert read(store, "data/one.tif") == b"first second"
        assert read(store, "data/empty") == b""

    def test_is_opened_by_its_location_which_can_be_handed_on(self, store: Store) -> None:
        keep(store, a=b"bytes")
        opened = pickle.loads(pickle.dumps(store.location)).open()

        assert [(name, [one.path for one in opened.listing(name)]) for name in opened.packages()] == [(PACKAGE, ["a"])]

    def test_shows_nothing_before_the_seal(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("bagit.txt", [b"BagIt"])

            assert list(store.packages()) == []
            with pytest.raises(NotStored):
                store.open(PACKAGE, "bagit.txt")
            with pytest.raises(NotStored):
                list(store.listing(PACKAGE))

    def test_discards_what_was_not_sealed(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("half", [b"half"])
        keep(store, bagit_txt=b"whole")

        assert [stored.path for stored in store.listing(PACKAGE)] == ["bagit.txt"]

    def test_discards_what_failed_while_it_was_written(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.stage(PACKAGE) as staging:
            staging.write("half", (bytes(1 // divisor) for divisor in (1, 0)))

        assert list(store.packages()) == []

    def test_never_writes_a_sealed_package_again(self, store: Store) -> None:
        keep(store, bagit_txt=b"first")

        with pytest.raises(AlreadyStored, match=PACKAGE):
            keep(store, bagit_txt=b"second")
        assert read(store, "bagit.txt") == b"first"

    def test_writes_no_path_twice(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("bagit.txt", [b"first"])

            with pytest.raises(FileExistsError):
                staging.write("bagit.txt", [b"second"])

    @pytest.mark.parametrize("path", ["../escaped", "data/../../escaped", "/escaped", "data//twice", "./here"])
    def test_writes_nothing_outside_the_package(self, store: Store, path: str) -> None:
        with store.stage(PACKAGE) as staging, pytest.raises(ValueError, match="not a path inside a package"):
            staging.write(path, [b"out"])

    def test_lists_packages_in_order(self, store: Store) -> None:
        for package in (LATER, OTHER, PACKAGE):
            keep(store, package)

        assert list(store.packages()) == sorted([LATER, OTHER, PACKAGE])

    def test_lists_files_in_order_of_path_with_their_size(self, store: Store) -> None:
        keep(store, a__b__c=b"1", a_b=b"22", **{"a-b": b"333"}, z=b"", a__b_c=b"4444")

        assert list(store.listing(PACKAGE)) == [
            Stored("a-b", 3, NodeKind.FILE),
            Stored("a.b", 2, NodeKind.FILE),
            Stored("a/b.c", 4, NodeKind.FILE),
            Stored("a/b/c", 1, NodeKind.FILE),
            Stored("z", 0, NodeKind.FILE),
        ]

    def test_says_that_a_file_is_not_stored(self, store: Store) -> None:
        keep(store, data__one=b"1")

        for path in ("data/two", "data", "other/one"):
            with pytest.raises(NotStored):
                store.open(PACKAGE, path)

    def test_says_that_a_package_is_not_stored(self, store: Store) -> None:
        for package in (PACKAGE, "nonsense", "../..", f"{OFFICE}_/../.."):
            with pytest.raises(NotStored):
                store.open(package, "bagit.txt")
            with pytest.raises(NotStored):
                list(store.listing(package))
            with pytest.raises(NotStored):
                store.discard(package)

    def test_knows_a_package_by_one_name(self, store: Store) -> None:
        keep(store)
        keep(store, LATER)

        for name in (f"{PACKAGE}/../{LATER}", f"{PACKAGE}/", f"{PACKAGE}\0"):
            with pytest.raises(NotStored):
                list(store.listing(name))
            with pytest.raises(NotStored):
                store.open(name, "bagit.txt")
            with pytest.raises(NotStored):
                store.discard(name)

    def test_opens_files_for_reading_only(self, store: Store) -> None:
        keep(store)

        with store.open(PACKAGE, "bagit.txt") as stream:
            buffer = bytearray(3)

            assert stream.readinto(buffer) == 3  # type: ignore[attr-defined]
            assert bytes(buffer) == b"Bag"
            assert stream.seek(0, 2) == 5

    def test_discards_a_sealed_package(self, store: Store) -> None:
        keep(store, data__one=b"1")
        keep(store, LATER)
        store.discard(PACKAGE)

        assert list(store.packages()) == [LATER]
        keep(store, bagit_txt=b"anew")
        assert read(store, "bagit.txt") == b"anew"

    def test_keeps_a_document_under_its_digest_once(self, store: Store) -> None:
        content = b'{"verdict": "accepted"}\n'
        digests = {store.put_document(content), store.put_document(content)}

        assert digests == {Digest.of(content)}
        assert list(store.documents()) == [Digest.of(content)]
        assert store.document(Digest.of(content)) == content

    def test_lists_documents_in_order(self, store: Store) -> None:
        digests = {store.put_document(bytes([number])) for number in range(12)}

        assert list(store.documents()) == sorted(digests)

    def test_says_that_a_document_is_not_stored(self, store: Store) -> None:
        with pytest.raises(NotStored):
            store.document(Digest.of(b"never put"))

    def test_keeps_an_empty_document(self, store: Store) -> None:
        assert store.document(store.put_document(b"")) == b""

    def test_seals_once_and_takes_no_more_files_then(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("bagit.txt", [b"BagIt"])
            staging.seal()

            with pytest.raises(AlreadyStored):
                staging.seal()
            with pytest.raises(AlreadyStored):
                staging.write("late", [b"late"])
        assert [stored.path for stored in store.listing(PACKAGE)] == ["bagit.txt"]
