"""One generation of the embedded index opened for searching."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path
from typing import cast

import tantivy

from archive.model.json import Json
from archive.model.message import tell
from indexer.documents.document import Document
from indexer.engine.embedded.asking import Terms, of_query, term
from indexer.engine.embedded.naming import REMEDY
from indexer.engine.embedded.schema import FORMAT, MARK, schema
from indexer.engine.embedded.shadow import Shadow
from indexer.engine.port import EngineUnavailable
from indexer.json import read
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import DEEPEST, Expansion, Query, Sort
from indexer.question.results import FACETS, MOST_COUNTED, Edition, Facets, Frozen, ordered

_MORE = 1_000
"""Hits asked for beyond a page, so that those of equal score behind it are mostly all there to be put in order: a second search
costs as much as the first, and a thousand hits more cost next to nothing."""


_Commit = tuple[int, int, int]
"""By what a commit is known: inode, time and size of the file that lists its segments."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What the index says of itself."""

    position: int
    commits: int
    dictionary: str
    letters: str

    def to_json(self) -> dict[str, Json]:
        return {
            "format": FORMAT,
            "position": self.position,
            "commits": self.commits,
            "dictionary": self.dictionary,
            "letters": self.letters,
        }

    def edition(self, folder: Path) -> Edition:
        return Edition(f"{folder.name}.{self.commits}", self.position, Expansion(self.dictionary, self.letters))


@dataclass(frozen=True, slots=True)
class PageOfAddresses:
    """The addresses of a page, in order, and how many answer in all."""

    total: int
    addresses: tuple[tantivy.DocAddress, ...]


def dictionary_file(folder: Path, version: str) -> Path:
    """Where the dictionary of a generation lies: beside the index, named by its version."""
    return folder / f"dictionary-{version}"


class Reader:
    """Everything is asked at the newest commit that `reload` has seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schema = schema()
        self._terms = Terms(self.schema)
        self._shadow = Shadow.of(folder)
        self.index = tantivy.Index.open(str(self._shadow.path if self._shadow else folder))
        self.index.config_reader("manual")
        self._dictionary: Dictionary | None = None
        self._commit: _Commit | None = None
        self._mark: Mark | None = None
        self.reload()

    def reload(self) -> None:
        """Go to the newest commit; nothing is opened again where there was none since."""
        commit = self._newest()
        if commit is not None and commit == self._commit:
            return
        if self._shadow:
            self._shadow.follow()
        self.index.reload()
        self.searcher = self.index.searcher()
        self._commit, self._mark = commit, None

    def _newest(self) -> _Commit | None:
        """The file that a commit replaces in one move; None where it cannot be looked at."""
        try:
            found = (self.folder / "meta.json").stat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def mark(self) -> Mark:
        """EngineUnavailable when the index is of another format, or was never committed."""
        if self._mark is None:
            self._mark = self._read_mark()
        return self._mark

    def _read_mark(self) -> Mark:
        marks = [read(self._body(address)) for address in self._hits(term(self.schema, "id", MARK), 1)]
        mark = cast("Mapping[str, int | str]", marks[0] if marks else {})
        if mark.get("format") != FORMAT:
            raise EngineUnavailable(
                tell(
                    "the index {folder} has the form of another version of Khizana: {remedy}",
                    folder=self.folder,
                    remedy=REMEDY,
                )
            )
        return Mark(int(mark["position"]), int(mark["commits"]), str(mark["dictionary"]), str(mark["letters"]))

    def dictionary(self) -> Dictionary:
        version = self.mark().dictionary
        if self._dictionary is None or self._dictionary.version != version:
            self._dictionary = Dictionary.of_bytes(dictionary_file(self.folder, version).read_bytes())
            if self._dictionary.version != version:
                raise EngineUnavailable(
                    tell(
                        "the dictionary of the index {folder} is another one: {remedy}",
                        folder=self.folder,
                        remedy=REMEDY,
                    )
                )
        return self._dictionary

    def count(self, package: str | None) -> int:
        if package is None:
            return self.searcher.num_docs - self._number(term(self.schema, "id", MARK))
        return self._number(term(self.schema, "package", package))

    def registers(self) -> Mapping[str, int]:
        # Without a query the binding counts what was deleted too.
        return dict(self.searcher.terms_with_prefix("register", "", tantivy.Query.all_query()))

    def bodies(self, field: str, value: str) -> Iterator[bytes]:
        query = term(self.schema, field, value)
        return map(self._body, self._hits(query, max(1, self._number(query))))

    def has(self, identifier: str) -> bool:
        """Whether a document of this identifier may be there; one that was deleted since counts too."""
        return self.searcher.doc_freq("id", identifier) > 0

    def keyed(self, keys: Sequence[int]) -> tuple[Document | None, ...]:
        query = tantivy.Query.term_set_query(self.schema, "key", list(keys))
        some = (self.document(address) for address in self._hits(query, max(1, 2 * len(keys))))
        found = {one.key: one for one in some}
        return tuple(found.get(key) for key in keys)

    def document(self, address: tantivy.DocAddress) -> Document:
        return Document.read(self._body(address))

    def found(self, query: Query) -> PageOfAddresses:
        """The page of a query, in the order of `indexer.question.query.ranked`."""
        asked = of_query(self._terms, query)
        if query.sort is Sort.YEAR:
            answer = self.searcher.search(
                asked, limit=query.limit, offset=query.offset, order_by_field="rank", order=tantivy.Order.Asc
            )
            return PageOfAddresses(_total(answer), tuple(address for _, address in answer.hits))
        end = query.offset + query.limit
        total, hits = self._with_equals(asked, end)
        return PageOfAddresses(total, tuple(address for _, _, address in hits[query.offset : end]))

    def facets(self, query: Query) -> Facets:
        asked = {name: {"terms": {"field": name, "size": MOST_COUNTED}} for name in FACETS}
        answer = cast(
            "Mapping[str, Mapping[str, Sequence[Mapping[str, int | str]]]]",
            self.searcher.aggregate(of_query(self._terms, query), asked),
        )
        return {name: ordered(dict(_bucket(name, one) for one in answer[name]["buckets"])) for name in FACETS}

    def frozen(self, query: Query, edition: Edition) -> Frozen:
        found = self.found(replace(query, offset=0, limit=DEEPEST))
        return Frozen(found.total, tuple(self._numbers("key", found.addresses)), edition)

    def _with_equals(self, asked: tantivy.Query, end: int) -> tuple[int, list[tuple[float, int, tantivy.DocAddress]]]:
        """The first hits, with all that have the score of the last one wanted, so that equals can be put in their order."""
        for number in (min(end + _MORE, DEEPEST), DEEPEST):
            answer = self.searcher.search(asked, limit=number)
            hits = answer.hits
            if len(hits) < number or (number > end and hits[-1][0] < hits[end - 1][0]):
                break
        least = hits[min(end, len(hits)) - 1][0] if hits else 0.0
        equal = list(takewhile(lambda hit: hit[0] >= least, hits))
        ranks = self._numbers("rank", [address for _, address in equal])
        ordered_hits = [(score, rank, address) for (score, address), rank in zip(equal, ranks, strict=True)]
        return _total(answer), sorted(ordered_hits, key=lambda hit: (-hit[0], hit[1]))

    def _numbers(self, field: str, addresses: Sequence[tantivy.DocAddress]) -> Sequence[int]:
        return cast("Sequence[int]", self.searcher.fast_field_values(field, list(addresses)))

    def _hits(self, query: tantivy.Query, limit: int) -> Iterator[tantivy.DocAddress]:
        return (address for _, address in self.searcher.search(query, limit=limit, count=False).hits)

    def _number(self, query: tantivy.Query) -> int:
        return _total(self.searcher.search(query, limit=1))

    def _body(self, address: tantivy.DocAddress) -> bytes:
        return cast(bytes, self.searcher.doc(address)["body"][0])


def _total(answer: tantivy.SearchResult) -> int:
    return cast(int, answer.count)  # type: ignore[attr-defined]


def _bucket(name: str, one: Mapping[str, int | str]) -> tuple[str, int]:
    value = f"{int(one['key']):04d}" if name == "year" else str(one["key"])
    return value, int(one["doc_count"])
