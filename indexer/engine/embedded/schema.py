"""The fields of the embedded index. Terms are ours (`indexer.names`): tantivy splits them at spaces and nothing more.

What describes the index is a document of it, so that it is committed in the same move as what it describes.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping

import tantivy

from archive.model.json import Json
from indexer.documents.engine_documents import ANYWHERE, LENGTHS, Card
from indexer.documents.searchable_fields import FIELDS
from indexer.json import written

FORMAT = 5
"""Counts up when the schema, the terms or the way to write a body change; an index of another format is refused, not misread."""

MARK = "position"
"""The identifier of the document that describes the index; no act and no view has one without an underscore."""

_EXACT = (
    *("id", "package", "register", "kind", "offices", "numbers", "mentions", "image"),
    *("delivery", "contractor", "lot", "volume", LENGTHS),
)
_COUNTED = ("event", "office", "regime", "status")
"""Exact, and counted in facets."""


def schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for exact in _EXACT:
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    for counted in _COUNTED:
        builder.add_text_field(counted, tokenizer_name="raw", index_option="basic", fast=True)
    for part in (ANYWHERE, *FIELDS):
        builder.add_text_field(part, tokenizer_name="whitespace", index_option="basic")
    for number in ("first", "last", "rank", "year"):
        builder.add_integer_field(number, fast=True)
    builder.add_integer_field("key", indexed=True, fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


def prepared(card: Card) -> str:
    """The JSON that the index is given: half of what it costs to hand over a document field by field. Bytes go as base64."""
    body = b2a_base64(card.body, newline=False)
    own = written({"id": card.id, ANYWHERE: card.terms})
    return (b'%b,"body":"%b",%b' % (own[:-1], body, card.found_by[1:])).decode()


def marked(mark: Mapping[str, Json]) -> tantivy.Document:
    """The document that describes the index."""
    return tantivy.Document(id=MARK, body=written(mark))
