"""The verbs of the Elasticsearch engine, each on the generation that the alias names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archive.model.message import tell
from indexer.documents.document import Document
from indexer.engine.checks import allowed
from indexer.engine.elastic.connection import Server, named
from indexer.engine.elastic.generations import Generation, Generations
from indexer.engine.elastic.mapping import FORMAT
from indexer.engine.elastic.reading import Reader
from indexer.engine.elastic.writing import ElasticWriting
from indexer.engine.port import EngineUnavailable
from indexer.names.analysis.quick_terms import QuickTerms
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import Query
from indexer.question.results import Edition, Frozen, Results


class ElasticEngine:
    """Indices whose names begin with `base` on one server. `letters` is the digest of the letter table in use."""

    def __init__(self, server: Server, base: str, letters: str = "", shards: int = 1) -> None:
        self._base = base
        self._letters = letters
        self._client = server.client()
        self._generations = Generations(self._client, base, shards)
        self._terms = QuickTerms()

    def begin(self, again: bool = False) -> ElasticWriting:
        with named(self._base):
            left = self._left() if again else None
            return ElasticWriting(self._generations, left or self._generations.begin(), True, self._letters)

    def resume(self) -> ElasticWriting:
        with named(self._base):
            live = self._live()
            live.mark()
            # What a writer left that never committed is to be known when it comes again.
            self._client.indices.refresh(index=live.generation.documents)
            return ElasticWriting(self._generations, live.generation, False, self._letters)

    def search(self, query: Query) -> Results:
        with named(self._base):
            live = self._live()
            return live.search(query, allowed(query, live.mark().edition(live.generation)), self._terms)

    def freeze(self, query: Query) -> Frozen:
        with named(self._base):
            live = self._live()
            return live.freeze(query, allowed(query, live.mark().edition(live.generation)), self._terms)

    def page(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        with named(self._base):
            return self._live().keyed(keys)

    def dictionary(self) -> Dictionary:
        with named(self._base):
            return self._live().dictionary()

    def edition(self) -> Edition:
        with named(self._base):
            live = self._live()
            return live.mark().edition(live.generation)

    def count(self, package: str | None = None) -> int:
        with named(self._base):
            return self._live().count(package)

    def registers(self) -> Mapping[str, int]:
        with named(self._base):
            return self._live().registers()

    def bodies(self, register: str) -> Iterator[bytes]:
        with named(self._base):
            yield from self._live().bodies("register", register)

    def position(self) -> int:
        return self.edition().position

    def snapshot(self, repository: str, name: str) -> None:
        """Keep the live generation in a repository that the server knows; EngineUnavailable when not all of it could be."""
        with named(self._base):
            live = self._live().generation
            answer = self._client.snapshot.create(
                repository=repository,
                snapshot=name,
                indices=[live.documents, live.words],
                include_global_state=False,
                wait_for_completion=True,
            ).body["snapshot"]
            if answer["state"] != "SUCCESS":
                raise EngineUnavailable(
                    tell(
                        "the snapshot {name} of the index {base} is not whole: look at the server's log, and take another",
                        name=name,
                        base=self._base,
                    )
                )

    def close(self) -> None:
        self._client.close()

    def _live(self) -> Reader:
        return Reader(self._client, self._generations.live())

    def _left(self) -> Generation | None:
        """The generation that an interrupted build left, when it can be gone on with."""
        for one in self._generations.others():
            reader = Reader(self._client, one)
            if f"-f{FORMAT}-" in one.documents and reader.marked()[0] is not None:
                self._client.indices.refresh(index=one.documents)
                return one
        return None
