"""What of a register is closed to others today, page by page: a page may go out whole only where every act on it is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from archive.model.json import Json
from archive.model.policies.embargo import Access
from archive.model.records.act import ActObject, regions_with_mentions
from archive.model.records.version import Link
from archive.model.records.view import View
from indexer.documents.act_to_document import Volume, act_document
from khizana.service.access.embargo_filter import EmbargoFilter
from khizana.wiring.session import Session


@dataclass(frozen=True, slots=True)
class Closed:
    """How many acts there are, how many of them are closed, and until when the last of them; `for_ever` have no such day."""

    acts: int = 0
    closed: int = 0
    until: date | None = None
    for_ever: int = 0

    def to_json(self) -> dict[str, Json]:
        until = None if self.until is None else self.until.isoformat()
        return {"acts": self.acts, "closed": self.closed, "until": until, "for_ever": self.for_ever}


def closed(found: Iterable[Access]) -> Closed:
    """The sum over acts."""
    every = list(found)
    shut = [one for one in every if not one.open]
    dated = [one.until for one in shut if one.until is not None]
    return Closed(len(every), len(shut), max(dated, default=None), len(shut) - len(dated))


class Pages:
    """The acts of one register as they stand, by the views on which they lie: of every scan of the pages that one scan shows."""

    def __init__(self, session: Session, chain: tuple[Link, ...], embargo: EmbargoFilter) -> None:
        standing = session.reading.standing(chain)
        head = standing.head.package
        volume = Volume.read(session.reading.register(head), head)
        self._on: dict[tuple[str, str], list[Access]] = {}
        self._nowhere: list[Access] = []
        self._scans = standing.scans()
        self._packages = {name: package for package, name in standing.held}
        self._views = {name: view for (_, name), view in standing.held.items()}
        self._standing = {placed.view.name for placed in standing.views}
        self.files: dict[tuple[str, str], list[str]] = {}
        for (package, name), view in standing.held.items():
            self.files.setdefault((package, view.file), []).append(name)
        for act in standing.acts.values():
            self._place(act, embargo.of(act_document(act, volume)))

    def on(self, package: str, view: str) -> Closed:
        """The acts on a view. One that is closed, and of which nobody said where it lies, may lie on any."""
        shut = [one for one in self._nowhere if not one.open]
        return closed([*self._on.get((package, view), ()), *shut])

    def in_file(self, package: str, file: str) -> Closed:
        """The same of all views that one file holds: a PDF is many pages."""
        found = [one for name in self.files[package, file] for one in self._on.get((package, name), ())]
        return closed([*found, *(one for one in self._nowhere if not one.open)])

    def standing(self, view: str) -> tuple[tuple[str, View], ...]:
        """The images that stand for the pages of a view today, each with its package; a rescan may have taken its place."""
        names = sorted(self._scans.get(view, frozenset()) & self._standing)
        return tuple((self._packages[name], self._views[name]) for name in names)

    def _place(self, act: ActObject, access: Access) -> None:
        drawn = {region.view for region in regions_with_mentions(act)}
        where = {(self._packages[one], one) for view in drawn for one in self._scans.get(view, ())}
        for one in where:
            self._on.setdefault(one, []).append(access)
        if not where:
            self._nowhere.append(access)
