"""The condensed completeness facts of one register: a few hundred bytes that prove a volume without opening its acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from archive.model.json import Json
from archive.model.ranges import Ranges
from archive.model.records.register import Statements
from archive.model.records.restated import Restated

SCHEMA = "facts/1"
RESTATED = "facts/2"
"""The schema of facts that tell what versions changed of a register's statements and declared gaps."""


@dataclass(frozen=True, slots=True)
class Own:
    """How much one package itself holds, whatever its register has by the other packages of its chain."""

    views: int
    pages: int
    acts: int
    mentions: int


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a register states and what is held of it, as it stands after the package that says so.

    Numbers and pages are closed ranges. `repeated_*` lists what came more than once, with its count; `suffixed` the acts
    such as `12-bis`; `missing_*` maps what the paper lacks, as declared, to its reason code. `parts` is how many volumes the
    year has, None where nobody said. `own` is what a version package itself holds; None in the first package, which holds it all.
    `disposed` is the code of the reason why all of it is gone, in a tombstone, which goes on telling what was there; else empty.
    `restated` are the versions that changed what is stated or declared lacking.
    `aliases` maps the identifiers that corrected keys would mint today to those that are frozen, of acts and of the register.
    """

    register: str
    package: str
    keyed: bool
    nil: bool
    stated: Statements
    pages: Ranges
    repeated_pages: Mapping[int, int]
    missing_pages: Mapping[int, str]
    numbers: Ranges
    repeated_numbers: Mapping[int, int]
    suffixed: tuple[str, ...]
    missing_acts: Mapping[int, str]
    views: int
    acts: int
    mentions: int
    parts: int | None = None
    own: Own | None = None
    aliases: Mapping[str, str] = field(default_factory=dict)
    disposed: str = ""
    restated: tuple[Restated, ...] = ()

    @property
    def holding(self) -> Own:
        """What the package of these facts itself holds."""
        return self.own or Own(
            self.views, sum(last - first + 1 for first, last in self.pages), self.acts, self.mentions
        )

    def to_json(self) -> dict[str, Json]:
        """The object that schemas/facts.schema.json describes."""
        stated = self.stated
        parts: dict[str, Json] = {} if self.parts is None else {"parts": self.parts}
        own: dict[str, Json] = {} if self.own is None else {"own": asdict(self.own)}
        aliases: dict[str, Json] = {"aliases": dict(self.aliases)} if self.aliases else {}
        disposed: dict[str, Json] = {"disposed": self.disposed} if self.disposed else {}
        restated: dict[str, Json] = {"restated": [one.to_json() for one in self.restated]} if self.restated else {}
        return {
            "schema": RESTATED if self.restated else SCHEMA,
            "register": self.register,
            "package": self.package,
            "acts": "keyed" if self.keyed else "not_keyed",
            "nil": self.nil,
            **parts,
            "stated": {
                "pages_certified": stated.pages_certified,
                "first_number": stated.first_number,
                "last_number": stated.last_number,
                "acts": stated.acts,
            },
            "pages": _ranges(self.pages),
            "repeated_pages": _counted(self.repeated_pages),
            "missing_pages": _counted(self.missing_pages),
            "numbers": _ranges(self.numbers),
            "repeated_numbers": _counted(self.repeated_numbers),
            "suffixed": list(self.suffixed),
            "missing_acts": _counted(self.missing_acts),
            "counts": {"views": self.views, "acts": self.acts, "mentions": self.mentions},
            **own,
            **aliases,
            **disposed,
            **restated,
        }

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> RegisterFacts:
        """Read what `to_json` wrote."""
        stated = cast(Mapping[str, int | None], written["stated"])
        counts = cast(Mapping[str, int], written["counts"])
        return cls(
            register=str(written["register"]),
            package=str(written["package"]),
            keyed=written["acts"] == "keyed",
            nil=bool(written["nil"]),
            stated=Statements(stated["pages_certified"], stated["first_number"], stated["last_number"], stated["acts"]),
            pages=_read_ranges(written["pages"]),
            repeated_pages=_read_map(written["repeated_pages"]),
            missing_pages=_read_map(written["missing_pages"]),
            numbers=_read_ranges(written["numbers"]),
            repeated_numbers=_read_map(written["repeated_numbers"]),
            suffixed=tuple(cast(Sequence[str], written["suffixed"])),
            missing_acts=_read_map(written["missing_acts"]),
            views=counts["views"],
            acts=counts["acts"],
            mentions=counts["mentions"],
            parts=cast("int | None", written.get("parts")),
            own=_read_own(written.get("own")),
            aliases=dict(cast("Mapping[str, str]", written.get("aliases") or {})),
            disposed=str(written.get("disposed", "")),
            restated=tuple(map(Restated.of, cast("Sequence[Mapping[str, Json]]", written.get("restated") or ()))),
        )


def _read_own(written: Json) -> Own | None:
    return Own(**cast("Mapping[str, int]", written)) if written else None


def _ranges(ranges: Ranges) -> Json:
    return [[first, last] for first, last in ranges]


def _counted(values: Mapping[int, int] | Mapping[int, str]) -> Json:
    return {str(number): values[number] for number in sorted(values)}


def _read_ranges(written: Json) -> Ranges:
    return tuple((first, last) for first, last in cast(Sequence[tuple[int, int]], written))


def _read_map(written: Json) -> dict[int, Any]:
    return {int(number): value for number, value in cast(Mapping[str, Any], written).items()}
