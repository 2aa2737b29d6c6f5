"""What a fixity audit can say: five words, each with its evidence. `Unreadable` means that we could not look, never more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.model.ranges import Ranges
from archive.store.port import NodeKind


class Word(StrEnum):
    """The five words, as they stand in every report."""

    INTACT = "intact"
    ALTERED = "altered"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Intact:
    """Every byte was read and is what it was."""


@dataclass(frozen=True, slots=True)
class Altered:
    """It was read, and its digest is another one. `blocks` are the bytes that differ from an intact replica, if one is known."""

    expected: Digest
    found: Digest
    blocks: Ranges = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing stands there, or not a file."""


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Nothing lists it. Links and special files are never listed."""

    kind: NodeKind


@dataclass(frozen=True, slots=True)
class Unreadable:
    """The store could not look; the reason is the system's name for it (EIO, EACCES)."""

    reason: str


Outcome = Intact | Altered | Missing | Unexpected | Unreadable
Differing = Altered | Missing | Unexpected | Unreadable


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not intact. `path` is empty for a package whose listing could not be read to its end."""

    path: str
    outcome: Differing


@dataclass(frozen=True, slots=True)
class PackageAudit:
    """One package, looked at once. `tagmanifest` is the digest that was found, None when there was none to read.

    Intact files are counted (files, bytes), the others listed in order of path. `findings` say what is wrong with its form.
    """

    package: str
    stored: bool
    tagmanifest: Digest | None = None
    files: int = 0
    bytes: int = 0
    differences: tuple[Difference, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def word(self) -> Word:
        """The package in one word. It is unreadable when nothing worse was seen than that we could not look."""
        if not self.stored:
            return Word.MISSING
        faults = any(finding.severity is not Severity.WARNING for finding in self.findings)
        if faults or any(not isinstance(difference.outcome, Unreadable) for difference in self.differences):
            return Word.ALTERED
        return Word.UNREADABLE if self.differences else Word.INTACT

    @property
    def warnings(self) -> int:
        """How many findings are warnings: a changed mode or owner, which is no difference of bytes."""
        return sum(finding.severity is Severity.WARNING for finding in self.findings)


class Conclusion(StrEnum):
    """What was read, in one word. It says nothing of what was not read."""

    INTACT = "intact"
    DIFFERENCES = "differences"
    COULD_NOT_LOOK = "could-not-look"
    NOTHING_READ = "nothing-read"


class End(StrEnum):
    """How an audit came to its end. Only a finished one has read all that it was to read."""

    FINISHED = "finished"
    BUDGET = "budget"
    INTERRUPTED = "interrupted"
    STORE_AWAY = "store-away"


@dataclass(frozen=True, slots=True)
class FixityReport:
    """What an audit read. What is intact is counted; the rest is listed, in order of name.

    `packages` holds the audits of packages that are not intact or bear a warning, `documents` the documents that differ (their
    digest as the path). `unheld` and `unheld_documents` stand in the store without a ledger entry: information, no difference.
    `unlisted` says which of the store's two lists could not be read, so that nothing is known of what they would show.
    """

    packages_seen: int
    packages_intact: int
    files_intact: int
    bytes_intact: int
    documents_seen: int
    documents_intact: int
    packages: tuple[PackageAudit, ...]
    documents: tuple[Difference, ...]
    unheld: tuple[str, ...] = ()
    unheld_documents: tuple[Digest, ...] = ()
    unlisted: tuple[Difference, ...] = ()
    end: End = End.FINISHED

    @property
    def conclusion(self) -> Conclusion:
        """Differences weigh more than what could not be looked at; only an audit without either is intact."""
        words = {audit.word for audit in self.packages} | {_word(document) for document in self.documents}
        words.discard(Word.INTACT)
        if words - {Word.UNREADABLE}:
            return Conclusion.DIFFERENCES
        if words or self.unlisted or self.end is End.STORE_AWAY:
            return Conclusion.COULD_NOT_LOOK
        nothing = self.end is not End.FINISHED and not self.packages_seen and not self.documents_seen
        return Conclusion.NOTHING_READ if nothing else Conclusion.INTACT

    @property
    def differences(self) -> int:
        """How many things differ or could not be read: files and faults of packages, missing packages, documents, lists."""
        return sum(1 for _ in self._all())

    @property
    def warnings(self) -> int:
        """How many changed modes and owners were found."""
        return sum(audit.warnings for audit in self.packages)

    def _all(self) -> Iterator[object]:
        for audit in self.packages:
            faults = (finding for finding in audit.findings if finding.severity is not Severity.WARNING)
            yield from (*audit.differences, *faults) if audit.stored else (audit,)
        yield from self.documents
        yield from self.unlisted


def _word(difference: Difference) -> Word:
    return word(difference.outcome)


def word(outcome: Outcome) -> Word:
    """The word for an outcome."""
    match outcome:
        case Intact():
            return Word.INTACT
        case Altered():
            return Word.ALTERED
        case Missing():
            return Word.MISSING
        case Unexpected():
            return Word.UNEXPECTED
        case Unreadable():
            return Word.UNREADABLE
        case _:
            assert_never(outcome)
