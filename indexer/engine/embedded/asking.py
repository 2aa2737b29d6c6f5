"""A query in tantivy's terms: nothing of what a person typed is ever parsed as a query language."""

from __future__ import annotations

from collections.abc import Iterator

import tantivy

from indexer.cards import ANYWHERE, LENGTHS
from indexer.engine.embedded.schema import MARK
from indexer.engine.fields import asked
from indexer.query import Clause, Filters, Query

_Part = tuple[tantivy.Occur, tantivy.Query]


def of_query(schema: tantivy.Schema, query: Query) -> tantivy.Query:
    """Clauses that weigh, filters that weigh nothing; never the document that describes the index."""
    required = [_clause(schema, clause) for clause in query.clauses if clause.required]
    optional = [_clause(schema, clause) for clause in query.clauses if not clause.required]
    parts: list[_Part] = [(tantivy.Occur.Must, one) for one in (*required, *_filters(schema, query.filters))]
    if query.alternatives:
        parts.append(
            (tantivy.Occur.Must, tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in optional]))
        )
    else:
        parts += [(tantivy.Occur.Should, one) for one in optional]
    if query.whole:
        parts.append((tantivy.Occur.Should, _clause(schema, Clause("", query.whole, (LENGTHS,)))))
    if not required and not query.alternatives:
        parts.append((tantivy.Occur.Must, _weightless(tantivy.Query.all_query())))
    parts.append((tantivy.Occur.MustNot, term(schema, "id", MARK)))
    return tantivy.Query.boolean_query(parts)


def term(schema: tantivy.Schema, field: str, value: str | int) -> tantivy.Query:
    """The documents that have a value in a field."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def _clause(schema: tantivy.Schema, clause: Clause) -> tantivy.Query:
    """The heaviest of the candidates that a document has, in whichever of the fields."""
    weighed = [
        tantivy.Query.const_score_query(term(schema, field, candidate.word), candidate.weight)
        for candidate in clause.candidates
        for field in clause.fields or (ANYWHERE,)
    ]
    if not weighed:
        return tantivy.Query.empty_query()
    return weighed[0] if len(weighed) == 1 else tantivy.Query.disjunction_max_query(weighed)


def _filters(schema: tantivy.Schema, filters: Filters) -> Iterator[tantivy.Query]:
    for field, value in asked(filters):
        yield _weightless(term(schema, field, value))
    if filters.days is not None:
        integer = tantivy.FieldType.Integer
        first, last = filters.days.first.toordinal(), filters.days.last.toordinal()
        yield _weightless(tantivy.Query.range_query(schema, "first", integer, upper_bound=last))
        yield _weightless(tantivy.Query.range_query(schema, "last", integer, lower_bound=first))


def _weightless(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)
