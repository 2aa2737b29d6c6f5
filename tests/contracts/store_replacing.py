"""What every store promises of what is put in the place of something damaged or missing."""

from __future__ import annotations

import pytest

from archive.model.digest import Digest
from archive.store.port import Store
from tests.contracts.store_asked import CASE, PACKAGE, keep, quarantined, read


class ReplacingPromises:
    """What stood there is kept in quarantine."""

    def test_puts_a_new_package_where_a_damaged_one_stands_and_keeps_that(self, store: Store) -> None:
        keep(store, bagit_txt=b"damaged", data__one=b"one")
        with store.replace(PACKAGE, CASE) as staging:
            staging.write("bagit.txt", [b"BagIt"])
            staging.seal()

        assert [stored.path for stored in store.listing(PACKAGE)] == ["bagit.txt"]
        assert read(store, "bagit.txt") == b"BagIt"
        assert list(store.packages()) == [PACKAGE]
        assert quarantined(store, PACKAGE) == {
            "case/damaged-1/bagit.txt": b"damaged",
            "case/damaged-1/data/one": b"one",
            "case/record-1.json": b"{}",
        }

    def test_restores_a_package_that_is_missing(self, store: Store) -> None:
        with store.replace(PACKAGE, CASE) as staging:
            staging.write("bagit.txt", [b"BagIt"])
            staging.seal()

        assert read(store, "bagit.txt") == b"BagIt"
        assert quarantined(store, PACKAGE) == {"case/record-1.json": b"{}"}

    def test_leaves_the_damaged_package_when_the_new_one_fails(self, store: Store) -> None:
        keep(store, bagit_txt=b"damaged")
        with pytest.raises(ZeroDivisionError), store.replace(PACKAGE, CASE) as staging:
            staging.write("bagit.txt", (bytes(1 // divisor) for divisor in (1, 0)))

        assert read(store, "bagit.txt") == b"damaged"

    def test_keeps_what_was_damaged_twice_in_one_case(self, store: Store) -> None:
        keep(store, bagit_txt=b"first")
        for content in (b"second", b"third"):
            with store.replace(PACKAGE, CASE) as staging:
                staging.write("bagit.txt", [content])
                staging.seal()

        found = quarantined(store, PACKAGE)
        assert {found["case/damaged-1/bagit.txt"], found["case/damaged-2/bagit.txt"]} == {b"first", b"second"}

    def test_puts_a_document_back_that_is_missing(self, store: Store) -> None:
        digest = store.replace_document(b"a verdict", CASE)

        assert digest == Digest.of(b"a verdict")
        assert store.document(digest) == b"a verdict"
        assert list(store.documents()) == [digest]
        assert quarantined(store, digest.hex) == {"case/record-1.json": b"{}"}

    def test_a_document_that_is_replaced_is_kept(self, store: Store) -> None:
        digest = store.put_document(b"a verdict")
        store.replace_document(b"a verdict", CASE)

        assert store.document(digest) == b"a verdict"
        assert quarantined(store, digest.hex) == {"case/record-1.json": b"{}", "case/damaged-1": b"a verdict"}
