"""Writes measured facts as JSON and reads them back, whatever fields they come to have: the types of the fields lead."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any

from archive.delivery.facts.batch import FileFacts
from archive.model.json import Json

_PLAIN = (str, int, float, bool, type(None))


def written(facts: FileFacts) -> Json:
    """The facts as JSON, everything in them; TypeError for a kind of value that could not be read back."""
    return _write(facts)


def facts_in(value: Json) -> FileFacts:
    """Read what `written` gave; ValueError when it is anything else."""
    found = _read(FileFacts, value)
    assert isinstance(found, FileFacts)
    return found


def _write(value: Any) -> Json:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, _PLAIN):
        return value
    if is_dataclass(value):
        return {one.name: _write(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_write(one) for one in value]
    if isinstance(value, Mapping) and all(isinstance(name, str) for name in value):
        return {name: _write(one) for name, one in value.items()}
    raise TypeError(f"{type(value).__name__} is no kind of value that facts are written with")


def _read(kind: Any, value: Json) -> Any:
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return _read_one_of(inside, value)
    if origin is tuple and isinstance(value, list):
        inside = (inside[0],) * len(value) if len(inside) == 2 and inside[1] is Ellipsis else inside
        return tuple(_read(one, part) for one, part in zip(inside, value, strict=True))
    if origin is Mapping and isinstance(value, dict):
        return {name: _read(inside[1], part) for name, part in value.items()}
    if isinstance(kind, type) and is_dataclass(kind) and isinstance(value, dict):
        hints = _hints(kind)
        if set(hints) != set(value):
            raise ValueError(f"{kind.__name__} has other fields than {sorted(value)}")
        return kind(**{name: _read(hint, value[name]) for name, hint in hints.items()})
    if isinstance(kind, type) and issubclass(kind, Enum) and value in kind.__members__:
        return kind[str(value)]
    if kind in _PLAIN and (type(value) is kind or (kind is float and type(value) is int)):
        return value
    raise ValueError(f"{type(value).__name__} stands where {kind} is expected")


def _read_one_of(kinds: tuple[Any, ...], value: Json) -> Any:
    for kind in kinds:
        try:
            return _read(kind, value)
        except ValueError:
            continue
    raise ValueError(f"{type(value).__name__} is none of {kinds}")


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    """The types of a dataclass's fields; resolved once, because every file asks."""
    return typing.get_type_hints(kind)
