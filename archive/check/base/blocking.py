"""How the acts of the whole base are laid together: by number, by the act they cite, by mother, by person.

Each act is filed under a few keys; what meets under one key is judged together, so a base of any size is judged with the
memory of one pile.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from archive.check.base.act_summary import Trace, Written
from archive.check.profile.knowledge import skeletons
from archive.model.identifiers import RegisterId

NEAR = 5
"""Days within which two dates of one event may differ."""


class Pile(StrEnum):
    """What acts have in common that lie together."""

    NUMBER = "number"
    ACT = "act"
    MOTHER = "mother"
    PERSON = "person"


class Way(StrEnum):
    """How an act came to lie under a key: as itself, or because it cites the act of that identifier."""

    ITSELF = "itself"
    BIRTH = "birth"
    OTHER = "other"
    DEATH_MENTION = "death-mention"
    MARRIAGE_MENTION = "marriage-mention"


@dataclass(frozen=True, slots=True)
class Filed:
    """One act under one key."""

    way: Way
    trace: Trace


@dataclass(frozen=True, slots=True)
class Group:
    """All acts under one key, in the order of their identifiers."""

    key: str
    filed: tuple[Filed, ...]

    def by(self, way: Way) -> list[Trace]:
        """Those that lie here in one way; one act in two copies counts once."""
        return list({one.trace.id: one.trace for one in self.filed if one.way is way}.values())


class Sorter(Protocol):
    """Lays filed acts together, whatever their number."""

    def file(self, trace: Trace, filings: Sequence[tuple[Pile, str, Way]]) -> None:
        """Keep one trace under some keys."""

    def groups(self, pile: Pile) -> Iterator[Group]:
        """Every group of a pile in order of key, but those of one act that lies there as itself: it has nobody to differ from."""


def filings(trace: Trace) -> Iterator[tuple[Pile, str, Way]]:
    """The keys under which an act is filed."""
    identifier = trace.identifier
    suffix = f"-{identifier.suffix}" if identifier.suffix else ""
    copy = RegisterId.parse(trace.register).copy
    yield Pile.NUMBER, f"{identifier.series}_{identifier.number:04d}{suffix} ({copy})", Way.ITSELF
    yield Pile.ACT, trace.id, Way.ITSELF
    for way, cited in (
        (Way.BIRTH, trace.births),
        (Way.OTHER, trace.others),
        (Way.DEATH_MENTION, trace.deaths),
        (Way.MARRIAGE_MENTION, trace.marriages),
    ):
        for act in dict.fromkeys(cited):
            yield Pile.ACT, act, way
    mother = _key(trace.mother)
    if not mother or not trace.day:
        return
    family = "|".join((mother, _key(trace.mother_surname), _key(trace.father), _key(trace.surname)))
    if trace.event == "birth" and (trace.mother_surname != Written() or trace.father != Written()):
        yield Pile.MOTHER, f"{identifier.series.office_id}|{family}", Way.ITSELF
    person = _key(trace.given)
    if person:
        for year in {date.fromordinal(trace.day).year, date.fromordinal(trace.day + NEAR).year}:
            key = "|".join((trace.event, trace.sex, person, _key(trace.surname), mother, str(year)))
            yield Pile.PERSON, key, Way.ITSELF


def _key(name: Written) -> str:
    """The consonants of a name, from the Arabic where there is one."""
    text = name.ar or name.latin
    return skeletons(text)[0] or text if text else ""
