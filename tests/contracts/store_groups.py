"""What every store promises of packages that are sealed together."""

from __future__ import annotations

import pytest

from archive.store.port import AlreadyStored, Store
from tests.contracts.store_asked import LATER, PACKAGE, at_once, keep, of_year, read


class GroupPromises:
    """All are shown at once, or none."""

    def test_shows_a_group_when_it_is_sealed_and_not_before(self, store: Store) -> None:
        with store.group() as group:
            for year in (1987, 1988):
                with group.add(of_year(year)) as staging:
                    staging.write("data/one.tif", [b"%d" % year])

            assert list(store.packages()) == []
            group.seal()
        assert list(store.packages()) == [of_year(1987), of_year(1988)]
        assert read(store, "data/one.tif", of_year(1988)) == b"1988"

    def test_discards_a_group_that_was_not_sealed(self, store: Store) -> None:
        with store.group() as group, group.add(PACKAGE) as staging:
            staging.write("bagit.txt", [b"half"])
        keep(store, bagit_txt=b"whole")

        assert read(store, "bagit.txt") == b"whole"

    def test_discards_of_a_group_only_what_failed(self, store: Store) -> None:
        with store.group() as group:
            with group.add(PACKAGE) as staging:
                staging.write("bagit.txt", [b"BagIt"])
            with pytest.raises(ZeroDivisionError), group.add(LATER) as staging:
                staging.write("half", (bytes(1 // divisor) for divisor in (1, 0)))
            group.seal()

        assert list(store.packages()) == [PACKAGE]

    def test_takes_no_more_files_for_a_finished_package_of_a_group(self, store: Store) -> None:
        with store.group() as group:
            with group.add(PACKAGE) as staging:
                staging.write("bagit.txt", [b"BagIt"])

            with pytest.raises(AlreadyStored):
                staging.write("late", [b"late"])
            group.seal()
        assert [stored.path for stored in store.listing(PACKAGE)] == ["bagit.txt"]

    def test_never_writes_a_sealed_package_again_in_a_group(self, store: Store) -> None:
        keep(store, bagit_txt=b"first")
        with store.group() as group:
            with group.add(PACKAGE) as staging:
                staging.write("bagit.txt", [b"second"])

            with pytest.raises(AlreadyStored, match=PACKAGE):
                group.seal()
        assert read(store, "bagit.txt") == b"first"

    def test_lets_several_threads_write_a_group(self, store: Store) -> None:
        with store.group() as group:

            def one(year: int) -> None:
                with group.add(of_year(1950 + year)) as staging:
                    for number in range(20):
                        staging.write(f"data/{number}", [b"%d" % (year * number)] * 3)

            at_once(8, one)
            group.seal()

        assert list(store.packages()) == [of_year(1950 + year) for year in range(8)]
        assert read(store, "data/19", of_year(1957)) == b"133" * 3
