"""A query as Elasticsearch takes it: constant scores in dis_max; nothing of what a person typed is parsed as a query language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from indexer.cards import ANYWHERE, LENGTHS
from indexer.engine.fields import asked
from indexer.query import Clause, Filters, Query, Sort
from indexer.results import FACETS, MOST_COUNTED

Part = dict[str, Any]
LONGEST = 1_000
"""Characters of a value that any document may have; the server refuses to look for very long ones."""


def of_query(query: Query) -> Part:
    """Clauses that weigh, filters that weigh nothing."""
    required = [_clause(clause) for clause in query.clauses if clause.required]
    optional = [_clause(clause) for clause in query.clauses if not clause.required]
    if query.alternatives:
        required, optional = [{"bool": {"should": optional, "minimum_should_match": 1}}], []
    if query.whole:
        optional.append(_clause(Clause("", query.whole, (LENGTHS,))))
    made: Part = {"must": required, "should": optional, "filter": list(_filters(query.filters))}
    if optional:
        made["minimum_should_match"] = 0
    return {"bool": made}


def order(sort: Sort) -> list[Part]:
    """The order of `indexer.query.ranked`; the key stands for the identifier."""
    equals: list[Part] = [{"rank": "asc"}, {"key": "asc"}]
    return equals if sort is Sort.YEAR else [{"_score": "desc"}, *equals]


def facets() -> Part:
    """Exact on every shard, because no facet has so many values."""
    return {
        name: {"terms": {"field": name, "size": MOST_COUNTED, "shard_size": MOST_COUNTED, "min_doc_count": 1}}
        for name in FACETS
    }


def _clause(clause: Clause) -> Part:
    weighed = [
        {"constant_score": {"filter": {"term": {field: candidate.word}}, "boost": candidate.weight}}
        for candidate in clause.candidates
        for field in clause.fields or (ANYWHERE,)
    ]
    return {"dis_max": {"queries": weighed}} if weighed else {"match_none": {}}


def _filters(filters: Filters) -> Iterator[Part]:
    for field, value in asked(filters):
        yield {"term": {field: value}} if len(value) <= LONGEST else {"match_none": {}}
    if filters.days is not None:
        yield {"range": {"first": {"lte": filters.days.last.toordinal()}}}
        yield {"range": {"last": {"gte": filters.days.first.toordinal()}}}
