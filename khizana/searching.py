"""Searching: what was typed is understood, given the register's own words, asked of the engine, and explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from archive.model.interval import Interval
from archive.model.json import Json
from archive.model.transcription import Line
from indexer.asking.expansion import Expander, any_of
from indexer.asking.explain import Meeting, Place, meetings
from indexer.asking.grammar import Asked, understood
from indexer.document import VIEW
from indexer.engine.port import Engine, ExpandedElsewhere
from indexer.names.table import LetterTable
from indexer.query import MOST_RESULTS, Filters, InvalidQuery, Query, Scored, Sort
from indexer.results import Facets, Results
from khizana import known
from khizana.doors import Doors, OpenPage, open_page
from khizana.engines import letter_table
from khizana.outcome import Outcome
from khizana.wiring import Archive

PATIENCE = 3
"""How often the words are expanded again when the index is written to meanwhile."""


class Finder:
    """Asks one engine. Keeps what was learnt of its dictionary for as long as that stays the same."""

    def __init__(self, engine: Engine, table: LetterTable) -> None:
        self._engine = engine
        self._table = table
        self._expander: Expander | None = None

    def query(self, asked: Asked, sort: Sort, limit: int, offset: int, facets: bool) -> Query:
        """The query for the dictionary that the index has now. InvalidQuery, EngineUnavailable."""
        now = self._engine.edition().expansion
        if self._expander is None or self._expander.expansion.dictionary != now.dictionary:
            self._expander = Expander(self._engine.dictionary(), self._table)
        return self._expander.query(asked, sort, limit, offset, facets)

    def find(
        self,
        asked: Asked,
        sort: Sort = Sort.SCORE,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
        generation: str | None = None,
    ) -> tuple[Results, bool]:
        """A page of results, and whether it has all the words; where nothing has them all, what has some. EngineUnavailable.

        `generation` is that of the page before, when it must be of the same list: MovedOn otherwise.
        """
        for attempt in range(PATIENCE):
            query = replace(self.query(asked, sort, limit, offset, facets), generation=generation)
            try:
                found = self._engine.search(query)
                if found.total or sum(clause.required for clause in query.clauses) < 2:
                    return found, True
                return self._engine.search(any_of(query)), False
            except ExpandedElsewhere:
                if attempt + 1 == PATIENCE:
                    raise
        raise AssertionError("the loop returns or raises")


def finder(archive: Archive) -> Finder:
    """Asks the engine of an archive."""
    return Finder(archive.engine, letter_table())


def within(first: int | None, last: int | None) -> Interval | None:
    """The days from the beginning of one year to the end of another; InvalidQuery when they are no interval."""
    if first is None and last is None:
        return None
    begin, end = first if first is not None else date.min.year, last if last is not None else date.max.year
    if not date.min.year <= begin <= end <= date.max.year:
        raise InvalidQuery(f"The years {begin} to {end} are no interval: write the earlier one first.", "years")
    return Interval(date(begin, 1, 1), date(end, 12, 31))


def search(
    archive: Archive,
    text: str,
    filters: Filters,
    today: date,
    sort: Sort = Sort.SCORE,
    limit: int = 20,
    offset: int = 0,
    facets: bool = False,
    generation: str | None = None,
    open_only: bool = False,
) -> Outcome:
    """The acts and transcribed pages that answer, each with whether it is open to others than the archive's own people today.

    With `open_only` those that are closed are neither listed nor counted; of a list that is too deep the first are looked at
    (`looked` of `of`). InvalidQuery and EngineUnavailable say what is wrong.
    """
    asked, doors = understood(text, filters), Doors(archive, today)
    page: OpenPage | None = None
    if open_only:
        page = open_page(partial(_deep, finder(archive), asked, sort), generation, doors)
        results, whole = page.results(limit, offset, facets), page.whole
    else:
        results, whole = finder(archive).find(asked, sort, limit, offset, facets, generation)
    outcome = Outcome(
        {
            "command": "search",
            "query": text,
            "words": [word.term for word in asked.words],
            "whole": whole,
            "total": results.total,
            "offset": offset,
            "hits": [{**_hit(one, asked), "access": doors.said(one.document)} for one in results.hits],
            "open_only": None if page is None else {"looked": page.looked, "of": page.of},
            "facets": _facets(results.facets),
            "generation": results.edition.generation,
            "position": results.edition.position,
            "lag": archive.ledger.head().size - results.edition.position,
        }
    )
    return known.said(archive, outcome, [one.document.package for one in results.hits])


def _deep(find: Finder, asked: Asked, sort: Sort, offset: int, generation: str | None) -> tuple[Results, bool]:
    return find.find(asked, sort, MOST_RESULTS, offset, False, generation)


def _hit(found: Scored, asked: Asked) -> dict[str, Json]:
    document = found.document
    explained = meetings(found, asked.words)
    hit: dict[str, Json] = {
        "kind": document.kind,
        "act": document.act or None,
        "package": document.package,
        "register": document.register,
        "copy": document.copy,
        "office": document.office,
        "office_name": dict(document.shown.office_name),
        "event": document.event,
        "status": document.status,
        "year": document.shown.year,
        "number": document.shown.number,
        "date": dict(document.shown.date),
        "names": [{"script": value.script, "text": value.text} for value in document.principals],
        "score": found.score,
        "whole": found.whole,
        "met": [_met(meeting) for meeting in explained],
    }
    if document.kind == VIEW:
        hit["view"] = document.view
        hit["lines"] = [_line(line) for line in _lines(explained)]
    return hit


def _met(meeting: Meeting) -> Json:
    return {
        "word": meeting.word.term,
        "at": list(meeting.word.at),
        "met": meeting.met,
        "why": meeting.why,
        "weight": meeting.weight,
        "places": [_place(place) for place in meeting.places],
    }


def _place(place: Place) -> Json:
    where = place.where
    field, script = ("text", "") if isinstance(where, Line) else (where.field, where.script)
    return {"field": field, "script": script, "text": where.text, "spans": [list(span) for span in place.spans]}


def _lines(explained: Sequence[Meeting]) -> Sequence[Line]:
    """The lines of a view in which a word was met, each once."""
    found = (place.where for meeting in explained for place in meeting.places)
    return tuple(dict.fromkeys(where for where in found if isinstance(where, Line)))


def _line(line: Line) -> Json:
    return {
        "text": line.text,
        "view": line.region.view,
        "sha256": line.region.digest.hex,
        "boxes": [box.to_json() for box in line.region.boxes],
    }


def _facets(found: Facets) -> Json:
    return {name: [{"value": value, "count": count} for value, count in values] for name, values in found.items()}
