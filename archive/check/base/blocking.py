"""How the acts of the whole base are laid together: by number, by the act they cite, by mother, by person.

Each act is entered under a few keys; what meets under one key is judged together, so a base of any size is judged with the
memory of one block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from archive.check.base.act_summary import ActSummary, WrittenName
from archive.check.profile.knowledge import skeletons
from archive.model.identifiers import RegisterId

NEAR = 5
"""Days within which two dates of one event may differ."""


class BlockBy(StrEnum):
    """What acts have in common that lie together."""

    NUMBER = "number"
    ACT = "act"
    MOTHER = "mother"
    PERSON = "person"


class EntryKind(StrEnum):
    """How an act came to lie under a key: as itself, or because it cites the act of that identifier."""

    ITSELF = "itself"
    BIRTH = "birth"
    OTHER = "other"
    DEATH_MENTION = "death-mention"
    MARRIAGE_MENTION = "marriage-mention"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act under one key."""

    kind: EntryKind
    summary: ActSummary


@dataclass(frozen=True, slots=True)
class Block:
    """All acts under one key, in the order of their identifiers."""

    key: str
    entries: tuple[Entry, ...]

    def by(self, kind: EntryKind) -> list[ActSummary]:
        """Those that lie here in one way; one act in two copies counts once."""
        return list({one.summary.id: one.summary for one in self.entries if one.kind is kind}.values())


class Sorter(Protocol):
    """Lays acts together, whatever their number."""

    def file(self, summary: ActSummary, blocking_keys: Sequence[tuple[BlockBy, str, EntryKind]]) -> None:
        """Keep one summary under some keys."""

    def blocks(self, by: BlockBy) -> Iterator[Block]:
        """Every block in order of key, but those of one act that lies there as itself: it has nobody to differ from."""


def blocking_keys(summary: ActSummary) -> Iterator[tuple[BlockBy, str, EntryKind]]:
    """The keys under which an act is entered."""
    identifier = summary.identifier
    suffix = f"-{identifier.suffix}" if identifier.suffix else ""
    copy = RegisterId.parse(summary.register).copy
    yield BlockBy.NUMBER, f"{identifier.series}_{identifier.number:04d}{suffix} ({copy})", EntryKind.ITSELF
    yield BlockBy.ACT, summary.id, EntryKind.ITSELF
    for kind, cited in (
        (EntryKind.BIRTH, summary.births),
        (EntryKind.OTHER, summary.others),
        (EntryKind.DEATH_MENTION, summary.deaths),
        (EntryKind.MARRIAGE_MENTION, summary.marriages),
    ):
        for act in dict.fromkeys(cited):
            yield BlockBy.ACT, act, kind
    mother = _key(summary.mother)
    if not mother or not summary.day:
        return
    family = "|".join((mother, _key(summary.mother_surname), _key(summary.father), _key(summary.surname)))
    if summary.event == "birth" and (summary.mother_surname != WrittenName() or summary.father != WrittenName()):
        yield BlockBy.MOTHER, f"{identifier.series.office_id}|{family}", EntryKind.ITSELF
    person = _key(summary.given)
    if person:
        for year in {date.fromordinal(summary.day).year, date.fromordinal(summary.day + NEAR).year}:
            key = "|".join((summary.event, summary.sex, person, _key(summary.surname), mother, str(year)))
            yield BlockBy.PERSON, key, EntryKind.ITSELF


def _key(name: WrittenName) -> str:
    """The consonants of a name, from the Arabic where there is one."""
    text = name.ar or name.latin
    return skeletons(text)[0] or text if text else ""
