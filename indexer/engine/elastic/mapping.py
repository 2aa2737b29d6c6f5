"""The fields of the indices, every one named: keywords and numbers, nothing analysed, nothing dynamic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indexer.document import Document
from indexer.values import FIELDS

FORMAT = 2
"""Counts up when the mapping or the terms change; an index of another format is refused, not misread."""
ANYWHERE = "any"
"""The field of all terms, whatever part they play; each part has a field of its own name beside it."""

_EXACT = ("package", "kind", "offices", "numbers", "mentions", "image", "delivery", "contractor")
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


def prepared(
    document: Document, fields: Mapping[str, tuple[str, ...]], terms: tuple[str, ...], commit: int
) -> dict[str, Any]:
    """What the index is given of a document whose terms are already made; `commit` is the one that will count its words."""
    return {
        "package": document.package,
        "register": document.register,
        "kind": document.kind,
        "offices": document.offices,
        "numbers": document.numbers,
        "mentions": document.mentions,
        "image": "yes" if document.image else "no",
        "delivery": document.delivery,
        "contractor": document.contractor,
        "event": document.event,
        "office": document.office,
        "regime": document.regime,
        "status": document.status,
        ANYWHERE: terms,
        **fields,
        "first": document.days.first.toordinal(),
        "last": document.days.last.toordinal(),
        "year": document.days.first.year,
        "rank": document.rank,
        "key": document.key,
        "commit": commit,
        "body": document.to_json(),
    }
