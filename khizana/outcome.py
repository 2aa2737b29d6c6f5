"""What a use case answers: an exit code, and a value that says everything a person or a program may want to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from archive.ledger.port import Head
from archive.model.json import Json
from khizana.errors import Exit

if TYPE_CHECKING:
    AnyJson = Json
    Document = Mapping[str, Json]
else:
    # What describes answers knows no type that is made of itself.
    AnyJson = Any
    Document = Mapping[str, Any]
"""A part of an answer that has a schema of its own: an act as it was keyed, a report."""


class Answer:
    """A frozen dataclass with a `command: Literal[…]` in front: `--json` prints its fields, and pages are drawn from it alone.

    Its JSON Schema is published as schemas/answers/<command>.schema.json (`make answers`).
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Where a ledger stands: how many entries, and the root hash over them in hexadecimal digits."""

    size: int
    root: str

    @classmethod
    def of(cls, head: Head) -> LedgerHead:
        """The head of a ledger, as answers name it."""
        return cls(head.size, head.root.hex())


@dataclass(frozen=True, slots=True)
class LastAudit:
    """How a reading of a package ended, and when it began (UTC, ISO 8601)."""

    outcome: str
    time: str


@dataclass(frozen=True, slots=True)
class Differing:
    """A package that is served and is known to differ: by its last reading, by its tagmanifest now; None where it does not."""

    package: str
    audit: LastAudit | None
    now: str | None


A = TypeVar("A", covariant=True)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[A]):
    """The answer, how the command ends, and what of the packages it was read from is known to differ (None: not looked at)."""

    answer: A
    exit: Exit = Exit.DONE
    differing: tuple[Differing, ...] | None = None

    def to_json(self) -> dict[str, Json]:
        """As `--json` prints it."""
        content: dict[str, Json] = builtins(self.answer)
        return content if self.differing is None else {**content, "differing": builtins(self.differing)}


def builtins(value: object) -> Any:
    """A value of dataclasses as JSON has it: objects, arrays, texts, numbers."""
    import msgspec  # takes a while to load, and help needs none of it

    return msgspec.to_builtins(value, enc_hook=_plain)


def _plain(value: object) -> Any:
    """A mapping that may not be changed, as an object; a sentence that can be said in other languages, in English."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no answer may hold {type(value).__name__}")
