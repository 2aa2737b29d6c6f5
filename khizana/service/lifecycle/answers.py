"""What is answered of an act or a register that is shown, and of what came when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from archive.model.policies.embargo import Access
from archive.model.records.changes import Change
from archive.model.records.view import Box, View
from khizana.outcome import Answer, AnyJson, Document


class Corners(NamedTuple):
    """A rectangle in pixels of the stored image, as four numbers."""

    x: int
    y: int
    width: int
    height: int

    @classmethod
    def of(cls, box: Box) -> Corners:
        return cls(box.x, box.y, box.width, box.height)


@dataclass(frozen=True, slots=True)
class AccessToday:
    """Whether others may see it, since or until when; `open` is None where the day of today cannot be believed."""

    open: bool | None
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, access: Access) -> AccessToday:
        return cls(access.open, access.since, access.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRegion:
    """Where an act lies in a stored image, and the views that show its pages anew."""

    package: str
    view: str
    sha256: str
    boxes: tuple[Corners, ...]
    file: str
    leaf: int
    pages: tuple[int, ...]
    size: tuple[int, int]
    replaced_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordedAt:
    """The ledger entry that vouches for a package: its position, and the digest of the tag manifest in it."""

    position: int
    tagmanifest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActCopy:
    """An act as one paper copy has it today: as keyed, in which version of the register, where it lies."""

    act: Document
    register: str
    copy: str
    office: Document
    package: str
    version: int
    versions: int
    path: str
    stands: tuple[ActRegion, ...]
    recorded: RecordedAt
    access: AccessToday


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """One image of a register; `package` where views of several packages stand together."""

    package: str | None
    view: str
    file: str
    leaf: int
    kind: str
    pages: tuple[int, ...]
    width: int
    height: int
    sha256: str
    replaces: tuple[str, ...]

    @classmethod
    def of(cls, view: View, package: str | None = None) -> ShownView:
        return cls(
            package=package,
            view=view.name,
            file=view.file,
            leaf=view.leaf,
            kind=view.kind,
            pages=view.pages,
            width=view.width,
            height=view.height,
            sha256=view.digest.hex,
            replaces=view.replaces,
        )


@dataclass(frozen=True, slots=True)
class RegisterHead:
    """The package at the head of a register's chain, which a version must name."""

    package: str
    tagmanifest: str


@dataclass(frozen=True, slots=True)
class Brought:
    """How much a package brought, or how much of a register stands."""

    views: int
    acts: int
    mentions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Answer):
    """An act as it stands in each paper copy; or a register as it stands, with the reason where it was disposed of."""

    command: Literal["show"] = "show"
    asked: str
    act: str | None = None
    copies: tuple[ActCopy, ...] = ()
    register: str | None = None
    office: Document | None = None
    head: RegisterHead | None = None
    packages: tuple[str, ...] = ()
    disposed: str | None = None
    stands: Brought | None = None
    views: tuple[ShownView, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an act or a description (RFC 6901), as it was and as it is; None where it is not there."""

    pointer: str
    before: AnyJson
    after: AnyJson

    @classmethod
    def of(cls, change: Change) -> FieldChange:
        return cls(change.pointer, change.before, change.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """Which delivery brought a package, when and why (None where it was disposed of), and what it changed."""

    version: int
    reason: str | None
    package: str
    basis: Document | None
    delivery: Document
    stored: str
    recorded: RecordedAt
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterVersion(Came):
    """One package of a register's chain, with the images and acts that it brought."""

    brought: Brought
    views: tuple[ShownView, ...] = ()
    acts: tuple[str, ...] = ()
    disposed: bool = False


@dataclass(frozen=True, slots=True)
class MentionAdded:
    """A marginal mention that was not there before."""

    order: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActState(Came):
    """An act as one package left it."""

    mentions_added: tuple[MentionAdded, ...]
    mentions: int
    act: Document


@dataclass(frozen=True, slots=True)
class ActHistory:
    """The states of an act in one paper copy, the oldest first."""

    register: str
    packages: tuple[str, ...]
    states: tuple[ActState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryShown(Answer):
    """Every version of a register, or every state of an act in each paper copy."""

    command: Literal["show history"] = "show history"
    asked: str
    act: str | None = None
    copies: tuple[ActHistory, ...] = ()
    register: str | None = None
    versions: tuple[RegisterVersion, ...] = ()


def part(document: Document, name: str) -> Document:
    """An object within a document; an empty one where it has none of that name."""
    found = document.get(name)
    return found if isinstance(found, Mapping) else {}
