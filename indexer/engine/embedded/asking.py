"""A query in tantivy's terms: nothing of what a person typed is ever parsed as a query language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import tantivy

from indexer.documents.engine_documents import ANYWHERE, LENGTHS
from indexer.engine.embedded.schema import MARK
from indexer.engine.fields import asked
from indexer.names.expansion.expand import Candidate
from indexer.question.match_tree import All, AtLeast, Best, Has, Match, Perhaps, Phrase, Without
from indexer.question.query import Filters, Query

LISTS = 512
"""How many lists of words are remembered as they are asked, each of some words in one part."""

_Part = tuple[tantivy.Occur, tantivy.Query]


class Terms:
    """Makes the clauses of words. Thousands are asked in one question, and the same lists in several of its groups."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema
        self.weighed = lru_cache(LISTS)(self._weighed)

    def _weighed(self, field: str, candidates: tuple[Candidate, ...], gain: float) -> tuple[tantivy.Query, ...]:
        """The words of a list in one part, each with its weight."""
        schema, term_query, const = self.schema, tantivy.Query.term_query, tantivy.Query.const_score_query
        return tuple(const(term_query(schema, field, word, "basic"), weight + gain) for word, weight, _ in candidates)


def of_query(terms: Terms, query: Query) -> tantivy.Query:
    """What weighs, and filters that weigh nothing; never the document that describes the index."""
    parts = _all(terms, query.tree.parts)
    parts += [(tantivy.Occur.Must, one) for one in _filters(terms.schema, query.filters)]
    if query.whole:
        parts.append((tantivy.Occur.Should, _greatest(_weighed(terms, Has(0, query.whole, (LENGTHS,))))))
    parts.append((tantivy.Occur.MustNot, term(terms.schema, "id", MARK)))
    return tantivy.Query.boolean_query(parts)


def term(schema: tantivy.Schema, field: str, value: str | int) -> tantivy.Query:
    """The documents that have a value in a field."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def _match(terms: Terms, match: Match) -> tantivy.Query:
    match match:
        case All(parts):
            return tantivy.Query.boolean_query(_all(terms, parts))
        case AtLeast(least, parts):
            some = [(tantivy.Occur.Should, _match(terms, part)) for part in parts]
            enough = tantivy.Query.boolean_query(some, minimum_number_should_match=least)
            return _weightless(enough) if len(some) >= least else tantivy.Query.empty_query()
        case Perhaps() | Without():
            return tantivy.Query.boolean_query(_all(terms, (match,)))
        case _:
            return _greatest(_weighed(terms, match))


def _all(terms: Terms, parts: Sequence[Match]) -> list[_Part]:
    """The clauses of a conjunction, which must have one that is not merely wished for or excluded."""
    found: list[_Part] = []
    for part in parts:
        match part:
            case Perhaps(wished):
                found.append((tantivy.Occur.Should, _match(terms, wished)))
            case Without(excluded):
                found.append((tantivy.Occur.MustNot, _match(terms, excluded)))
            case _:
                found.append((tantivy.Occur.Must, _match(terms, part)))
    if all(isinstance(part, Perhaps | Without) for part in parts):
        found.append((tantivy.Occur.Must, _weightless(tantivy.Query.all_query())))
    return found


def _weighed(terms: Terms, match: Match) -> list[tantivy.Query]:
    """What is compared for the greatest: words one by one, whatever number of lists they come from."""
    match match:
        case Has():
            lists = [terms.weighed(field, match.candidates, match.gain) for field in match.fields or (ANYWHERE,)]
            return list(chain.from_iterable(lists))
        case Phrase():
            return [_phrase(terms.schema, field, match) for field in match.fields or (ANYWHERE,)]
        case Best(parts):
            return list(chain.from_iterable(_weighed(terms, part) for part in parts))
        case _:
            return [_match(terms, match)]


def _phrase(schema: tantivy.Schema, field: str, phrase: Phrase) -> tantivy.Query:
    """All its words in one part; that they follow one another is seen where they are read."""
    words = [(tantivy.Occur.Must, term(schema, field, word)) for word in phrase.words]
    return _const(tantivy.Query.boolean_query(words), phrase.weight + phrase.gain)


def _greatest(several: Sequence[tantivy.Query]) -> tantivy.Query:
    if not several:
        return tantivy.Query.empty_query()
    return several[0] if len(several) == 1 else tantivy.Query.disjunction_max_query(several)


def _filters(schema: tantivy.Schema, filters: Filters) -> Iterator[tantivy.Query]:
    for field, value in asked(filters):
        yield _weightless(term(schema, field, value))
    if filters.offices is not None:
        several = [(tantivy.Occur.Should, term(schema, "offices", office)) for office in filters.offices]
        yield _weightless(tantivy.Query.boolean_query(several)) if several else tantivy.Query.empty_query()
    if filters.days is not None:
        integer = tantivy.FieldType.Integer
        first, last = filters.days.first.toordinal(), filters.days.last.toordinal()
        yield _weightless(tantivy.Query.range_query(schema, "first", integer, upper_bound=last))
        yield _weightless(tantivy.Query.range_query(schema, "last", integer, lower_bound=first))


def _weightless(query: tantivy.Query) -> tantivy.Query:
    return _const(query, 0.0)


def _const(query: tantivy.Query, weight: float) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, weight)
