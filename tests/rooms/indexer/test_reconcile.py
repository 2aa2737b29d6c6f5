"""Documents deleted, altered and added behind our back are listed, each of them and no other, and mended from the packages."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import tantivy

from indexer.building.reconcile import Compared, DifferenceKind, compare, mend
from indexer.documents.document import Document
from indexer.documents.expected_documents import Chains, chains
from indexer.documents.package_content import documents
from indexer.documents.searchable_fields import Value
from indexer.engine.elastic import ElasticEngine, Server
from indexer.engine.elastic.mapping import prepared as source
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.embedded.schema import prepared, schema
from indexer.engine.port import Engine, EngineUnavailable
from tests.support.documents import on_cards
from tests.support.elasticsearch import bulk
from tests.support.made_archive import MadeArchive, indexed

NUMBER = int(os.environ.get("KHIZANA_RECONCILE", "50"))
"""Documents of each kind; 500 is the long form."""


class Rooms:
    """An archive that is indexed, and a way to meddle with the index that is not ours."""

    def __init__(self, engine: Engine, meddle: Callable[[Sequence[str], Sequence[Document]], None]) -> None:
        self.archive = MadeArchive(registers=NUMBER // 2, acts=12)
        self.archive.corrected(self.archive.registers[:5])
        self.engine = engine
        self.meddle = meddle
        self.built = indexed(self.archive, engine, lambda *_: None)
        self.documents = [Document.read(one) for name in sorted(engine.registers()) for one in engine.bodies(name)]
        self.documents.sort(key=lambda one: one.id)

    @property
    def chains(self) -> Chains:
        return chains(self.archive.since(0))

    def compare(self) -> Compared:
        return compare(self.chains, self.archive, self.engine, lambda *_: None)

    def mend(self, compared: Compared) -> int:
        return mend(compared.differences, self.chains, self.archive, self.engine, lambda *_: None)

    def named(self, compared: Compared, kind: DifferenceKind) -> list[str]:
        return sorted(one.document for one in compared.differences if one.kind is kind)


def embedded(folder: Path) -> Rooms:
    def meddle(gone: Sequence[str], added: Sequence[Document]) -> None:
        """With the library alone: our engine knows nothing of it."""
        index = tantivy.Index(schema(), str(folder / (folder / "current").read_text().strip()))
        writer = index.writer(20_000_000, 1)
        for name in gone:
            writer.delete_documents_by_term("id", name)
        for card in on_cards(*added).cards:
            writer.add_json(prepared(card))
        writer.commit()
        writer.wait_merging_threads()

    return Rooms(EmbeddedEngine(folder), meddle)


def elastic(url: str, base: str) -> Rooms:
    def meddle(gone: Sequence[str], added: Sequence[Document]) -> None:
        """By plain requests, as anybody with the server's password could."""
        lines: list[object] = [{"delete": {"_id": name}} for name in gone]
        for document, card in zip(added, on_cards(*added).cards, strict=True):
            # The server cannot hold one identifier twice; under another one of its own it can.
            twice = {} if document.id in gone or "foreign" in document.id else {"_id": f"{document.id}-twice"}
            lines += [{"index": {"_id": document.id, **twice}}, json.loads(source(card, 1))]
        bulk(url, base, lines)

    return Rooms(ElasticEngine(Server(url), base), meddle)


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.xdist_group("elasticsearch"))])
def rooms(request: pytest.FixtureRequest, tmp_path: Path) -> Rooms:
    if request.param == "embedded":
        return embedded(tmp_path / "index")
    return elastic(request.getfixturevalue("elasticsearch_url"), request.getfixturevalue("elastic_prefix"))


def altered(document: Document) -> Document:
    """The same act, which somebody else is said to be about."""
    return replace(document, values=(Value("self", "latin", "Somebody Else"), *document.values[1:]))


def foreign(document: Document, number: int) -> Document:
    """An act that no package has: in a register that is held, or in one that is not."""
    register = document.register if number % 2 else "ma_01.511.01.03-1_dahir1950_birth_2020_p1_office"
    return replace(document, id=f"{document.id}-foreign{number}", register=register)


def test_an_index_that_nobody_touched_is_equal(rooms: Rooms) -> None:
    compared = rooms.compare()

    assert compared.differences == ()
    assert compared.expected == compared.found == rooms.built.sum


def test_deleted_altered_and_foreign_documents_are_listed_and_mended(rooms: Rooms) -> None:
    picked = rooms.documents[:: len(rooms.documents) // (2 * NUMBER)][: 2 * NUMBER]
    deleted, changed = picked[::2], picked[1::2]
    added = [foreign(document, number) for number, document in enumerate(rooms.documents[:NUMBER])]
    rooms.meddle([one.id for one in picked], [*(altered(one) for one in changed), *added])
    found = rooms.compare()
    mended = rooms.mend(found)
    after = rooms.compare()

    assert rooms.named(found, DifferenceKind.MISSING) == sorted(one.id for one in deleted)
    assert rooms.named(found, DifferenceKind.ALTERED) == sorted(one.id for one in changed)
    assert rooms.named(found, DifferenceKind.FOREIGN) == sorted(one.id for one in added)
    assert len(found.differences) == mended == 3 * NUMBER
    assert found.found != found.expected
    assert after.differences == ()
    assert after.found == after.expected == rooms.built.sum


def test_a_document_that_was_moved_to_another_register_is_put_back(rooms: Rooms) -> None:
    moved = replace(rooms.documents[0], register=rooms.documents[-1].register)
    rooms.meddle([moved.id], [moved])
    found = rooms.compare()
    rooms.mend(found)

    assert {one.kind for one in found.differences} == {DifferenceKind.MISSING, DifferenceKind.FOREIGN}
    assert rooms.compare().differences == ()


def test_a_document_that_is_there_twice_is_listed_and_then_there_once(rooms: Rooms) -> None:
    rooms.meddle([], [rooms.documents[3]])
    found = rooms.compare()
    rooms.mend(found)

    assert [one.document.removesuffix("-twice") for one in found.differences] == [rooms.documents[3].id]
    assert rooms.engine.count() == len(rooms.documents)
    assert rooms.compare().differences == ()


@pytest.mark.parametrize("body", [b"{}", b"[1]", b"no", b'{"id": 1, "days": 7}'])
def test_what_is_no_document_is_named_with_the_remedy(tmp_path: Path, body: bytes) -> None:
    rooms = embedded(tmp_path / "index")
    register = str(rooms.archive.registers[0])
    index = tantivy.Index(schema(), str(tmp_path / "index" / (tmp_path / "index" / "current").read_text().strip()))
    writer = index.writer(20_000_000, 1)
    writer.add_document(tantivy.Document(id="x", register=register, body=body))
    writer.commit()
    writer.wait_merging_threads()

    with pytest.raises(EngineUnavailable, match="khizana reindex"):
        rooms.compare()


def test_a_body_of_which_one_byte_is_another_is_altered_though_it_reads_as_the_same_document(tmp_path: Path) -> None:
    rooms = embedded(tmp_path / "index")
    one = rooms.documents[0]
    (card,) = on_cards(one).cards
    index = tantivy.Index(schema(), str(tmp_path / "index" / (tmp_path / "index" / "current").read_text().strip()))
    writer = index.writer(20_000_000, 1)
    writer.delete_documents_by_term("id", one.id)
    writer.add_json(prepared(card._replace(body=card.body.replace(b",", b", ", 1))))
    writer.commit()
    writer.wait_merging_threads()
    found = rooms.compare()
    rooms.mend(found)

    assert rooms.named(found, DifferenceKind.ALTERED) == [one.id]
    assert rooms.compare().differences == ()


def test_an_older_version_in_the_index_is_an_altered_one(rooms: Rooms) -> None:
    head = next(one for one in rooms.documents if one.package.endswith("v2"))
    older = next(made for made in rooms_of_first_version(rooms, head) if made.id == head.id)
    rooms.meddle([head.id], [older])
    found = rooms.compare()

    assert rooms.named(found, DifferenceKind.ALTERED) == [head.id]


def rooms_of_first_version(rooms: Rooms, head: Document) -> Sequence[Document]:
    return tuple(documents(head.package.replace("-v2", "-v1"), rooms.archive))


def test_a_register_whose_package_is_lost_is_unreadable_and_left_alone(rooms: Rooms) -> None:
    lost = rooms.archive.registers[7]
    rooms.archive.of.pop(lost.package())
    found = rooms.compare()
    rooms.mend(found)

    assert [(one.kind, one.register) for one in found.differences] == [(DifferenceKind.UNREADABLE, str(lost))]
    assert "audit it" in found.differences[0].reason
    assert rooms.engine.count() == len(rooms.documents)
