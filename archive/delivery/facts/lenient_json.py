"""Reading JSON whose shape is not known yet: what is not as expected counts as not given, and the schema rule says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive.model.json import Json

Object = Mapping[str, Json]


def object_of(value: Json) -> Object:
    """The object itself; an empty one for anything else."""
    return value if isinstance(value, Mapping) else {}


def objects_of(value: Json) -> tuple[Object, ...]:
    """The objects in a list; what is not an object is left out."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(one for one in value if isinstance(one, Mapping))


def text_in(holder: Object, name: str) -> str:
    """The text under a name; empty when there is none."""
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def whole_in(holder: Object, name: str) -> int | None:
    """The whole number under a name; true and 4.0 are none."""
    value = holder.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def wholes_in(holder: Object, name: str) -> tuple[int, ...]:
    """The whole numbers in a list under a name."""
    value = holder.get(name)
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(one for one in value if isinstance(one, int) and not isinstance(one, bool))


def texts_in(holder: Object, name: str) -> tuple[str, ...]:
    """The texts in a list under a name."""
    value = holder.get(name)
    if isinstance(value, str) or not isinstance(value, Sequence):
        return ()
    return tuple(one for one in value if isinstance(one, str))
