"""What the derived views read of one package, and the errors that say why they could not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from archive.ledger.entry import EntryType
from archive.ledger.port import Recorded
from archive.model.facts import RegisterFacts
from archive.model.json import Json
from archive.model.register import RegisterObject
from archive.store.reading import Reading
from indexer.document import Document, act_document, view_document


class PackageUnreadable(RuntimeError):
    """A package that the ledger names is not there, or no longer parses; says which and why. An audit tells the rest."""


class StoreAway(OSError):
    """The store could not look for a package: nothing is known of it, and looking again may help."""


@dataclass(frozen=True, slots=True)
class PackageContent:
    """What the catalogue keeps of a package: the register as described, and its condensed facts."""

    register: RegisterObject
    facts: RegisterFacts


@dataclass(frozen=True, slots=True)
class Noted:
    """A ledger entry, with the content of the package that it stored; None for other entries and unreadable packages."""

    recorded: Recorded
    content: PackageContent | None = None


@contextmanager
def _reading(package: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreAway(
            f"the store could not look for package {package} ({error}): mend that, then try again"
        ) from error
    # What the reading port answers for a package that is not stored, or no longer parses.
    except (LookupError, ValueError) as error:
        raise PackageUnreadable(f"package {package} cannot be read ({error}): audit it") from error


def note(recorded: Recorded, reading: Reading) -> Noted:
    """The entry with its package's content. Raises PackageUnreadable, StoreAway."""
    if recorded.entry.type is not EntryType.PACKAGE_STORED:
        return Noted(recorded)
    package = recorded.entry.subject
    with _reading(package):
        return Noted(recorded, PackageContent(reading.register(package), reading.facts(package)))


def replaced(package: str, reading: Reading) -> tuple[str, ...]:
    """The identifiers of documents that a version makes stand no longer: those of views that it replaces."""
    with _reading(package):
        register = reading.register(package)
        names = [name for view in _objects(register["views"]) for name in _texts(view.get("replaces"))]
        found: list[str] = []
        while names and (before := register["predecessor"]) is not None:
            older = str(cast("Mapping[str, Json]", before)["package"])
            found.extend(f"{older}#{name}" for name in names)
            register = reading.register(older)
        return tuple(found)


def _objects(value: Json) -> Sequence[Mapping[str, Json]]:
    return cast("Sequence[Mapping[str, Json]]", value)


def _texts(value: Json) -> Sequence[str]:
    return cast("Sequence[str]", value or ())


def documents(package: str, reading: Reading) -> tuple[Document, ...]:
    """The search documents of a package: its acts, then its transcribed views. Raises PackageUnreadable, StoreAway.

    All of a package or nothing: half of it must not replace what an earlier version of its register brought.
    """
    with _reading(package):
        register = reading.register(package)
        acts = [act_document(act, register, package) for act in reading.acts(package)]
        views = groupby(reading.lines(package), key=lambda line: line.region.view)
        return (*acts, *(view_document(lines, register, package) for _, lines in views))
