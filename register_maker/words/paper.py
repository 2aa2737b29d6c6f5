"""What stands on the paper of an invented act, before anyone keys it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.model.records.event import Event, Role
from archive.model.records.keyed import Absence
from register_maker.words.dates import Day


class Sex(StrEnum):
    """As an act states it."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Name:
    """The same words in Arabic and in Latin letters; empty where the paper has one script only."""

    ar: str = ""
    latin: str = ""

    def in_language(self, language: str) -> str:
        """The Arabic for `ar`, else the Latin."""
        return self.ar if language == "ar" else self.latin


@dataclass(frozen=True, slots=True)
class Place:
    """A place as written; `division` is the code of its commune, empty when none could be assigned."""

    name: Name
    division: str = ""
    country: str = "ma"


@dataclass(frozen=True, slots=True)
class Person:
    """A person under a role. Fields that the act does not have for that role are None or empty."""

    role: Role
    given: Name
    surname: Name
    sex: Sex
    born: Day | None = None
    age: int | None = None
    birthplace: Place | None = None
    nationality: str = ""
    profession: Name | None = None
    residence: Place | None = None
    deceased: bool | None = None
    relation: str = ""
    quality: Name | None = None
    marital_status: str = ""
    signed: bool | None = None

    def full(self, language: str) -> str:
        """Given name and surname in one script."""
        return f"{self.given.in_language(language)} {self.surname.in_language(language)}"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a late declaration or a divorce rests on."""

    court: Name
    number: str
    date: Day


@dataclass(frozen=True, slots=True)
class Mention:
    """A note in the margin, made after the act."""

    kind: str
    text: Name
    event_date: Day
    mention_date: Day
    authority: Name
    reference: str
    officer: Name
    other: Person | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperAct:
    """One act as written; `lacks` says which fields cannot or will not be keyed, and why (`father.profession`)."""

    number: int
    event: Event
    language: str
    occurred: Day
    time: tuple[int, int]
    place: Place
    drawn_up: Day
    basis: str
    judgement: Judgement | None
    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...] = ()
    linked: tuple[tuple[Event, str], ...] = ()
    lacks: Mapping[str, Absence] = field(default_factory=dict)
    source: str = ""

    def person(self, role: Role) -> Person | None:
        """The first person under a role, if there is one."""
        return next((person for person in self.persons if person.role is role), None)
