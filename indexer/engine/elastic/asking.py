"""A query as Elasticsearch takes it: constant scores in dis_max; nothing of what a person typed is parsed as a query language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from indexer.documents.engine_documents import ANYWHERE, LENGTHS
from indexer.engine.fields import asked
from indexer.question.match_tree import All, AtLeast, Best, Has, Match, Perhaps, Phrase, Without
from indexer.question.query import Filters, Query, Sort
from indexer.question.results import FACETS, MOST_COUNTED

Part = dict[str, Any]
LONGEST = 1_000
"""Characters of a value that any document may have; the server refuses to look for very long ones."""


def of_query(query: Query) -> Part:
    """What weighs, and filters that weigh nothing."""
    made = _all(query.tree.parts)
    made["filter"] += _filters(query.filters)
    if query.whole:
        made["should"].append(_greatest(_weighed(Has(0, query.whole, (LENGTHS,)))))
    return {"bool": made}


def order(sort: Sort) -> list[Part]:
    """The order of `indexer.question.query.ranked`; the key stands for the identifier."""
    equals: list[Part] = [{"rank": "asc"}, {"key": "asc"}]
    return equals if sort is Sort.YEAR else [{"_score": "desc"}, *equals]


def facets() -> Part:
    """Exact on every shard, because no facet has so many values."""
    return {
        name: {"terms": {"field": name, "size": MOST_COUNTED, "shard_size": MOST_COUNTED, "min_doc_count": 1}}
        for name in FACETS
    }


def _match(match: Match) -> Part:
    match match:
        case All(parts):
            return {"bool": _all(parts)}
        case AtLeast() | Perhaps() | Without():
            return {"bool": _all((match,))}
        case _:
            return _greatest(_weighed(match))


def _all(parts: Sequence[Match]) -> Part:
    """A conjunction; that nothing of what is merely wished for need hold is always written, for the server guesses otherwise."""
    made: Part = {"must": [], "should": [], "must_not": [], "filter": [], "minimum_should_match": 0}
    for part in parts:
        match part:
            case Perhaps(wished):
                made["should"].append(_match(wished))
            case Without(excluded):
                made["must_not"].append(_match(excluded))
            case AtLeast(least, several):
                some = [_match(one) for one in several]
                enough: Part = {"bool": {"should": some, "minimum_should_match": least}}
                made["filter"].append(enough if len(some) >= least else {"match_none": {}})
            case _:
                made["must"].append(_match(part))
    return made


def _weighed(match: Match) -> Iterator[Part]:
    """What is compared for the greatest: words one by one, whatever number of lists they come from."""
    match match:
        case Has():
            for candidate in match.candidates:
                for field in match.fields or (ANYWHERE,):
                    yield _const({"term": {field: candidate.word}}, candidate.weight + match.gain)
        case Phrase():
            for field in match.fields or (ANYWHERE,):
                words = [{"term": {field: word}} for word in match.words]
                yield _const({"bool": {"filter": words}}, match.weight + match.gain)
        case Best(parts):
            for part in parts:
                yield from _weighed(part)
        case _:
            yield _match(match)


def _const(what: Part, weight: float) -> Part:
    return {"constant_score": {"filter": what, "boost": weight}}


def _greatest(weighed: Iterable[Part]) -> Part:
    several = list(weighed)
    return {"dis_max": {"queries": several}} if several else {"match_none": {}}


def _filters(filters: Filters) -> Iterator[Part]:
    for field, value in asked(filters):
        yield {"term": {field: value}} if len(value) <= LONGEST else {"match_none": {}}
    if filters.offices is not None:
        yield {"terms": {"offices": list(filters.offices)}}
    if filters.days is not None:
        yield {"range": {"first": {"lte": filters.days.last.toordinal()}}}
        yield {"range": {"last": {"gte": filters.days.first.toordinal()}}}
