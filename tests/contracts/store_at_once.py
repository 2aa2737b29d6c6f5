"""What every store promises to several who write and read at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from archive.model.digest import Digest
from archive.store.port import AlreadyStored, NotStored, Store
from tests.contracts.store_asked import LATER, PACKAGE, at_once, keep, of_year, read


class AtOncePromises:
    """Nobody sees half of anything."""

    def test_gives_the_name_to_one_of_two_writers(self, store: Store) -> None:
        with store.stage(PACKAGE) as slow:
            slow.write("bagit.txt", [b"slow"])
            keep(store, bagit_txt=b"quick")

            with pytest.raises(AlreadyStored):
                slow.seal()
        assert read(store, "bagit.txt") == b"quick"
        assert list(store.packages()) == [PACKAGE]

    def test_gives_the_name_to_one_of_many_writers_at_once(self, store: Store) -> None:
        answers = at_once(6, lambda number: keep(store, bagit_txt=b"%d" % number))
        [winner] = [number for number, answer in enumerate(answers) if answer is None]

        assert read(store, "bagit.txt") == b"%d" % winner
        assert list(store.packages()) == [PACKAGE]

    def test_a_beginning_writer_leaves_the_others_their_work(self, store: Store) -> None:
        with store.group() as group:
            with group.add(PACKAGE) as staging:
                staging.write("bagit.txt", [b"slow"])
            keep(store, LATER)
            store.put_document(b"document")
            group.seal()

        assert list(store.packages()) == [PACKAGE, LATER]

    def test_shows_a_reader_whole_packages_only(self, store: Store) -> None:
        paths = [f"data/{number:02d}" for number in range(12)]
        done = Event()

        def reading() -> set[str]:
            found: set[str] = set()
            while not done.is_set():
                for package in store.packages():
                    assert [stored.path for stored in store.listing(package)] == paths
                    assert read(store, paths[-1], package) == package.encode()
                    found.add(package)
            return found

        with ThreadPoolExecutor(1) as other:
            seen = other.submit(reading)
            for year in range(1950, 1990):
                with store.stage(of_year(year)) as staging:
                    for path in paths:
                        staging.write(path, [of_year(year).encode()])
                    staging.seal()
            done.set()

        assert seen.result() <= set(store.packages())

    def test_gives_a_reader_of_a_discarded_package_its_bytes_or_none(self, store: Store) -> None:
        keep(store, data__one=b"first")
        with store.open(PACKAGE, "data/one") as stream:
            store.discard(PACKAGE)
            keep(store, data__one=b"second")
            try:
                given = stream.read()
            except (NotStored, OSError):
                given = b"first"

        assert given == b"first"

    def test_keeps_a_document_once_when_several_put_it_at_once(self, store: Store) -> None:
        content = b"verdict" * 1000

        assert set(at_once(6, lambda _: store.put_document(content))) == {Digest.of(content)}
        assert list(store.documents()) == [Digest.of(content)]
        assert store.document(Digest.of(content)) == content
