"""Identifiers: minted from the natural key when a thing is first recorded, then frozen for ever.

Grammar: lower-case ASCII `[a-z0-9.-]`, parts joined by `_`. Later corrections of office, year or number become aliases,
never a new identity.

    office    ma_01.511.01.03-1
    register  ma_01.511.01.03-1_dahir1950_birth_1987_p1_office
    act       ma_01.511.01.03-1_dahir1950_birth_1987_0042   (-bis; ~2 for a second paper act of that number)
    package   ma_01.511.01.03-1_dahir1950_birth_1987_p1_office-v1
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.errors import ArchiveError
from archive.model.message import tell

_PART = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")
_ACT_NUMBER = re.compile(r"(?P<number>[0-9]{4,})(?:-(?P<suffix>[a-z]+))?(?:~(?P<ordinal>[2-9]|[1-9][0-9]+))?")
_PACKAGE = re.compile(r"(?P<register>.+)-v(?P<version>[1-9][0-9]*)")


class InvalidIdentifier(ArchiveError, ValueError):
    """The text does not follow the grammar of identifiers."""


def _parts(written: str, count: int, kind: str) -> list[str]:
    parts = written.split("_")
    if len(parts) != count or not all(_PART.fullmatch(part) or "~" in part for part in parts):
        raise InvalidIdentifier(tell("{written!r} is not the identifier of {kind}", written=written, kind=kind))
    return parts


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """The run of act numbers of one office, regime, kind of event and year; parts of a register share it."""

    country: str
    office: str
    regime: str
    event: str
    year: int

    def __post_init__(self) -> None:
        for part in (self.country, self.office, self.regime, self.event):
            if not _PART.fullmatch(part):
                raise InvalidIdentifier(
                    tell("{part!r} cannot stand in an identifier: use a-z, 0-9, full stop and hyphen", part=part)
                )

    def __str__(self) -> str:
        return f"{self.country}_{self.office}_{self.regime}_{self.event}_{self.year}"

    @property
    def office_id(self) -> str:
        return f"{self.country}_{self.office}"

    @classmethod
    def parse(cls, written: str) -> Series:
        country, office, regime, event, year = _parts(written, 5, "a series")
        if not re.fullmatch(r"[0-9]{4}", year):
            raise InvalidIdentifier(tell("{written!r} has no year of four digits", written=written))
        return cls(country, office, regime, event, int(year))


@dataclass(frozen=True, slots=True, order=True)
class RegisterId:
    """One register volume: a part of a series, in one of its paper copies (office, court, third)."""

    series: Series
    part: int
    copy: str

    def __str__(self) -> str:
        return f"{self.series}_p{self.part}_{self.copy}"

    def package(self, version: int = 1) -> str:
        """The identifier of the package that holds this version of the register."""
        return f"{self}-v{version}"

    @classmethod
    def parse(cls, written: str) -> RegisterId:
        parts = _parts(written, 7, "a register")
        if not re.fullmatch(r"p[1-9][0-9]*", parts[5]):
            raise InvalidIdentifier(tell("{written!r} has no part such as p1", written=written))
        return cls(Series.parse("_".join(parts[:5])), int(parts[5][1:]), parts[6])


@dataclass(frozen=True, slots=True, order=True)
class ActId:
    """One act of a series. `ordinal` above 1 tells apart paper acts that bear the same number."""

    series: Series
    number: int
    suffix: str = ""
    ordinal: int = 1

    def __str__(self) -> str:
        suffix = f"-{self.suffix}" if self.suffix else ""
        ordinal = f"~{self.ordinal}" if self.ordinal > 1 else ""
        return f"{self.series}_{self.number:04d}{suffix}{ordinal}"

    @classmethod
    def parse(cls, written: str) -> ActId:
        series, _, last = written.rpartition("_")
        match = _ACT_NUMBER.fullmatch(last)
        if match is None:
            raise InvalidIdentifier(
                tell("{written!r} is not the identifier of an act, such as ma_…_birth_1987_0042", written=written)
            )
        found = cls(Series.parse(series), int(match["number"]), match["suffix"] or "", int(match["ordinal"] or 1))
        if str(found) != written:
            raise InvalidIdentifier(
                tell("{written!r} is not the identifier of an act; did you mean {found}?", written=written, found=found)
            )
        return found


def parse_package(written: str) -> tuple[RegisterId, int]:
    """The register and version that a package identifier names."""
    match = _PACKAGE.fullmatch(written)
    if match is None:
        raise InvalidIdentifier(
            tell("{written!r} is not the identifier of a package: it should end in -v and a number", written=written)
        )
    return RegisterId.parse(match["register"]), int(match["version"])
