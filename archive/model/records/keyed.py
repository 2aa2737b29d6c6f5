"""A keyed value is one object: what was read, or why there is nothing to read. Absent on paper is not illegible."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from archive.model.json import Json

_OBJECT = (dict, Mapping)
"""Asked in this order, for an abstract class is slow to ask and nearly every object is a dict."""


class Absence(StrEnum):
    """Why a field has no value."""

    ON_PAPER = "on_paper"
    ILLEGIBLE = "illegible"
    NOT_KEYED = "not_keyed"
    NOT_APPLICABLE = "not_applicable"


def value_of(keyed: Json) -> Json:
    """The value inside `{"value": …}`; None when it is absent, or was never given."""
    return keyed.get("value") if isinstance(keyed, _OBJECT) else None


def absence_of(keyed: Json) -> Absence | None:
    """Why `{"absent": …}` has no value; NOT_KEYED when the field was never given; None when there is a value."""
    if not isinstance(keyed, Mapping):
        return Absence.NOT_KEYED
    if "value" in keyed:
        return None
    return Absence(str(keyed.get("absent", Absence.NOT_KEYED)))


def integer_of(keyed: Json) -> int | None:
    """The value when it is a whole number."""
    value = value_of(keyed)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def text_of(keyed: Json) -> str | None:
    """The value when it is text."""
    if keyed is None:
        return None
    value = keyed.get("value") if isinstance(keyed, _OBJECT) else None
    return value if isinstance(value, str) else None
