"""What was copied into another store, and what could not be, as answers name it."""

from __future__ import annotations

from dataclasses import dataclass

from archive.store.replication import Replicated


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was copied now."""

    packages: int
    documents: int
    files: int
    bytes: int

    @classmethod
    def of(cls, done: Replicated) -> Copied:
        """The counts of one run."""
        return cls(done.packages, done.documents, done.files, done.bytes)


@dataclass(frozen=True, slots=True)
class Lacking:
    """A package or document that could not be copied, and why."""

    subject: str
    why: str


def lacking(done: Replicated) -> tuple[Lacking, ...]:
    """Everything that one run could not copy."""
    return tuple(Lacking(subject, why) for subject, why in sorted(done.lacking.items()))
