"""A register volume as schemas/register.schema.json describes it, and the identifiers minted from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.model.identifiers import RegisterId, Series
from archive.model.json import Json
from archive.model.records.keyed import integer_of

RegisterObject = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Statements:
    """What the paper itself says: pages certified at opening, numbers and acts stated at closing. None where it is silent."""

    pages_certified: int | None
    first_number: int | None
    last_number: int | None
    acts: int | None


def register_id(country: str, description: RegisterObject) -> RegisterId:
    """The identifier minted from a register's natural key. InvalidIdentifier when a part cannot stand in one."""
    series = Series(
        country,
        str(description["office"]),
        str(description["regime"]),
        str(description["event"]),
        cast(int, description["year"]),
    )
    return RegisterId(series, cast(int, description["part"]), str(description["copy"]))


def statements(description: RegisterObject) -> Statements:
    """Read the opening and closing statements."""
    opening = cast(RegisterObject, description.get("opening") or {})
    closing = cast(RegisterObject, description.get("closing") or {})
    return Statements(
        integer_of(opening.get("pages_certified")),
        integer_of(closing.get("first_number")),
        integer_of(closing.get("last_number")),
        integer_of(closing.get("acts")),
    )


def is_keyed(description: RegisterObject) -> bool:
    """Whether acts were keyed; a register may have pages alone."""
    return description.get("acts") == "keyed"


def reasons(description: RegisterObject, declared: str) -> dict[int, str]:
    """What the delivery declares lacking on the paper: number to reason code. `declared` is missing_acts or missing_pages."""
    listed = cast(Sequence[RegisterObject], description.get(declared) or ())
    return {cast(int, one["number"]): str(one["reason"]) for one in listed}
