"""Gives each word that is asked for the register's own words that it may stand for, and so makes a query of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from indexer.documents.document import ACT, VIEW
from indexer.documents.searchable_fields import SELF
from indexer.names.analysis.affixes import JOINED
from indexer.names.analysis.script import Script, script_of
from indexer.names.expansion.expand import MOST, Candidate, expand, weigh
from indexer.names.expansion.typing_ahead import prefix
from indexer.names.letter_model.closeness import Closeness
from indexer.names.letter_model.letter_table import LetterTable
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.query_parser.grammar import Manner, ParsedQuery, Word
from indexer.query_parser.groups import Group, grouped
from indexer.query_parser.word_candidates import Spelled
from indexer.question.query import DEEPEST, MOST_RESULTS, Expansion, Filters, InvalidQuery, Query, Sort

Expand = Callable[[str, int], tuple[Candidate, ...]]
"""A term, and how many candidates at most."""
COMMON = 4_096
"""Terms whose candidates are remembered, for as long as the dictionary stays what it is."""
RECENT = 64
"""Questions whose words are remembered, each with so many spellings."""
WHOLE = 3.0
"""What a word more counts against a name of which some words were not asked for; so that who asks for Fatima Alaoui sees her
before Fatima Zahra Alaoui."""
UNASKED = 3
"""Words more that are told apart; a name with more of them gains nothing."""
A_MONTH = 28
"""Days; who asks for fewer asks for an act of that day."""
AS_WRITTEN = 8.0
"""What a word weighs that was asked for exactly, when nothing else says it."""


class Expander:
    """The words of one dictionary by one letter table; terms that were asked before are not expanded again."""

    def __init__(self, dictionary: Dictionary, table: LetterTable) -> None:
        self.expansion = Expansion(dictionary.version, table.digest)
        self._dictionary = dictionary
        self._spelled = lru_cache(RECENT)(self._every)
        self._expand: Expand = lru_cache(COMMON)(lambda term, most: expand(term, dictionary, table, most))

    def group(
        self,
        asked: ParsedQuery,
        group: Group,
        sort: Sort = Sort.SCORE,
        limit: int = 20,
        offset: int = 0,
        facets: bool = False,
    ) -> Query | None:
        """The query of one group of answers; None where it has none. InvalidQuery for a page that no list has."""
        _a_page(limit, offset)
        match = grouped(lambda share: self.spelled(asked.words, share), group) if asked.words else None
        filters = _where(asked, group) if match is not None or (not asked.words and group is Group.PERSON) else None
        if filters is None:
            return None
        return Query(filters, whole_names(asked), sort, facets, limit, offset, self.expansion, match=match)

    def spelled(self, words: tuple[Word, ...], share: int = 1) -> Sequence[Spelled]:
        """The words with those of the registers that they stand for; the more must share, the fewer for each."""
        return self._spelled(words, share)

    def _every(self, words: tuple[Word, ...], share: int) -> tuple[Spelled, ...]:
        """A stored word is not two words at once: what was asked as another word of the same script stands for that alone."""
        asked = {word.term for word in words}
        return tuple(
            Spelled.of(
                number,
                word,
                [one for one in self._known(word) if one.word == word.term or not _same_script(one.word, word, asked)],
                share,
                self._lacking(word),
            )
            for number, word in enumerate(words)
        )

    def _lacking(self, word: Word) -> tuple[str, ...]:
        """The terms that no register has in any spelling; what is always joined with the next word is none of them."""
        if word.manner is Manner.BEGINS:
            return () if self._known(word) else (word.term,)
        return tuple(
            term
            for term in dict.fromkeys((word.term, *word.rest))
            if term not in JOINED and all(one.close is not Closeness.STRONG for one in self._expand(term, MOST))
        )

    def _known(self, word: Word) -> Sequence[Candidate]:
        """What is asked for exactly stands in the registers, or nothing does."""
        lacks = not all(self._dictionary.count(term) for term in (word.term, *word.rest))
        return () if word.manner is Manner.EXACT and lacks else tuple(self._candidates(word))

    def _candidates(self, word: Word) -> Iterator[Candidate]:
        match word.manner:
            case Manner.EXACT:
                known = [one for one in self._expand(word.term, MOST) if one.word == word.term]
                yield from known or [Candidate(word.term, AS_WRITTEN)]
            case Manner.BEGINS:
                yield from self._beginning(word.term)
            case _:
                yield from self._expand(word.term, MOST)

    def _beginning(self, begin: str) -> Iterator[Candidate]:
        """Words that begin like this, those that stand often weighing more; the whole word is the heaviest of its number."""
        for written in prefix(begin, self._dictionary, MOST):
            whole = 1.0 if written == begin else 0.0
            often = 0.3 * float(self._dictionary.count(written)) ** 0.25
            yield Candidate(written, weigh(2.0 * len(begin) + whole + often))


def _same_script(stored: str, word: Word, asked: set[str]) -> bool:
    return stored in asked and script_of(stored) is script_of(word.term)


def _where(asked: ParsedQuery, group: Group) -> Filters | None:
    """Pages are not acts: what is asked of persons is asked of acts. None where the filters leave nothing."""
    filters, kind = asked.filters, VIEW if group is Group.PAGES else ACT
    days = filters.days
    if days is not None and filters.kind is None and (days.last - days.first).days < A_MONTH:
        # Of a page only the year of its register is known.
        filters = replace(filters, kind=ACT)
    if not asked.words or not any(word.required for word in asked.words):
        return filters
    if filters.kind not in (None, kind):
        return None
    # No page has persons, so that it must be left out only where its text would do.
    read = group in (Group.PAGES, Group.SCATTERED) or any(word.fields == ("text",) for word in asked.words)
    return replace(filters, kind=kind) if read else filters


def _a_page(limit: int, offset: int) -> None:
    if not 1 <= limit <= MOST_RESULTS:
        raise InvalidQuery(
            f"A limit of {limit} is not possible: ask for 1 to {MOST_RESULTS} results.", "limit", most=MOST_RESULTS
        )
    if offset < 0 or offset + limit > DEEPEST:
        raise InvalidQuery(
            f"Results can be read up to the {DEEPEST:,}th: add a word, an office or years to narrow the search.",
            "deepest",
            most=DEEPEST,
        )


def whole_names(asked: ParsedQuery) -> tuple[Candidate, ...]:
    """What names of so many words gain: all that are asked of a person's name are as good as one another."""
    named = sum(
        (not word.fields or SELF in word.fields) and script_of(word.term) is not Script.OTHER for word in asked.words
    )
    lengths = range(1, named + UNASKED) if named else ()
    return tuple(Candidate(str(length), WHOLE * (UNASKED - max(0, length - named))) for length in lengths)
