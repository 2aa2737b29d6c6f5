"""What a search answers: groups of hits, each with who was met in it and by which letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from indexer.query_parser.explain import Why
from indexer.query_parser.groups import Group
from indexer.query_parser.highlight import Span
from khizana.outcome import Answer
from khizana.service.lifecycle.answers import AccessToday, Corners

AskedWord = TypedDict(
    "AskedWord", {"word": str, "at": tuple[int, int], "in": tuple[str, ...], "taken_for": tuple[str, ...]}
)
"""A word as it was understood: where it was typed, the parts in which it is looked for, the words that it is taken for.

No dataclass, because a field cannot be called `in`.
"""


@dataclass(frozen=True, slots=True)
class LitName:
    """A name as it is written in one script, and where the letters stand that were met."""

    script: str
    text: str
    lit: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class HitPerson:
    """Who plays a role in an act, or another part of it that was met; `second` of two persons of a role."""

    role: str
    person: bool
    second: bool
    met: bool
    names: tuple[LitName, ...]


@dataclass(frozen=True, slots=True)
class MetPlace:
    """Where a word was met: in a value of an act, or in a line of a page (`text`)."""

    field: str
    script: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class MetWord:
    """A word that was asked, the one that was met for it, why that answers, and what it weighs."""

    word: str
    at: tuple[int, int]
    met: str
    why: Why
    weight: float
    places: tuple[MetPlace, ...]


@dataclass(frozen=True, slots=True)
class HitLine:
    """A transcribed line in which a word was met, and where it lies in the image."""

    text: str
    lit: tuple[Span, ...]
    view: str
    sha256: str
    boxes: tuple[Corners, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An act, or a transcribed page (`view`, with its `lines`) that answers, and whether it is open to others."""

    kind: str
    act: str | None
    package: str
    register: str
    copy: str
    office: str
    office_name: Mapping[str, str]
    event: str
    status: str
    year: int
    number: str
    date: Mapping[str, str]
    date_figures: Mapping[str, str | None]
    persons: tuple[HitPerson, ...]
    score: float
    whole: float
    met: tuple[MetWord, ...]
    view: str | None
    lines: tuple[HitLine, ...]
    access: AccessToday


@dataclass(frozen=True, slots=True)
class GroupHits:
    """How many answers a group has, and those that are listed; None of a group that is only counted."""

    total: int
    hits: tuple[Hit, ...] | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many answers have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class OpenLooked:
    """Of how many answers so many were looked at whether they are open."""

    looked: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchAnswer(Answer):
    """What answers a question: the group that was wanted, and beside it the others.

    `nobody`: whether no person has all the words; None where no person was asked for. `without_limits`: how many acts would
    answer without the filters, where nobody does within them. `generation` names the list, for its next page.
    """

    command: Literal["search"] = "search"
    query: str
    words: tuple[AskedWord, ...]
    unknown: tuple[str, ...]
    nobody: bool | None
    without_limits: int | None
    otherwise_ordered: bool
    no_such_number: bool
    group: Group
    total: int
    offset: int
    hits: tuple[Hit, ...]
    near_unasked: bool
    groups: Mapping[Group, GroupHits]
    open_only: OpenLooked | None
    facets: Mapping[str, tuple[FacetCount, ...]]
    generation: str
    position: int
    lag: int
