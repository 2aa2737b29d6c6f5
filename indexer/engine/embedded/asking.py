"""A query in tantivy's terms: nothing of what a person typed is ever parsed as a query language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import tantivy

from indexer.documents.engine_documents import ANYWHERE, LENGTHS
from indexer.engine.embedded.schema import MARK
from indexer.engine.fields import asked
from indexer.question.match_tree import All, AtLeast, Best, Has, Match, Perhaps, Phrase, Without
from indexer.question.query import Filters, Query

_Part = tuple[tantivy.Occur, tantivy.Query]


def of_query(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    """What weighs, and filters that weigh nothing; never the document that describes the index."""
    parts = _all(schema, query.tree.parts)
    parts += [(tantivy.Occur.Must, one) for one in _filters(schema, query.filters)]
    if query.whole:
        parts.append((tantivy.Occur.Should, _greatest(_weighed(schema, Has(0, query.whole, (LENGTHS,))))))
    parts.append((tantivy.Occur.MustNot, term(schema, "id", MARK)))
    return tantivy.Query.boolean_query(parts)


def term(schema: tantivy.Schema, field: str, value: str | int) -> tantivy.Query:
    """The documents that have a value in a field."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def _match(schema: tantivy.Schema, match: Match) -> tantivy.Query:
    match match:
        case All(parts):
            return tantivy.Query.boolean_query(_all(schema, parts))
        case AtLeast(least, parts):
            some = [(tantivy.Occur.Should, _match(schema, part)) for part in parts]
            enough = tantivy.Query.boolean_query(some, minimum_number_should_match=least)
            return _weightless(enough) if len(some) >= least else tantivy.Query.empty_query()
        case Perhaps() | Without():
            return tantivy.Query.boolean_query(_all(schema, (match,)))
        case _:
            return _greatest(_weighed(schema, match))


def _all(schema: tantivy.Schema, parts: Sequence[Match]) -> list[_Part]:
    """The clauses of a conjunction, which must have one that is not merely wished for or excluded."""
    found: list[_Part] = []
    for part in parts:
        match part:
            case Perhaps(wished):
                found.append((tantivy.Occur.Should, _match(schema, wished)))
            case Without(excluded):
                found.append((tantivy.Occur.MustNot, _match(schema, excluded)))
            case _:
                found.append((tantivy.Occur.Must, _match(schema, part)))
    if all(isinstance(part, Perhaps | Without) for part in parts):
        found.append((tantivy.Occur.Must, _weightless(tantivy.Query.all_query())))
    return found


def _weighed(schema: tantivy.Schema, match: Match) -> Iterator[tantivy.Query]:
    """What is compared for the greatest: words one by one, whatever number of lists they come from."""
    match match:
        case Has():
            # Thousands of these are made of one question, so nothing is called that need not be.
            term_query, const, gain = tantivy.Query.term_query, tantivy.Query.const_score_query, match.gain
            for field in match.fields or (ANYWHERE,):
                for word, weight, _ in match.candidates:
                    yield const(term_query(schema, field, word, "basic"), weight + gain)
        case Phrase():
            for field in match.fields or (ANYWHERE,):
                words = [(tantivy.Occur.Must, term(schema, field, word)) for word in match.words]
                yield _const(tantivy.Query.boolean_query(words), match.weight + match.gain)
        case Best(parts):
            for part in parts:
                yield from _weighed(schema, part)
        case _:
            yield _match(schema, match)


def _greatest(weighed: Iterable[tantivy.Query]) -> tantivy.Query:
    several = list(weighed)
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
