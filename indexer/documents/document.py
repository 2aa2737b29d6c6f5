"""What the search engine is given: one document for an act, one for a transcribed view. Values, the same for every engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast

from archive.model.dates.interval import Interval
from archive.model.json import Json
from archive.model.records.transcription import Line
from archive.model.records.view import Region
from indexer.documents.searchable_fields import FIELDS, PERSONS, SELF, Value, role_of
from indexer.json import read, written
from indexer.names.analysis.terms import terms

ACT = "act"
VIEW = "view"

CURRENT, CORRECTED, CANCELLED = "current", "corrected", "cancelled"
STATUSES = (CURRENT, CORRECTED, CANCELLED)
"""Those of acts."""
EARLIER = "earlier"
"""The status of a view that was imaged anew since: its text goes on standing for the page until the new image has one."""

AGAIN = "#2"
"""Ends a term that one name has twice: Fatima, daughter of Fatima. No tokeniser makes such a sign."""

_HIGHEST_NUMBER = (1 << 16) - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What a list of results needs: number, date as written by calendar, office name by language, year of the register."""

    number: str
    date: Mapping[str, str]
    office_name: Mapping[str, str]
    year: int


@dataclass(frozen=True, slots=True)
class Document:
    """`id` is the act's identifier (with `@copy` unless it is the office copy), or `package#view`; it is unique.

    `office` is the office's identifier (`ma_01.511.01.03-1`), `divisions` the codes of all that it lies in; `view` is empty for
    an act, `act` for a view. `days` are those on which the event may have taken place. `mentions` are the kinds of the marginal
    mentions. `values` are what is searched of an act, `lines` of a view.
    """

    id: str
    kind: str
    act: str
    view: str
    register: str
    package: str
    office: str
    event: str
    regime: str
    copy: str
    days: Interval
    shown: Shown
    values: tuple[Value, ...] = ()
    lines: tuple[Line, ...] = field(default=())
    divisions: tuple[str, ...] = ()
    delivery: str = ""
    contractor: str = ""
    lot: str = ""
    status: str = CURRENT
    mentions: tuple[str, ...] = ()
    image: bool = True

    def found_by(
        self, tokenise: Callable[[str], tuple[str, ...]]
    ) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
        """The distinct terms by the part they play, in the order of first appearance, and the lengths of names.

        A term that stands twice in one person's name is there again with AGAIN. A length is how many terms the name of a person
        has whom the act is about; each is told once.
        """
        found: dict[str, dict[str, None]] = {}
        lengths: dict[str, None] = {}
        for name, _, text in self.values:
            made = tokenise(text)
            part = found.setdefault(name, {})
            part.update(dict.fromkeys(made))
            if role_of(name) in PERSONS and len(set(made)) < len(made):
                part.update((f"{term}{AGAIN}", None) for at, term in enumerate(made) if term in made[:at])
            if role_of(name) == SELF:
                lengths[str(len(made))] = None
        for line in self.lines:
            found.setdefault("text", {}).update(dict.fromkeys(tokenise(line.text)))
        return {name: tuple(found[name]) for name in FIELDS if found.get(name)}, tuple(lengths)

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """Those of the one tokeniser of names (indexer.names.analysis.terms)."""
        return self.found_by(terms)[0]

    @property
    def terms(self) -> tuple[str, ...]:
        """All distinct terms, whatever part they play."""
        return anywhere(self.fields)

    @property
    def offices(self) -> tuple[str, ...]:
        """What the office answers to: its identifier, its code, and the code of every division that it lies in."""
        return tuple(dict.fromkeys((self.office, self.office.partition("_")[2], *self.divisions)))

    @property
    def numbers(self) -> tuple[str, ...]:
        """What the act's number answers to: `42 bis` to itself and to `42`."""
        number = self.shown.number
        return tuple(dict.fromkeys((number, number.partition(" ")[0]))) if number else ()

    @property
    def principals(self) -> tuple[Value, ...]:
        """The names of the persons whom the act is about, script by script."""
        return tuple(value for value in self.values if role_of(value.field) == SELF)

    @property
    def body(self) -> bytes:
        """All that is kept of it, in the one way to write it: what `read` reads back, and what its digest is of."""
        return written(self.to_json())

    @classmethod
    def read(cls, body: bytes) -> Document:
        """The document of a body; KeyError, TypeError, ValueError or AttributeError for what nobody wrote as one."""
        return cls.of(cast(Mapping[str, Json], read(body)))

    @property
    def key(self) -> int:
        """63 bits that stand for the identifier where an engine wants a number."""
        return _digest(self.id, 63)

    @property
    def rank(self) -> int:
        """Where it stands among equals, as 63 bits: by first year, then register by register, then by number of act or view.

        A number, because every engine sorts numbers fast and alike. Two documents of one rank are as good as impossible (12 bits
        of the identifier's digest are its end) and change nothing but their order.
        """
        leading = self.view[1:] or self.shown.number.partition(" ")[0]
        number = int(leading) if leading.isascii() and leading.isdigit() else _HIGHEST_NUMBER
        series = _of_register(self.register)
        return self.days.first.year << 49 | series << 28 | min(number, _HIGHEST_NUMBER) << 12 | self.key & 0xFFF

    def to_json(self) -> dict[str, Json]:
        """A JSON object that `of` reads back, for engines that keep documents."""
        return {
            "id": self.id,
            "kind": self.kind,
            "act": self.act,
            "view": self.view,
            "register": self.register,
            "package": self.package,
            "office": self.office,
            "event": self.event,
            "regime": self.regime,
            "copy": self.copy,
            "days": [self.days.first.isoformat(), self.days.last.isoformat()],
            "shown": {
                "number": self.shown.number,
                "date": dict(self.shown.date),
                "office_name": dict(self.shown.office_name),
                "year": self.shown.year,
            },
            "values": [list(value) for value in self.values],
            "lines": [[line.name, line.text, line.region.to_json()] for line in self.lines],
            "divisions": list(self.divisions),
            "delivery": self.delivery,
            "contractor": self.contractor,
            "lot": self.lot,
            "status": self.status,
            "mentions": list(self.mentions),
            "image": self.image,
        }

    @classmethod
    def of(cls, written: Mapping[str, Json]) -> Document:
        """Read what `to_json` wrote."""
        first, last = (date.fromisoformat(day) for day in cast(Sequence[str], written["days"]))
        shown = cast(Mapping[str, Mapping[str, str]], written["shown"])
        lines = cast(Sequence[tuple[str, str, Mapping[str, Json]]], written["lines"])
        return cls(
            **{name: str(written[name]) for name in _TEXTS},
            days=Interval(first, last),
            shown=Shown(str(shown["number"]), shown["date"], shown["office_name"], cast(int, shown["year"])),
            values=tuple(Value(*value) for value in cast(Sequence[tuple[str, str, str]], written["values"])),
            lines=tuple(Line(name, text, Region.of(region)) for name, text, region in lines),
            divisions=tuple(cast(Sequence[str], written["divisions"])),
            mentions=tuple(cast(Sequence[str], written["mentions"])),
            image=bool(written["image"]),
        )


def anywhere(fields: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The distinct terms of all parts together; that one stands twice is told by the part alone."""
    return tuple(dict.fromkeys(term for part in fields.values() for term in part if not term.endswith(AGAIN)))


_TEXTS = (
    *("id", "kind", "act", "view", "register", "package", "office", "event", "regime", "copy"),
    *("delivery", "contractor", "lot", "status"),
)


def _digest(text: str, bits: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> (64 - bits)


@lru_cache(64)
def _of_register(register: str) -> int:
    """The part of a rank that all documents of a register share."""
    return _digest(register, 21)
