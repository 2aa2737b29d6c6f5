"""What a PREMIS document tells besides objects: events, agents and rights, as values. No person's name."""

from __future__ import annotations

from dataclasses import dataclass

from archive.package.premis_vocabulary import AgentRole, AgentType, EventOutcome, EventType, ObjectRole

PATH, PACKAGE, REGISTER = "path in package", "package", "register"
"""The kinds of identifiers that objects have."""


@dataclass(frozen=True, slots=True)
class Agent:
    """`scheme` says what the identifier is; a person's is a pseudonym."""

    scheme: str
    identifier: str
    name: str
    kind: AgentType
    version: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """An object that an event links to, by the kind of its identifier and that."""

    scheme: str
    identifier: str
    role: ObjectRole | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`time` is UTC or an EDTF interval; `number` goes into the event's identifier; `agents` come with their parts in it."""

    number: str
    kind: EventType
    time: str
    detail: str
    outcome: EventOutcome | None
    notes: tuple[str, ...]
    agents: tuple[tuple[Agent, AgentRole], ...]
    objects: tuple[Touched, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """A provision of the law that a country's file names (schemas/country.schema.json): what it says of one kind of event."""

    jurisdiction: str
    citation: str
    governs: EventType
    note: str
    restriction: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """A right as a policy gives or limits it: `until` is the last day, empty for ever; `restriction` empty for a grant."""

    number: str
    source: str
    governs: EventType
    begins: str
    until: str
    restriction: str = ""
