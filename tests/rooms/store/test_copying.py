"""Nothing is copied that the ledger's digest does not vouch for, and what cannot be copied is named with its reason."""

from __future__ import annotations

import hashlib

import pytest

from archive.model.digest import Digest
from archive.store.copying import Copied, NotIntact, copy_document, copy_package, intact_document
from archive.store.deposit import deposit
from archive.store.port import StoreUnreadable
from archive.store.replication import AT_ONCE, Replicated, replicate
from tests.rooms.store.made_package import BELOW, OFFICE, PACKAGE, from_memory, made_plan
from tests.support.memory_store import MemoryStore

REMEDY = "; audit that copy, and copy from an intact one"
PAGE = f"{BELOW}/master/a b.tif"
TAGS = "tagmanifest-sha256.txt"
MANIFEST = "manifest-sha256.txt"


class Deaf(MemoryStore):
    """A store that cannot read its documents."""

    def document(self, digest: Digest) -> bytes:
        raise StoreUnreadable("EIO")


def packaged(year: int) -> str:
    return f"{OFFICE}_dahir1950_birth_{year}_p1_office-v1"


def files_of(store: MemoryStore, package: str = PACKAGE) -> dict[str, bytes]:
    return {one.path: store.open(package, one.path).read() for one in store.listing(package)}


def with_files(files: dict[str, bytes]) -> MemoryStore:
    store = MemoryStore()
    store.keep(PACKAGE, files)
    return store


@pytest.fixture
def source() -> MemoryStore:
    store = MemoryStore()
    deposit(made_plan(), from_memory(), store)
    return store


@pytest.fixture
def tags(source: MemoryStore) -> Digest:
    return Digest.of(source.open(PACKAGE, TAGS).read())


def copied(source: MemoryStore, tags: Digest) -> tuple[MemoryStore, Copied]:
    target = MemoryStore()
    with target.stage(PACKAGE) as staging:
        count = copy_package(PACKAGE, tags, source.files(PACKAGE), staging)
        staging.seal()
    return target, count


def test_every_file_that_the_manifests_list_is_copied_and_counted(source: MemoryStore, tags: Digest) -> None:
    target, count = copied(source, tags)

    assert files_of(target) == files_of(source)
    assert count == Copied(len(files_of(source)), sum(map(len, files_of(source).values())))


def test_a_file_that_no_manifest_lists_is_not_copied(source: MemoryStore, tags: Digest) -> None:
    target, _ = copied(with_files({**files_of(source), "stray": b"?"}), tags)

    assert files_of(target) == files_of(source)


@pytest.mark.parametrize("path", [TAGS, MANIFEST, "bag-info.txt", PAGE])
def test_a_file_that_is_missing_or_altered_is_named(source: MemoryStore, tags: Digest, path: str) -> None:
    whole = files_of(source)
    without = {name: content for name, content in whole.items() if name != path}
    for files, why in ((without, "is missing"), ({**whole, path: whole[path] + b"\n"}, "is altered")):
        with pytest.raises(NotIntact) as raised:
            copied(with_files(files), tags)
        assert str(raised.value) == f"{PACKAGE}: {path} {why}{REMEDY}"
        assert (raised.value.subject, raised.value.path) == (PACKAGE, path)


def test_what_the_ledger_vouches_for_must_be_manifests(source: MemoryStore) -> None:
    whole = files_of(source)
    manifest = f"{hashlib.sha256(b'no manifest').hexdigest()}  {MANIFEST}\n".encode()
    for files, path, why in [
        ({**whole, TAGS: b"no manifest"}, TAGS, "is no manifest: "),
        ({**whole, TAGS: manifest, MANIFEST: b"no manifest"}, MANIFEST, "is no manifest: "),
        ({**whole, TAGS: manifest.replace(b"manifest-", b"another-")}, MANIFEST, "is not listed;"),
    ]:
        with pytest.raises(NotIntact) as raised:
            copied(with_files(files), Digest.of(files[TAGS]))
        assert str(raised.value).startswith(f"{PACKAGE}: {path} {why}")


def test_a_document_is_copied_when_it_is_what_its_name_says(source: MemoryStore) -> None:
    target = MemoryStore()
    digest = source.put_document(b"a document")

    assert copy_document(digest, source, target) == 10
    assert target.document(digest) == b"a document" == intact_document(digest, source)
    missing = Digest.of(b"never there")
    with pytest.raises(NotIntact) as raised:
        copy_document(missing, source, target)
    assert str(raised.value) == f"{missing} is not there{REMEDY}"
    source._documents[digest] = b"another"
    with pytest.raises(NotIntact) as raised:
        copy_document(digest, source, target)
    assert str(raised.value) == f"{digest} is altered{REMEDY}"


def test_a_replica_gets_what_it_lacks_and_progress_is_told() -> None:
    source, target = MemoryStore(), MemoryStore()
    years = range(1950, 1950 + 2 * AT_ONCE + 3)
    packages = {
        packaged(year): deposit(made_plan(package=packaged(year)), from_memory(), source).tagmanifest for year in years
    }
    documents = [source.put_document(b"document %d" % number) for number in range(3)]
    first = packaged(1950)
    replicate({first: packages[first]}, documents[:1], source, target, lambda done, total: None)
    told: list[tuple[int, int]] = []
    done = replicate(packages, [*documents, documents[0]], source, target, lambda *one: told.append(one))

    assert list(target.packages()) == sorted(packages)
    assert sorted(target.documents()) == sorted(documents)
    files = files_of(source, first)
    brought = len(years) - 1
    size = sum(len(content) for year in years[1:] for content in files_of(source, packaged(year)).values())
    assert done == Replicated(brought, 2, brought * len(files), size + 2 * len(b"document 0"), 2, {})
    total = len(years) + 3
    assert told == [(1, total), (2, total), (3, total), (4 + AT_ONCE, total), (4 + 2 * AT_ONCE, total), (total, total)]


def test_what_is_lacking_is_named_and_holds_up_nothing() -> None:
    source, target = MemoryStore(), MemoryStore()
    packages = {
        packaged(year): deposit(made_plan(package=packaged(year)), from_memory(), source).tagmanifest
        for year in (1950, 1951)
    }
    gone = Digest.of(b"gone")
    kept = source.put_document(b"kept")
    packages[packaged(1952)] = Digest.of(b"never")
    packages[packaged(1950)] = Digest.of(b"another tagmanifest")
    done = replicate(packages, [gone, kept], source, target, lambda done, total: None)

    assert list(target.packages()) == [packaged(1951)]
    assert list(target.documents()) == [kept]
    assert (done.packages, done.documents) == (1, 1)
    assert done.lacking == {
        str(gone): f"{gone} is not there{REMEDY}",
        packaged(1950): f"{packaged(1950)}: {TAGS} is altered{REMEDY}",
        packaged(1952): f"{packaged(1952)}: {TAGS} is missing{REMEDY}",
    }


def test_a_document_that_could_not_be_read_is_lacking_and_not_missing() -> None:
    digest = Digest.of(b"kept")
    done = replicate({}, [digest], Deaf(), MemoryStore(), lambda done, total: None)

    assert done == Replicated(lacking={str(digest): "EIO"})
