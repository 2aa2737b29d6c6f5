"""An engine that keeps its documents in memory: the reference for what every other engine must answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from indexer.documents.document import Document
from indexer.documents.engine_documents import Cards
from indexer.engine.checks import allowed
from indexer.engine.port import NeverIndexed
from indexer.engine.vocabulary import Vocabulary
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import DEEPEST, Expansion, Query, Scored, Terms, ranked
from indexer.question.results import Edition, Frozen, Results, counted


class _Generation:
    """Committed documents by identifier, with what describes them."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.commits = 0
        self.documents: dict[str, Document] = {}
        self.terms: dict[str, Terms] = {}
        self.position = 0
        self.dictionary = Dictionary.of({})

    def bodies(self, register: str) -> Iterator[bytes]:
        return (one.body for one in self.documents.values() if one.register == register)

    def registers(self) -> Mapping[str, int]:
        return Counter(one.register for one in self.documents.values())

    def count(self, package: str | None) -> int:
        return sum(package in (None, one.package) for one in self.documents.values())


class _MemoryWriting:
    """Pending changes to one generation, applied at commit."""

    def __init__(self, engine: MemoryEngine, generation: _Generation, fresh: bool) -> None:
        self._engine = engine
        self._generation = generation
        self._fresh = fresh
        self._pending = dict(generation.documents)
        self._vocabulary = Vocabulary(generation.dictionary)

    def add(self, cards: Cards) -> None:
        self._vocabulary.add(cards.words)
        for card in cards.cards:
            self.forget([card.id])
            self._pending[card.id] = Document.read(card.body)

    def forget(self, identifiers: Iterable[str]) -> None:
        for identifier in identifiers:
            gone = self._pending.pop(identifier, None)
            if gone is not None:
                self._vocabulary.remove(gone.terms)

    def delete_package(self, package: str) -> None:
        self.forget([name for name, one in self._pending.items() if one.package == package])

    def commit(self, position: int) -> None:
        before = self._generation.documents
        known = {
            name: terms for name, terms in self._generation.terms.items() if before[name] is self._pending.get(name)
        }
        self._generation.documents = dict(self._pending)
        self._generation.terms = {name: known.get(name) or Terms.of(one) for name, one in self._pending.items()}
        self._generation.position = position
        self._generation.commits += 1
        self._generation.dictionary = self._vocabulary.made()

    def count(self, package: str | None = None) -> int:
        return self._generation.count(package)

    def position(self) -> int:
        return self._generation.position

    def registers(self) -> Mapping[str, int]:
        return self._generation.registers()

    def bodies(self, register: str) -> Iterator[bytes]:
        return self._generation.bodies(register)

    def swap(self) -> None:
        self._engine.live = self._generation
        self._fresh = False

    def discard(self) -> None:
        self._fresh = False

    def __enter__(self) -> _MemoryWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        interrupted = self._fresh and exception[0] is not None and self._generation.commits
        self._engine.left = self._generation if interrupted else None
        self._pending = {}


class MemoryEngine:
    """Empty until a generation is begun and swapped in. `letters` is the digest of the letter table in use."""

    def __init__(self, letters: str = "") -> None:
        self.live: _Generation | None = None
        self.left: _Generation | None = None
        self._letters = letters
        self._numbers = count(1)

    def begin(self, again: bool = False) -> _MemoryWriting:
        left = self.left if again else None
        return _MemoryWriting(self, left or _Generation(next(self._numbers)), fresh=True)

    def resume(self) -> _MemoryWriting:
        return _MemoryWriting(self, self._live(), fresh=False)

    def search(self, query: Query) -> Results:
        edition = allowed(query, self.edition())
        answers = self._ranked(query)
        page = answers[query.offset : query.offset + query.limit]
        facets = counted(one.document for one in answers) if query.facets else {}
        return Results(len(answers), tuple(page), edition, facets)

    def freeze(self, query: Query) -> Frozen:
        edition = allowed(query, self.edition())
        answers = self._ranked(query)
        return Frozen(len(answers), tuple(one.document.key for one in answers[:DEEPEST]), edition)

    def page(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        found = {one.key: one for one in self._live().documents.values()}
        return tuple(found.get(key) for key in keys)

    def dictionary(self) -> Dictionary:
        return self._live().dictionary

    def edition(self) -> Edition:
        live = self._live()
        expansion = Expansion(live.dictionary.version, self._letters)
        return Edition(f"g{live.number:06d}.{live.commits}", live.position, expansion)

    def count(self, package: str | None = None) -> int:
        return self._live().count(package)

    def registers(self) -> Mapping[str, int]:
        return self._live().registers()

    def bodies(self, register: str) -> Iterator[bytes]:
        return self._live().bodies(register)

    def position(self) -> int:
        return self._live().position

    def close(self) -> None:
        """Nothing is held but memory."""

    def _ranked(self, query: Query) -> Sequence[Scored]:
        live = self._live()
        return ranked(live.documents.values(), query, live.terms)

    def _live(self) -> _Generation:
        if self.live is None:
            raise NeverIndexed("nothing was indexed in memory yet; run `khizana reindex`")
        return self.live
