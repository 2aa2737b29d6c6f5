"""The provisions of a country's law that a package names as rights, from the country's own file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from archive.model.json import Json
from archive.package.premis_values import Statute
from archive.package.premis_vocabulary import EventType


def statutes(country: Mapping[str, Json], event: str) -> tuple[Statute, ...]:
    """Those that speak of registers of this kind, in the order of the file; none where the file names none."""
    listed = cast("Sequence[Mapping[str, Json]]", country.get("statutes", ()))
    return tuple(
        Statute(
            jurisdiction=str(country["code"]),
            citation=f"{one['law']}, article {one['article']} ({one['source']})",
            governs=_governs(str(one["governs"])),
            note=str(one["note"]),
            restriction=str(one.get("restriction", "")),
        )
        for one in listed
        if event in cast("Sequence[str]", one.get("events", (event,)))
    )


def _governs(word: str) -> EventType:
    return next(kind for kind in EventType if kind.word == word)
