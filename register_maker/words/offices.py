"""The civil-status offices of one real province: the names are facts, what their registers say is invented.

Each seed has bureaus of its own in every commune, so that registers of two seeds are never the same one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from archive.model.json import Json
from archive.model.message import tell
from register_maker.errors import CannotMake
from register_maker.words.paper import Name, Place
from register_maker.words.people import read_resource

COUNTRY: Final = "ma"
USUAL: Final = "03.451"
"""The province, where none is chosen."""
_CHOSEN: Final = re.compile(r"(?P<commune>(?P<province>[0-9]{2}\.[0-9]{3})\.[0-9.]+)(?:-(?P<bureau>[1-9][0-9]*))?")


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
    """A province or prefecture and its region, of divisions.json, and the offices that deliver."""

    content: Mapping[str, Any]
    region: Mapping[str, Any]
    attribution: str
    offices: tuple[Office, ...]

    @classmethod
    def load(cls, chosen: str = "", offices: Sequence[str] = (), *, seed: int = 1) -> Province:
        """The province of that code or name, or that of the offices, with the bureaus of the seed or those chosen. CannotMake.

        A commune's code stands for its bureau of the seed, one with a bureau's number for just that bureau.
        """
        if seed < 1:
            raise CannotMake(tell("the seed {seed} is not a whole number from 1", seed=seed))
        content = read_resource("divisions.json")
        named = chosen or next((match["province"] for match in map(_CHOSEN.fullmatch, offices) if match), USUAL)
        province = _province(content["provinces"], named)
        region = next(one for one in content["regions"] if one["code"] == province["region"])
        found = [_chosen(province, code, seed) for code in offices] or list(_bureaus(province, seed))
        return cls(province, region, content["attribution"], tuple(dict.fromkeys(found)))

    @property
    def name(self) -> Name:
        return _name(self.content)

    @property
    def chief_town(self) -> Name:
        return next(_name(commune) for commune in self.content["communes"] if commune["code"] == self.content["seat"])

    @property
    def is_prefecture(self) -> bool:
        return bool(self.content["type"] == "prefecture")

    @property
    def seat(self) -> Office:
        """The first office of the chief town, or the first one where the chief town has none."""
        there = [office for office in self.offices if office.division == self.content["seat"]]
        return (there or self.offices)[0]

    def to_json(self, court: Name) -> dict[str, Json]:
        """The office list that schemas/offices.schema.json describes."""
        within: list[Json] = [
            {"code": self.content["code"], "level": "province", "name": self.content["name"]},
            {"code": self.region["code"], "level": "region", "name": self.region["name"]},
        ]
        return {
            "schema": "offices/1",
            "country": COUNTRY,
            "attribution": self.attribution,
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


def _province(provinces: Sequence[Mapping[str, Any]], chosen: str) -> Mapping[str, Any]:
    wanted = chosen.casefold()
    for one in provinces:
        if wanted in (one["code"], one["name"]["fr"].casefold(), one["name"]["ar"]):
            return one
    names = [one["name"]["fr"] for one in provinces]
    near = get_close_matches(chosen.title(), names, cutoff=0.5) or ["Sefrou", "Fès", "Rabat"]
    raise CannotMake(
        tell(
            "there is no province {province}: give its code or its name, such as {examples}",
            province=chosen,
            examples=", ".join([provinces[names.index(name)]["code"] for name in near[:1]] + near),
        )
    )


def _chosen(province: Mapping[str, Any], code: str, seed: int) -> Office:
    match = _CHOSEN.fullmatch(code)
    if match and match["province"] != province["code"]:
        raise CannotMake(
            tell(
                "the office {office} is not in the province {province}: choose offices of one province",
                office=code,
                province=province["code"],
            )
        )
    commune = next((one for one in province["communes"] if match and one["code"] == match["commune"]), None)
    if match is None or commune is None:
        raise CannotMake(
            tell(
                "there is no office {office}: give the code of a commune of {province}, such as {examples}, "
                "or with a bureau's number, such as {whole}",
                office=code,
                province=province["code"],
                examples=", ".join(one["code"] for one in province["communes"][:3]),
                whole=f"{province['communes'][0]['code']}-1",
            )
        )
    bureau = int(match["bureau"]) if match["bureau"] else 2 * seed - 1
    return _office(commune, bureau, auxiliary=bureau % 2 == 0)


def _bureaus(province: Mapping[str, Any], seed: int) -> Iterator[Office]:
    """One main office a commune; the seat of the province has an auxiliary one too."""
    for commune in province["communes"]:
        yield _office(commune, 2 * seed - 1)
        if commune["code"] == province["seat"]:
            yield _office(commune, 2 * seed, auxiliary=True)


def _office(commune: Mapping[str, Any], bureau: int, *, auxiliary: bool = False) -> Office:
    kind = "auxiliary" if auxiliary else "main"
    return Office(f"{commune['code']}-{bureau}", kind, commune["code"], _name(commune))


def _name(division: Mapping[str, Any]) -> Name:
    return Name(division["name"]["ar"], division["name"]["fr"])
