"""Finding: what was understood is given the register's own words and asked of the engine, group by group, of one state of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.engine.port import Engine, ExpandedElsewhere, MovedOn
from indexer.names.letter_model.letter_table import LetterTable
from indexer.query_parser.expansion import Expander
from indexer.query_parser.grammar import ParsedQuery
from indexer.query_parser.groups import Group
from indexer.query_parser.word_candidates import Spelled
from indexer.question.query import Filters, Query, Sort
from indexer.question.results import Edition, Results

PATIENCE = 3
"""How often the words are expanded again when the index is written to meanwhile."""
FEWEST = 3
"""Distant names that are listed; of the others the number is told."""
FEW = 5
"""Mentions and pages that are listed beside persons."""
COUNTED = frozenset({Group.SCATTERED, Group.OFFICERS})
"""Groups that are told as a count, and listed on request."""

Ask = Callable[[Query], Results]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of an answer is wanted: a page of a group, and with the first page of persons all that stands beside them.

    `generation` is that of the page before, when it must be of the same list: MovedOn otherwise.
    """

    sort: Sort = Sort.SCORE
    limit: int = 20
    offset: int = 0
    facets: bool = False
    generation: str | None = None
    group: Group = Group.PERSON


@dataclass(frozen=True, slots=True)
class FinderResult:
    """What each group answered, the wanted one first; how the question was read; what each word that was asked stands for.

    `unlimited`, where nobody answers and there were filters: how many acts would without them.
    """

    groups: Mapping[Group, Results]
    wanted: Group
    asked: ParsedQuery
    words: Sequence[Spelled]
    edition: Edition
    unlimited: int | None = None

    @property
    def near_unasked(self) -> bool:
        """Whether names that are near may be there and were not asked for, because the persons fill the page."""
        return (
            self.wanted is Group.PERSON
            and self.page.total > 0
            and Group.NEAR not in self.groups
            and len(self.words) > 1
        )

    @property
    def page(self) -> Results:
        """That of the group that was wanted."""
        return self.groups.get(self.wanted) or Results(0, (), self.edition)

    def packages(self) -> list[str]:
        """Those that hold what is listed, whatever the group."""
        shown = (one for group, one in self.groups.items() if group is self.wanted or group not in COUNTED)
        return [hit.document.package for results in shown for hit in results.hits]


class Finder:
    """Asks one engine. Keeps what was learnt of its dictionary for as long as that stays the same."""

    def __init__(self, engine: Engine, table: LetterTable) -> None:
        self._engine = engine
        self._table = table
        self._expander: Expander | None = None

    def expander(self) -> Expander:
        """For the dictionary that the index has now. EngineUnavailable."""
        now = self._engine.edition().expansion
        if self._expander is None or self._expander.expansion.dictionary != now.dictionary:
            self._expander = Expander(self._engine.dictionary(), self._table)
        return self._expander

    def find(self, asked: ParsedQuery, page: Page, ask: Ask | None = None) -> FinderResult:
        """The groups of an answer, all of one state of the index. InvalidQuery, EngineUnavailable, MovedOn.

        `ask` puts one query; the engine's own way when it is not given.
        """
        for attempt in range(PATIENCE):
            try:
                return _Asking(self.expander(), asked, page, ask, self._engine).all()
            except (ExpandedElsewhere, MovedOn) as moved:
                if attempt + 1 == PATIENCE or (isinstance(moved, MovedOn) and page.generation is not None):
                    raise
        raise AssertionError("the loop returns or raises")


class _Asking:
    """One answer in the making."""

    def __init__(self, expander: Expander, asked: ParsedQuery, page: Page, ask: Ask | None, engine: Engine) -> None:
        self._expander = expander
        self._asked = asked
        self._page = page
        self._ask = ask or engine.search
        self._narrowed = ask is not None
        self._engine = engine
        self._generation = page.generation
        self._groups: dict[Group, Results] = {}

    def all(self) -> FinderResult:
        page = self._page
        read = self._asked.read(self._answers)
        if read is not self._asked or page.group not in self._groups:
            self._asked = read
            self._one(page.group, page.limit, page.offset, page.facets)
        if page.group is Group.PERSON and page.offset == 0:
            self._beside()
        unlimited = self._unlimited()
        edition = next((one.edition for one in self._groups.values()), None) or self._engine.edition()
        return FinderResult(
            self._groups, page.group, self._asked, self._expander.spelled(self._asked.words), edition, unlimited
        )

    def _answers(self, asked: ParsedQuery) -> bool:
        """Whether somebody answers one reading of the question; the page, when it is of persons, is not asked for again."""
        self._asked, page = asked, self._page
        self._groups.pop(Group.PERSON, None)
        answers = self._one(Group.PERSON, page.limit, page.offset, page.facets)
        if page.group is not Group.PERSON:
            self._groups.pop(Group.PERSON, None)
        return answers

    def _unlimited(self) -> int | None:
        """How many acts answer wherever they are, when nobody does within the filters; None where that is not asked."""
        page, asked = self._page, self._asked
        persons = page.group is Group.PERSON and page.offset == 0 and any(word.required for word in asked.words)
        if self._narrowed or not persons or self._has(Group.PERSON) or asked.filters == Filters():
            return None
        query = self._expander.group(replace(asked, filters=Filters()), Group.PERSON, limit=1)
        return 0 if query is None else self._ask(replace(query, generation=self._generation)).total

    def _beside(self) -> None:
        limit = self._page.limit
        if not self._full() and not self._one(Group.NEAR, limit) and not self._has(Group.PERSON):
            self._one(Group.DISTANT, min(FEWEST, limit))
        for group in (Group.MENTIONS, Group.PAGES):
            self._one(group, min(FEW, limit))
        for group in COUNTED:
            self._one(group, 1, sort=Sort.YEAR)  # what is only counted need not be weighed
        if not any(self._has(group) for group in self._groups if group is not Group.OFFICERS):
            self._one(Group.SOME, limit)

    def _full(self) -> bool:
        """Whether the persons fill the page, so that who is near is asked for only on request: that group costs most."""
        return Group.PERSON in self._groups and self._groups[Group.PERSON].total >= self._page.limit

    def _has(self, group: Group) -> bool:
        return group in self._groups and self._groups[group].total > 0

    def _one(self, group: Group, limit: int, offset: int = 0, facets: bool = False, sort: Sort | None = None) -> bool:
        """Ask for a group, and say whether it answers."""
        query = self._expander.group(self._asked, group, sort or self._page.sort, limit, offset, facets)
        if query is not None:
            found = self._ask(replace(query, generation=self._generation))
            self._generation = found.edition.generation
            self._groups[group] = found
        return self._has(group)
