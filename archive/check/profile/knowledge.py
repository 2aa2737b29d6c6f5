"""What a country knows of itself and a tender may hand in: its given names and its divisions. Without it, rules do not ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.check.views.names import folded
from archive.model.json import Json
from archive.model.texts.consonant_skeleton import arabic_skeleton, edits, latin_skeletons

Object = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Given names as schemas/given-names.schema.json lists them: the sexes that bear each, by script and folded spelling."""

    sexes: Mapping[tuple[str, str], frozenset[str]]
    pairs: frozenset[tuple[str, str]] = frozenset()
    """Arabic and Latin spellings that the list has side by side."""

    @classmethod
    def of(cls, document: Object) -> Lexicon:
        found: dict[tuple[str, str], frozenset[str]] = {}
        pairs: set[tuple[str, str]] = set()
        for entry in cast("Sequence[Object]", document["given"]):
            borne = frozenset(cast("Sequence[str]", entry["sexes"]))
            spelt = [("ar", str(entry["ar"]))] if "ar" in entry else []
            spelt += [("latin", text) for text in cast("Sequence[str]", entry.get("latin") or ())]
            if "ar" in entry:
                pairs |= {(folded(str(entry["ar"]), "ar"), folded(text, "latin")) for _, text in spelt[1:]}
            for script, text in spelt:
                key = (script, folded(text, script))
                found[key] = found.get(key, frozenset()) | borne
        return cls(found, frozenset(pairs))

    def same(self, arabic: str, latin: str) -> bool:
        """Whether the list has these two spellings side by side."""
        return (folded(arabic, "ar"), folded(latin, "latin")) in self.pairs

    def of_name(self, text: str, script: str) -> frozenset[str]:
        """The sexes that bear a name; none for a name that is not listed."""
        return self.sexes.get((script, folded(text, script)), frozenset())


@dataclass(frozen=True, slots=True)
class Division:
    """One division: the code of the one above it, the years in which it was valid, and where it belonged before.

    `before` maps the first year in which it did *not* belong there any more to the code of the division above it until then.
    """

    code: str
    above: str
    since: int
    until: int
    before: tuple[tuple[int, str], ...]

    def valid(self, year: int) -> bool:
        return self.since <= year <= self.until

    def above_in(self, year: int) -> str:
        """The code of the division that it belonged to in a year."""
        return next((code for end, code in self.before if year < end), self.above)


@dataclass(frozen=True, slots=True)
class Divisions:
    """The divisions of schemas/divisions.schema.json by code, and the consonants of all their names."""

    by_code: Mapping[str, Division]
    skeletons: frozenset[str]

    @classmethod
    def of(cls, document: Object) -> Divisions:
        found: dict[str, Division] = {}
        names: set[str] = set()
        for entry in cast("Sequence[Object]", document["divisions"]):
            moves = cast("Sequence[Object]", entry.get("formerly") or ())
            before = tuple(sorted((_year(move["until"], 9999), str(move["within"])) for move in moves))
            since, until = _year(entry.get("valid_from"), 0), _year(entry.get("valid_to"), 9999)
            code = str(entry["code"])
            found[code] = Division(code, str(entry.get("within") or ""), since, until, before)
            written = cast("Mapping[str, str]", entry["name"])
            for text in (*written.values(), *cast("Sequence[str]", entry.get("also") or ())):
                names.update(skeletons(text))
        return cls(found, frozenset(names - {""}))

    def knows(self, name: str) -> bool:
        """Whether a place as written is a division's name, give or take one consonant."""
        wanted = skeletons(name)
        return any(read in self.skeletons for read in wanted) or any(
            edits(read, listed, 1) <= 1 for read in wanted for listed in self.skeletons
        )


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What was handed in; None for what was not."""

    lexicon: Lexicon | None = None
    divisions: Divisions | None = None


IGNORANT = Knowledge()


def skeletons(text: str) -> tuple[str, ...]:
    """The consonants of a text in whichever script it is written."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return (arabic_skeleton(text),)
    return latin_skeletons(text)


def _year(written: Json, otherwise: int) -> int:
    return int(str(written)[:4]) if written else otherwise
