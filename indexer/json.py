"""JSON as the index keeps it: one way to write a value, so that equal values are equal bytes. Alone imports orjson here."""

from __future__ import annotations

import json
from typing import cast

import orjson

from archive.model.json import Json


def written(value: Json) -> bytes:
    """Without spaces, names in the order of their letters, UTF-8; half of a surrogate pair is kept as it is."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:
        text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")


def read(content: bytes) -> Json:
    """What was written; ValueError for what is no JSON."""
    try:
        return cast(Json, orjson.loads(content))
    except orjson.JSONDecodeError:
        return cast(Json, json.loads(content.decode("utf-8", "surrogatepass")))
