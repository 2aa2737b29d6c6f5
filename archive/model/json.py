"""JSON as a type, and the two ways we write it: canonical for evidence, one object a line for acts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import cast

from archive.errors import ArchiveError
from archive.model.message import tell

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


class InvalidJson(ArchiveError, ValueError):
    """The text is not JSON that two readers would read alike (RFC 8259, section 4; RFC 7493)."""


def _unique(pairs: Sequence[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for position, name in enumerate(names) if name in names[:position])
        raise InvalidJson(tell("the name {twice!r} stands twice in one object", twice=twice))
    return found


def _constant(name: str) -> Json:
    raise InvalidJson(tell("{name} is not a JSON number", name=name))


def _float(written: str) -> float:
    value = float(written)
    if value in (float("inf"), float("-inf")):
        raise InvalidJson(tell("{written} is larger than any number that can be kept", written=written))
    return value


class _NotPlain(ArchiveError, ValueError):
    """A number with a decimal point or an exponent, or what is no number."""


def _not_plain(written: str) -> Json:
    raise _NotPlain(written)


_PLAIN = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_not_plain, parse_float=_not_plain)


def read_line(content: bytes) -> tuple[Json, bool]:
    """As `read_json`, and whether the text is plain: no escape, no control character, no number with a decimal point."""
    if b"\\" not in content and b"\x7f" not in content:
        with suppress(ValueError, RecursionError):
            return cast(Json, _PLAIN.decode(content.decode("utf-8"))), True
    return read_json(content), False


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
        raise InvalidJson(tell("half of a surrogate pair stands alone, which is no character")) from None
    except UnicodeDecodeError as error:
        raise InvalidJson(tell("byte {start} is not UTF-8", start=error.start)) from None
    except RecursionError:
        raise InvalidJson(tell("the nesting is too deep")) from None
    except ValueError as error:
        raise InvalidJson(str(error)) from None


def write_line(value: Json) -> bytes:
    """One JSON value on one line, UTF-8, names in the order given, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")


def write_pretty(value: Json) -> bytes:
    """JSON for a reader with a text editor: two spaces, UTF-8, ended by a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
