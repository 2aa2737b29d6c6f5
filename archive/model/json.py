"""JSON as a type, and the two ways we write it: canonical for evidence, one object a line for acts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


class InvalidJson(ValueError):
    """The text is not JSON that two readers would read alike (RFC 8259, section 4; RFC 7493)."""


def _unique(pairs: Iterable[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            raise InvalidJson(f"the name {name!r} stands twice in one object")
        found[name] = value
    return found


def _constant(name: str) -> Json:
    raise InvalidJson(f"{name} is not a JSON number")


def _float(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise InvalidJson(f"{written} is larger than any number that can be kept")
    return value


def read_json(content: bytes) -> Json:
    """Parse UTF-8 JSON strictly; InvalidJson for a byte order mark, repeated name, NaN, lone surrogate or endless nesting."""
    try:
        text = content.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant, parse_float=_float)
        if "\\ud" in text or "\\uD" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return cast(Json, value)
    except InvalidJson:
        raise
    except UnicodeEncodeError:
        raise InvalidJson("half of a surrogate pair stands alone, which is no character") from None
    except UnicodeDecodeError as error:
        raise InvalidJson(f"byte {error.start} is not UTF-8") from None
    except RecursionError:
        raise InvalidJson("the nesting is too deep") from None
    except ValueError as error:
        raise InvalidJson(str(error)) from None


def write_line(value: Json) -> bytes:
    """One JSON value on one line, UTF-8, names in the order given, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def write_pretty(value: Json) -> bytes:
    """JSON for a reader with a text editor: two spaces, UTF-8, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
