"""What a version says otherwise than the register before it, of that which completeness is proved by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.model.json import Json
from archive.model.records.changes import Change, changes
from archive.model.records.register import RegisterObject, reasons
from archive.model.records.version import version_of

STATEMENTS = ("opening", "closing", "nil")
GAPS = ("missing_pages", "missing_acts")
_CONDENSED = (*STATEMENTS, "acts", "parts")


@dataclass(frozen=True, slots=True)
class Restated:
    """One version that changed what the register states or lacks: why, on which basis (None where none was given), and what."""

    package: str
    reason: str
    basis: Mapping[str, Json] | None
    changes: tuple[Change, ...]

    def to_json(self) -> dict[str, Json]:
        basis: dict[str, Json] = {} if self.basis is None else {"basis": dict(self.basis)}
        told: list[Json] = [change.to_json() for change in self.changes]
        return {"package": self.package, "reason": self.reason, **basis, "changes": told}

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Restated:
        """Read what `to_json` wrote."""
        listed = cast("Sequence[Mapping[str, Json]]", written["changes"])
        told = tuple(Change(str(one["pointer"]), one["before"], one["after"]) for one in listed)
        basis = cast("Mapping[str, Json] | None", written.get("basis"))
        return cls(str(written["package"]), str(written["reason"]), basis, told)


def stated_otherwise(before: RegisterObject, after: RegisterObject) -> tuple[Change, ...]:
    """Every statement and declared gap that differs: a gap by the number of its page or act, whatever the order of the list."""
    return changes(_stated(before), _stated(after))


def described_otherwise(before: RegisterObject, after: RegisterObject) -> tuple[Change, ...]:
    """Every field of a description that differs, beside what each version has of its own."""
    apart = {*_CONDENSED, *GAPS, "version", "views"}
    rest = ({name: value for name, value in one.items() if name not in apart} for one in (before, after))
    return (*stated_otherwise(before, after), *changes(*rest))


def restated(package: str, before: RegisterObject, after: RegisterObject) -> Restated | None:
    """What the version in a package changed of that; None where nothing."""
    found = stated_otherwise(before, after)
    version = version_of(after)
    if not found or version is None:
        return None
    return Restated(package, str(version.reason), version.basis, found)


def _stated(description: RegisterObject) -> dict[str, Json]:
    said: dict[str, Json] = {name: description[name] for name in _CONDENSED if name in description}
    for name in GAPS:
        said[name] = {str(number): reason for number, reason in reasons(description, name).items()}
    return said
