"""Searching: what was typed is understood, found in groups of answers, and told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.model.dates.interval import Interval
from indexer.engine.port import Engine
from indexer.finder import COUNTED, FinderResult, Page
from indexer.query_parser.grammar import ParsedQuery, Word, understood
from indexer.query_parser.groups import Group
from indexer.query_parser.highlight import spans
from indexer.query_parser.word_candidates import Spelled, unknown
from indexer.question.query import MOST_RESULTS, Filters, InvalidQuery, Query
from indexer.question.results import Facets, Results
from khizana.outcome import Outcome
from khizana.service.access.embargo_filter import EmbargoFilter, open_page
from khizana.service.audit import known_differences
from khizana.service.search import hits, offices
from khizana.service.search.answers import AskedWord, FacetCount, GroupHits, Hit, OpenLooked, SearchAnswer
from khizana.wiring.session import Session


def within(first: int | None, last: int | None) -> Interval | None:
    """The days from the beginning of one year to the end of another; InvalidQuery when they are no interval."""
    if first is None and last is None:
        return None
    begin, end = first if first is not None else date.min.year, last if last is not None else date.max.year
    if not date.min.year <= begin <= end <= date.max.year:
        raise InvalidQuery(f"The years {begin} to {end} are no interval: write the earlier one first.", "years")
    return Interval(date(begin, 1, 1), date(end, 12, 31))


def search(session: Session, text: str, filters: Filters, page: Page, open_only: bool = False) -> Outcome[SearchAnswer]:
    """What answers, in groups: acts and transcribed pages, each with whether it is open to others than the archive's own people.

    With `open_only` those that are closed are neither listed nor counted; of a list that is too deep the first are looked at
    (`looked` of `of`). InvalidQuery and EngineUnavailable say what is wrong.
    """
    asked, embargo = understood(text, filters), EmbargoFilter(session)
    asked = replace(asked, filters=offices.named(session, asked.filters))
    looking = _OpenOnly(session.engine, embargo) if open_only else None
    found = session.finder.find(asked, page, looking)
    asked = found.asked
    told = _Telling(asked, found, embargo)
    answer = SearchAnswer(
        query=text,
        words=tuple(_word(one) for one in found.words),
        unknown=tuple(_typed(text, word, term) for word, term in unknown(found.words)),
        nobody=_nobody(asked, found, page),
        without_limits=found.unlimited,
        otherwise_ordered=_otherwise_ordered(asked, found),
        no_such_number=looking is None and not found.page.total and _of_a_number(asked),
        group=page.group,
        total=found.page.total,
        offset=page.offset,
        hits=told.hits(found.page),
        near_unasked=found.near_unasked,
        groups={group: told.group(group) for group in found.groups if group is not page.group},
        open_only=None if looking is None else OpenLooked(looking.looked, looking.of),
        facets=_facets(found.page.facets),
        generation=found.edition.generation,
        position=found.edition.position,
        lag=max(0, session.ledger.head().size - found.edition.position),
    )
    return known_differences.said(session, Outcome(answer), found.packages())


class _OpenOnly:
    """Puts a query and leaves out what is closed; counts how many answers were looked at."""

    def __init__(self, engine: Engine, embargo: EmbargoFilter) -> None:
        self._engine = engine
        self._embargo = embargo
        self.looked = self.of = 0

    def __call__(self, query: Query) -> Results:
        def deep(offset: int, generation: str | None) -> Results:
            some = replace(query, limit=MOST_RESULTS, offset=offset, facets=False, generation=generation)
            return self._engine.search(some)

        page = open_page(deep, query.generation, self._embargo)
        self.looked += page.looked
        self.of += page.of
        return page.results(query.limit, query.offset, query.facets)


class _Telling:
    """Tells answers, each with what is lit of it and whether it is open."""

    def __init__(self, asked: ParsedQuery, found: FinderResult, embargo: EmbargoFilter) -> None:
        self._asked = asked
        self._found = found
        self._embargo = embargo
        self._lit = {
            one.number: frozenset(candidate.word for candidate in one.strong) | set(one.word.rest)
            for one in found.words
        }

    def hits(self, results: Results) -> tuple[Hit, ...]:
        """The answers of a page."""
        words, lit = self._asked.words, self._lit
        return tuple(hits.hit(one, words, lit, self._embargo.said(one.document)) for one in results.hits)

    def group(self, group: Group) -> GroupHits:
        """How many answers a group has, and those that are listed of it."""
        results = self._found.groups[group]
        return GroupHits(results.total, None if group in COUNTED else self.hits(results))


def _nobody(asked: ParsedQuery, found: FinderResult, page: Page) -> bool | None:
    """Whether no person of any act has all the words; None where no person was asked for."""
    persons = any(word.required for word in asked.words)
    return found.page.total == 0 if persons and page.group is Group.PERSON and page.offset == 0 else None


def _otherwise_ordered(asked: ParsedQuery, found: FinderResult) -> bool:
    """Whether the words of a phrase are there and nowhere in this order."""
    required = [one for one in found.words if one.word.required]
    phrase = len(required) == 1 and bool(required[0].word.rest) and not required[0].lacking
    return phrase and not found.unlimited and not any(one.total for one in found.groups.values())


def _of_a_number(asked: ParsedQuery) -> bool:
    """Whether an act is asked for by its number and year alone."""
    filters = asked.filters
    numbered = filters.number is not None and filters.volume is not None
    return numbered and not asked.words and replace(filters, number=None, volume=None, event=None) == Filters()


def _typed(text: str, word: Word, term: str) -> str:
    """A term as it was typed."""
    start, end = word.at
    typed = text[start:end]
    found = spans(typed, (term,))
    return typed[found[0].start : found[0].end] if found else term


def _word(one: Spelled) -> AskedWord:
    """A word as it was understood, with what it is taken for."""
    word, taken_for = one.word, tuple(candidate.word for candidate in one.strong)
    return {"word": " ".join((word.term, *word.rest)), "at": word.at, "in": word.fields, "taken_for": taken_for}


def _facets(found: Facets) -> dict[str, tuple[FacetCount, ...]]:
    return {name: tuple(FacetCount(*one) for one in values) for name, values in found.items()}
