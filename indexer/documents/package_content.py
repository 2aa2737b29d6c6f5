"""What the derived views read of one package, and the errors that say why they could not."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded
from archive.model.digest import Digest
from archive.model.message import tell
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import RegisterObject
from archive.model.verdicts import Verdicts
from archive.store.package_content_port import Reading
from indexer.documents.act_to_document import Volume, act_document
from indexer.documents.document import Document
from indexer.documents.transcribed_views import Transcribed
from indexer.errors import IndexerError

VERDICTS = "verdicts"
"""The digest by which the entry of an audit names what it found, package by package."""


class PackageUnreadable(IndexerError, RuntimeError):
    """A package that the ledger names is not there, or no longer parses; says which and why. An audit tells the rest."""


class StoreAway(IndexerError, OSError):
    """The store could not look for a package: nothing is known of it, and looking again may help."""


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What the catalogue keeps of a package: the register as described, and its condensed facts."""

    register: RegisterObject
    facts: RegisterFacts


@dataclass(frozen=True, slots=True)
class Noted:
    """A ledger entry, with the content of the package that it stored, or with the verdicts of the audit that it records.

    Both are None for other entries, and where they cannot be read.
    """

    recorded: Recorded
    content: PackageContent | None = None
    verdicts: Verdicts | None = None


@contextmanager
def _reading(package: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreAway(
            tell(
                "the store could not look for package {package} ({error}): mend that, then try again",
                package=package,
                error=error,
            )
        ) from error
    # What the reading port answers for a package that is not stored, or no longer parses.
    except (LookupError, ValueError) as error:
        raise PackageUnreadable(
            tell("package {package} cannot be read ({error}): audit it", package=package, error=error)
        ) from error


def note(recorded: Recorded, reading: Reading, gone: Container[str] = ()) -> Noted:
    """The entry with its package's content, none where that was disposed of, or its audit's verdicts.

    Raises PackageUnreadable, StoreAway.
    """
    if recorded.entry.type is EntryType.AUDIT and VERDICTS in recorded.entry.digests:
        return Noted(recorded, verdicts=_verdicts(recorded.entry.digests[VERDICTS], reading))
    if recorded.entry.type is not EntryType.PACKAGE_STORED or recorded.entry.subject in gone:
        return Noted(recorded)
    package = recorded.entry.subject
    with _reading(package):
        return Noted(recorded, PackageContent(reading.register(package), reading.facts(package)))


def _verdicts(document: Digest, reading: Reading) -> Verdicts | None:
    """None where the document is lost: then what it said was read is not known to have been. Raises StoreAway."""
    try:
        with _reading(str(document)):
            return reading.verdicts(document)
    except PackageUnreadable:
        return None


def documents(package: str, reading: Reading) -> Iterator[Document]:
    """The search documents of a package, one at a time: its acts, then transcribed views. PackageUnreadable, StoreAway.

    Views of older packages are among them where this one images their pages anew. Whoever takes them takes all or nothing: half
    of a package must not replace what an earlier version of its register brought.
    """
    with _reading(package):
        register = reading.register(package)
        volume = Volume.read(register, package)
        for act in reading.acts(package):
            yield act_document(act, volume)
        yield from Transcribed.read(package, register, reading).documents()


def replaced(package: str, reading: Reading) -> tuple[str, ...]:
    """The identifiers of documents that stand no longer: texts of images that were replaced by others with text of their own."""
    with _reading(package):
        return Transcribed.read(package, reading.register(package), reading).superseded()
