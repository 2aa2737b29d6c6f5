"""Which acts are open to others than the archive's own people today, by the embargo policy and the days of each act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from archive.model.identifiers import RegisterId
from archive.model.policies.embargo import Access, Embargo
from indexer.documents.document import Document
from indexer.question.query import DEEPEST, Scored
from indexer.question.results import Edition, Results, counted
from khizana.service.lifecycle import policies
from khizana.service.lifecycle.answers import AccessToday
from khizana.wiring.clock import ClockBehind, found_behind
from khizana.wiring.session import Session


class EmbargoFilter:
    """Answers for one day; the policy of each country is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._today = session.now().date()
        self._policies: dict[str, Embargo] = {}
        self._behind = found_behind(session)

    def access(self, register: str, last: date) -> Access:
        """Whether an act of a register is open; `last` is the last day on which its event may have happened.

        ClockBehind where the day of today cannot be believed.
        """
        if self._behind is not None:
            raise ClockBehind("whether an act is open", self._behind)
        identifier = RegisterId.parse(register)
        country = identifier.series.country
        if country not in self._policies:
            self._policies[country] = policies.embargo(self._session, country)
        return self._policies[country].access(identifier, last, self._today)

    def of(self, document: Document) -> Access:
        """The same of what a search found: an act, or the transcription of a page of a register's year."""
        return self.access(document.register, document.days.last)

    def said(self, document: Document) -> AccessToday:
        """`of` as answers say it; not known, where the day of today cannot be believed."""
        try:
            return AccessToday.of(self.of(document))
        except ClockBehind:
            return AccessToday(None)


@dataclass(frozen=True, slots=True)
class OpenPage:
    """Everything open that was found; of all answers (`of`) the first were looked at, in their order (`looked`)."""

    hits: tuple[Scored, ...]
    looked: int
    of: int
    edition: Edition

    def results(self, limit: int, offset: int, facets: bool) -> Results:
        """One page of it, as if there were nothing else."""
        counts = counted(one.document for one in self.hits) if facets else {}
        return Results(len(self.hits), self.hits[offset : offset + limit], self.edition, counts)


Find = Callable[[int, str | None], Results]
"""Gives the answers behind the first so many, of the list of that generation."""


def open_page(find: Find, generation: str | None, embargo: EmbargoFilter) -> OpenPage:
    """Look at the answers as far as an engine lists them, and leave the closed ones out. MovedOn when the index is written to."""
    found = find(0, generation)
    hits = [one for one in found.hits if embargo.of(one.document).open]
    looked = len(found.hits)
    while looked < min(found.total, DEEPEST) and found.hits:
        found = find(looked, found.edition.generation)
        hits += [one for one in found.hits if embargo.of(one.document).open]
        looked += len(found.hits)
    return OpenPage(tuple(hits), looked, found.total, found.edition)
