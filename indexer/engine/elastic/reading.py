"""One generation of the indices, opened for asking."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from archive.model.message import tell
from indexer.documents.document import Document
from indexer.engine.elastic.asking import facets, of_query, order
from indexer.engine.elastic.generations import REMEDY, Generation
from indexer.engine.elastic.mapping import FORMAT
from indexer.engine.port import EngineUnavailable
from indexer.json import written
from indexer.names.register_words.register_dictionary import Dictionary, UnreadableDictionary
from indexer.question.query import DEEPEST, Expansion, Query
from indexer.question.results import FACETS, Edition, Facets, Frozen, Results, few_enough, hits, listed, ordered

MARK = "mark"
PAGE = 1_000
REGISTERS_AT_ONCE = 5_000
KEPT_OPEN = "5m"


@dataclass(frozen=True, slots=True)
class Mark:
    """What the indices say of themselves; `chunks` is how many documents its dictionary takes."""

    position: int
    commits: int
    dictionary: str
    chunks: int
    letters: str
    format: int = FORMAT

    def edition(self, generation: Generation) -> Edition:
        return Edition(
            f"{generation.documents}.{self.commits}", self.position, Expansion(self.dictionary, self.letters)
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def chunk(version: str, number: int) -> str:
    """The identifier of a part of a dictionary."""
    return f"dictionary-{version}-{number}"


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks the server each time; nothing is kept."""

    client: Elasticsearch
    generation: Generation

    def mark(self) -> Mark:
        """EngineUnavailable when the indices are of another format, or were never committed."""
        found, _, _ = self.marked()
        if found is None:
            raise EngineUnavailable(
                tell(
                    "the index {documents} has the form of another version of Khizana: {remedy}",
                    documents=self.generation.documents,
                    remedy=REMEDY,
                )
            )
        return found

    def marked(self) -> tuple[Mark | None, int, int]:
        """The mark, None where there is none of this format, with its sequence number and term, -1 where there is none."""
        try:
            answer = self.client.get(index=self.generation.words, id=MARK).body
        except NotFoundError:
            return None, -1, -1
        kept = answer["_source"]["mark"]
        found = Mark(**kept) if kept.get("format") == FORMAT else None
        return found, answer["_seq_no"], answer["_primary_term"]

    def dictionary(self) -> Dictionary:
        mark = self.mark()
        parts = (
            self.client.get(index=self.generation.words, id=chunk(mark.dictionary, number)).body["_source"]["bytes"]
            for number in range(mark.chunks)
        )
        packed = b"".join(base64.b64decode(part) for part in parts)
        try:
            return Dictionary.of_bytes(gzip.decompress(packed))
        except (UnreadableDictionary, OSError, EOFError) as error:
            raise EngineUnavailable(
                tell(
                    "the dictionary of {documents} is damaged: {remedy}",
                    documents=self.generation.documents,
                    remedy=REMEDY,
                )
            ) from error

    def search(self, query: Query, edition: Edition, tokenise: Callable[[str], tuple[str, ...]]) -> Results:
        if query.in_order:
            return listed(self._all(query), query, edition, tokenise)[0]
        answer = self._asked(query, query.offset, query.limit, True, facets() if query.facets else None)
        documents = (Document.of(hit["_source"]["body"]) for hit in answer["hits"]["hits"])
        counted = _counted(answer["aggregations"]) if query.facets else {}
        return Results(answer["hits"]["total"]["value"], hits(documents, query, tokenise), edition, counted)

    def _all(self, query: Query) -> Iterator[Document]:
        """Every document that may answer."""
        answer = self._asked(query, 0, DEEPEST, True, None)
        few_enough(answer["hits"]["total"]["value"])
        return (Document.of(hit["_source"]["body"]) for hit in answer["hits"]["hits"])

    def freeze(self, query: Query, edition: Edition, tokenise: Callable[[str], tuple[str, ...]]) -> Frozen:
        if query.in_order:
            keys = listed(self._all(query), query, edition, tokenise)[1]
            return Frozen(len(keys), keys, edition)
        answer = self._asked(query, 0, DEEPEST, False, None)
        keys = tuple(int(hit["sort"][-1]) for hit in answer["hits"]["hits"])
        return Frozen(answer["hits"]["total"]["value"], keys, edition)

    def keyed(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        found: dict[int, Document] = {}
        for start in range(0, len(keys), PAGE):
            some = list(keys[start : start + PAGE])
            answer = self.client.search(
                index=self.generation.documents, query={"terms": {"key": some}}, size=2 * PAGE, source_includes=["body"]
            ).body
            documents = (Document.of(hit["_source"]["body"]) for hit in answer["hits"]["hits"])
            found.update((one.key, one) for one in documents)
        return tuple(found.get(key) for key in keys)

    def count(self, package: str | None) -> int:
        query = {"term": {"package": package}} if package is not None else {"match_all": {}}
        return int(self.client.count(index=self.generation.documents, query=query).body["count"])

    def registers(self) -> Mapping[str, int]:
        found: dict[str, int] = {}
        after: dict[str, Any] = {}
        while True:
            asked = {"size": REGISTERS_AT_ONCE, "sources": [{"register": {"terms": {"field": "register"}}}], **after}
            answer = self.client.search(
                index=self.generation.documents, size=0, aggs={"registers": {"composite": asked}}
            ).body["aggregations"]["registers"]
            found.update((one["key"]["register"], one["doc_count"]) for one in answer["buckets"])
            if "after_key" not in answer:
                return found
            after = {"after": answer["after_key"]}

    def bodies(self, field: str, value: str) -> Iterator[bytes]:
        """A page at a time, of the index as it was at the first; written anew, for the server gives objects and not bytes."""
        pit = self.client.open_point_in_time(index=self.generation.documents, keep_alive=KEPT_OPEN).body["id"]
        try:
            after: list[Any] | None = None
            while True:
                found = self.client.search(
                    pit={"id": pit, "keep_alive": KEPT_OPEN},
                    query={"term": {field: value}},
                    size=PAGE,
                    sort=["_shard_doc"],
                    search_after=after,
                    source_includes=["body"],
                    track_total_hits=False,
                ).body["hits"]["hits"]
                # A document that stands under another identifier than its own is told by the one that can be deleted.
                yield from (written({**hit["_source"]["body"], "id": hit["_id"]}) for hit in found)
                if len(found) < PAGE:
                    return
                after = found[-1]["sort"]
        finally:
            self.client.close_point_in_time(id=pit)

    def identifiers(self, field: str, value: str) -> Iterator[str]:
        """Of the documents that have this value."""
        return (Document.read(body).id for body in self.bodies(field, value))

    def standing(self, identifiers: Iterable[str]) -> Iterator[tuple[Document, int]]:
        """The documents of these identifiers that are shown, each with the commit that counted its words."""
        ids = list(identifiers)
        if ids:
            answer = self.client.mget(
                index=self.generation.documents, ids=ids, realtime=False, source_includes=["body", "commit"]
            ).body
            for one in answer["docs"]:
                if one.get("found"):
                    yield Document.of(one["_source"]["body"]), int(one["_source"]["commit"])

    def _asked(self, query: Query, offset: int, limit: int, bodies: bool, aggregations: Any) -> Any:
        return self.client.search(
            index=self.generation.documents,
            query=of_query(query),
            sort=order(query.sort),
            from_=offset,
            size=limit,
            source={"includes": ["body"]} if bodies else False,
            track_total_hits=True,
            aggs=aggregations,
            allow_partial_search_results=False,
        ).body


def _counted(aggregations: Mapping[str, Any]) -> Facets:
    return {
        name: ordered({_value(name, one["key"]): one["doc_count"] for one in aggregations[name]["buckets"]})
        for name in FACETS
    }


def _value(name: str, key: str | int) -> str:
    return f"{int(key):04d}" if name == "year" else str(key)
