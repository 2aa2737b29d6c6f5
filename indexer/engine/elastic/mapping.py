"""The fields of the indices, every one named: keywords and numbers, nothing analysed, nothing dynamic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.documents.engine_documents import ANYWHERE, LENGTHS, Card
from indexer.documents.searchable_fields import FIELDS
from indexer.json import written

FORMAT = 4
"""Counts up when the mapping or the terms change; an index of another format is refused, not misread."""

_EXACT = (
    "package",
    "kind",
    "offices",
    "numbers",
    "mentions",
    "image",
    "delivery",
    "contractor",
    "lot",
    "volume",
    LENGTHS,
)
_COUNTED = ("register", "event", "office", "regime", "status")

_TERM: Mapping[str, Any] = {"type": "keyword", "doc_values": False}
_COLUMN: Mapping[str, Any] = {"type": "keyword"}

DOCUMENTS: Mapping[str, Any] = {
    "dynamic": "strict",
    "properties": {
        **dict.fromkeys(_EXACT, _TERM),
        **dict.fromkeys(_COUNTED, _COLUMN),
        **dict.fromkeys((ANYWHERE, *FIELDS), _TERM),
        "first": {"type": "integer"},
        "last": {"type": "integer"},
        "year": {"type": "integer", "index": False},
        "rank": {"type": "long", "index": False},
        "key": {"type": "long"},
        "commit": {"type": "long", "index": False, "doc_values": False},
        "body": {"type": "object", "enabled": False},
    },
}
WORDS: Mapping[str, Any] = {
    "dynamic": "strict",
    "properties": {
        "mark": {"type": "object", "enabled": False},
        "bytes": {"type": "binary"},
    },
}


def settings(shards: int) -> Mapping[str, Any]:
    """A copy of each shard wherever there is a second node; nothing is shown before it is asked for."""
    return {
        "number_of_shards": shards,
        "auto_expand_replicas": "0-1",
        "refresh_interval": "-1",
    }


def prepared(card: Card, commit: int) -> bytes:
    """The JSON that the index is given; `commit` is the one that will count its words."""
    own = written({"commit": commit, ANYWHERE: card.terms.split()})
    return b'%b,"body":%b,%b' % (own[:-1], card.body, card.found_by[1:])
