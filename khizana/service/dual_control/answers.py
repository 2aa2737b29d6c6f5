"""What is answered of people, of requests that wait for a second person, and of what two people did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from archive.life.request import Request
from khizana.outcome import Answer, AnyJson

ActName = Literal["name-person", "withdraw-person", "adopt-policy", "repair", "dispose", "declare-time"]
"""What two people may do, by the word that stands in the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """An act that was asked for: why, of which ledger position, and who has signed the request so far."""

    act: str
    subject: str
    reason: str
    parameters: Mapping[str, str]
    position: int
    signed_by: tuple[str, ...]

    @classmethod
    def of(cls, request: Request, by: tuple[str, ...]) -> Proposed:
        return cls(
            act=request.act,
            subject=request.subject,
            reason=request.reason,
            parameters=request.parameters,
            position=request.head.size,
            signed_by=by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal(Answer):
    """A request that waits for a second person, by its digest."""

    command: ActName
    request: str
    proposed: Proposed


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What an approval did to one thing: the outcome, and why where it could not; of a repair what was there before."""

    subject: str
    outcome: str
    why: str = ""
    files: int | None = None
    bytes: int | None = None
    before: AnyJson = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval(Answer):
    """An act that was carried out, by whom; `intact` things needed no repair, `tombstone` stands for what was disposed of."""

    command: Literal["approve"] = "approve"
    act: str
    subject: str
    request: str
    by: tuple[str, ...]
    done: tuple[Done, ...]
    intact: int | None = None
    tombstone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal(Answer):
    """A request that shall not be carried out, and who says so."""

    command: Literal["refuse"] = "refuse"
    request: str
    by: str
    act: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest(Proposed):
    """A request that waits for a second person, since when."""

    request: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsListed(Answer):
    """The requests that wait for a second person, the oldest first."""

    command: Literal["requests"] = "requests"
    requests: tuple[OpenRequest, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the ledger named: the key, and the positions of the entries that say since when and until when."""

    name: str
    verifier: str
    since: int
    until: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleListed(Answer):
    """Everybody whom the ledger ever named."""

    command: Literal["person list"] = "person list"
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Answer):
    """A person with a key; `request` and `proposed` where it takes a second person to name somebody."""

    command: Literal["person add"] = "person add"
    name: str
    key: str
    verifier: str
    request: str | None = None
    proposed: Proposed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWithdrawn(Answer):
    """A person who approves nothing more."""

    command: Literal["person withdraw"] = "person withdraw"
    name: str
