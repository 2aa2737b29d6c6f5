"""The fields of an answer as parameters of a text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def fields(value: DataclassInstance) -> dict[str, Any]:
    """Each field by its name, as it is."""
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
