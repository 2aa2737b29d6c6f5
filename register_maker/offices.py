"""The civil-status offices of one real province: the names are facts, what their registers say is invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from archive.model.json import Json
from register_maker.paper import Name, Place
from register_maker.people import read_resource

COUNTRY: Final = "ma"
_SEAT: Final = "03.451.01.09"


@dataclass(frozen=True, slots=True)
class Office:
    """One office: commune code and bureau number, such as 03.451.01.09-1."""

    code: str
    kind: str
    division: str
    name: Name

    @property
    def place(self) -> Place:
        """The commune as a place in an act."""
        return Place(self.name, self.division)


@dataclass(frozen=True, slots=True)
class Province:
    """A province, its region and its offices, from divisions.json."""

    content: Mapping[str, Any]

    @classmethod
    def load(cls) -> Province:
        return cls(read_resource("divisions.json"))

    @property
    def name(self) -> Name:
        return _name(self.content["province"])

    @property
    def offices(self) -> tuple[Office, ...]:
        """One main office a commune; the seat of the province has an auxiliary one too."""
        found = []
        for commune in self.content["communes"]:
            code = commune["code"]
            found.append(Office(f"{code}-1", "main", code, _name(commune)))
            if code == _SEAT:
                found.append(Office(f"{code}-2", "auxiliary", code, _name(commune)))
        return tuple(found)

    @property
    def seat(self) -> Office:
        """The main office of the chief town."""
        return next(office for office in self.offices if office.division == _SEAT)

    def to_json(self, court: Name) -> dict[str, Json]:
        """The office list that schemas/offices.schema.json describes."""
        province, region = self.content["province"], self.content["region"]
        within: list[Json] = [
            {"code": province["code"], "level": "province", "name": province["name"]},
            {"code": region["code"], "level": "region", "name": region["name"]},
        ]
        return {
            "schema": "offices/1",
            "country": COUNTRY,
            "attribution": self.content["attribution"],
            "offices": [
                {
                    "code": office.code,
                    "kind": office.kind,
                    "name": {"ar": office.name.ar, "fr": office.name.latin},
                    "division": office.division,
                    "within": within,
                    "court": {"ar": court.ar, "fr": court.latin},
                }
                for office in self.offices
            ],
        }


def _name(division: Mapping[str, Any]) -> Name:
    return Name(division["name"]["ar"], division["name"]["fr"])
