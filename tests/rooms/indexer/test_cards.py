"""What engines are given of a document: fields to find it by, the number of each term, and a body compared byte by byte."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256

from archive.model.digest import Digest
from archive.model.records.transcription import Line
from archive.model.records.view import Box, Region
from indexer import json as kept_json
from indexer.documents.document import Document
from indexer.documents.engine_documents import cards
from indexer.documents.expected_documents import Sum, sum_of
from indexer.names.analysis.quick_terms import QuickTerms
from tests.support.documents import document, on_cards

LINE = Line("l3", "ولد محمد", Region("p1", "v0004", Digest.of(b"v"), (Box(1, 2, 30, 40),)))


def test_a_body_is_read_back_as_the_document() -> None:
    made = document("a", "محمد الوزاني", mentions=("death",), lines=(LINE,), fields={"place": "فاس"})

    assert Document.read(made.body) == made


def test_equal_documents_have_equal_bytes_and_others_have_not() -> None:
    first = document("a", "محمد", fields={"place": "Fès", "text": "x"})
    again = Document.read(json.dumps(first.to_json(), indent=1, sort_keys=True).encode())

    assert again.body == first.body
    assert replace(first, image=False).body != first.body


def test_half_a_character_is_kept_and_told_from_another() -> None:
    made = document("a", "x\ud800")

    assert Document.read(made.body) == made
    assert made.body != document("a", "x\ud801").body


def test_what_is_written_does_not_depend_on_the_order_of_names() -> None:
    assert kept_json.written({"b": 1, "a": {"d": 2, "c": "ف"}}) == '{"a":{"c":"ف","d":2},"b":1}'.encode()


def test_each_term_is_counted_once_a_document() -> None:
    made = on_cards(document("a", "محمد محمد", fields={"father": "محمد"}), document("b", "محمد زينب"))

    assert made.words == {"محمد": 2, "زينب": 1}
    assert [card.terms for card in made.cards] == ["محمد", "محمد زينب"]


def test_it_is_found_by_the_terms_of_each_part_and_of_all() -> None:
    (card,) = cards([document("a", "زينب", fields={"father": "Ali", "place": "Fès"})], QuickTerms()).cards
    found_by = json.loads(card.found_by)

    assert card.terms == "زينب ali fes"
    assert {name: found_by[name] for name in ("self", "father", "place")} == {
        "self": ["زينب"],
        "father": ["ali"],
        "place": ["fes"],
    }
    assert (card.id, card.package, found_by["register"], found_by["image"]) == ("a", "p1", "r1", "yes")


def test_the_sum_of_documents_is_that_of_the_digests_of_their_bodies() -> None:
    bodies = [document(name).body for name in "ab"]
    digests = [int.from_bytes(sha256(body).digest(), "big") for body in bodies]

    assert sum_of(bodies) == Sum(2, sum(digests) % (1 << 256))
