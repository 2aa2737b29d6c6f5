"""What every store promises; test_store.py runs it for each adapter."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from archive.model.digest import Digest
from archive.store.port import AlreadyStored, Case, Kind, NotStored, Store, Stored

OFFICE = "ma_01.511.01.03-1"
PACKAGE = f"{OFFICE}_dahir1950_birth_1987_p1_office-v1"
LATER = f"{OFFICE}_dahir1950_birth_1988_p1_office-v1"
CASE = Case("case", b"{}")
OTHER = "ma_01.511.01.03_dahir1950_birth_1987_p1_office-v1"


def keep(store: Store, package: str = PACKAGE, **files: bytes) -> None:
    """Seal a package of these files; in a name, two underscores stand for a slash and one for a full stop."""
    with store.stage(package) as staging:
        for name, content in (files or {"bagit_txt": b"BagIt"}).items():
            staging.write(name.replace("__", "/").replace("_", "."), [content])
        staging.seal()


def read(store: Store, path: str, package: str = PACKAGE) -> bytes:
    with store.open(package, path) as stream:
        return stream.read()


def quarantined(store: Store, name: str) -> dict[str, bytes]:
    """Everything in quarantine under a name; the numbers of what was damaged are counted anew, in their order."""
    found = {}
    with store.quarantined(name) as files:
        for stored in files.listing():
            with files.open(stored.path) as stream:
                found[stored.path] = stream.read()
    numbers = sorted({path.split("/")[1] for path in found if "/damaged-" in path})
    return {
        "/".join(f"damaged-{numbers.index(part) + 1}" if part in numbers else part for part in path.split("/")): content
        for path, content in found.items()
    }


def of_year(year: int) -> str:
    return f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1"


def at_once(count: int, do: Callable[[int], object]) -> list[object]:
    """What each of several threads answers, or the refusal that it met."""

    def answer(number: int) -> object:
        try:
            return do(number)
        except AlreadyStored as refused:
            return refused

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(answer, range(count)))


class StorePromises:
    """The suite; a subclass gives the fixture `store`, an empty one."""

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

    def test_gives_the_name_to_one_of_two_writers(self, store: Store) -> None:
        with store.stage(PACKAGE) as slow:
            slow.write("bagit.txt", [b"slow"])
            keep(store, bagit_txt=b"quick")

            with pytest.raises(AlreadyStored):
                slow.seal()
        assert read(store, "bagit.txt") == b"quick"
        assert list(store.packages()) == [PACKAGE]

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
            Stored("a-b", 3, Kind.FILE),
            Stored("a.b", 2, Kind.FILE),
            Stored("a/b.c", 4, Kind.FILE),
            Stored("a/b/c", 1, Kind.FILE),
            Stored("z", 0, Kind.FILE),
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

    def test_gives_the_name_to_one_of_many_writers_at_once(self, store: Store) -> None:
        answers = at_once(6, lambda number: keep(store, bagit_txt=b"%d" % number))
        [winner] = [number for number, answer in enumerate(answers) if answer is None]

        assert read(store, "bagit.txt") == b"%d" % winner
        assert list(store.packages()) == [PACKAGE]

    def test_seals_once_and_takes_no_more_files_then(self, store: Store) -> None:
        with store.stage(PACKAGE) as staging:
            staging.write("bagit.txt", [b"BagIt"])
            staging.seal()

            with pytest.raises(AlreadyStored):
                staging.seal()
            with pytest.raises(AlreadyStored):
                staging.write("late", [b"late"])
        assert [stored.path for stored in store.listing(PACKAGE)] == ["bagit.txt"]

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
