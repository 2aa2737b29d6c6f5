"""The embedded engine: a tantivy index in a folder, no server. The only module that imports tantivy.

Words are ours (`indexer.names`): tantivy splits them at spaces and nothing more. The ledger position is a document of the
index itself, so that it is committed in the same move as what it describes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import cast

import tantivy

from archive.model.json import Json
from indexer.document import Document
from indexer.engine.port import EngineBusy, EngineUnavailable, NeverIndexed
from indexer.generations import Generations, WritingElsewhere
from indexer.query import Query, office_terms
from indexer.results import Results, hit
from indexer.years import Years

FORMAT = 1
"""Counts up when the schema or the words change; an index of another format is refused, not misread."""

_HEAP = 64_000_000
_POSITION = "position"
_REMEDY = "run `khizana reindex` to build it again from the packages"
_FAILURES = (ValueError, OSError, RuntimeError)  # all that the binding raises, whatever the cause
_Term = tuple[tantivy.Occur, tantivy.Query]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for exact in ("id", "package", "office", "event"):
        builder.add_text_field(exact, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("order", fast=True, tokenizer_name="raw", index_option="basic")
    for year in ("first", "last"):
        builder.add_integer_field(year, indexed=True, fast=True)
    builder.add_bytes_field("body", stored=True)
    return builder.build()


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Turn the binding's errors, and panics of the library on damaged files, into one that names the index."""
    try:
        yield
    except EngineUnavailable:
        raise
    except _FAILURES as error:
        raise EngineUnavailable(f"the index {folder} cannot be used ({error}): {_REMEDY}") from error
    except BaseException as error:
        # A panic derives from BaseException, and its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise EngineUnavailable(f"the index {folder} is damaged: {_REMEDY}") from error


class _Reader:
    """One generation opened for searching."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.schema = _schema()
        self.index = tantivy.Index.open(str(folder))
        self.index.config_reader("manual")
        self.index.reload()

    def found(self, field: str, value: str) -> int:
        query = tantivy.Query.term_query(self.schema, field, value, index_option="basic")
        return cast(int, self.index.searcher().search(query, limit=1).count)  # type: ignore[attr-defined]

    def count(self, package: str | None) -> int:
        searcher = self.index.searcher()
        return (
            self.found("package", package) if package is not None else searcher.num_docs - self.found("id", _POSITION)
        )

    def mark(self) -> int:
        """The ledger position; EngineUnavailable when the index is of another format, or was never committed."""
        searcher = self.index.searcher()
        query = tantivy.Query.term_query(self.schema, "id", _POSITION, index_option="basic")
        marks = [_body(searcher, address) for _, address in searcher.search(query, limit=1).hits]
        if not marks or marks[0].get("format") != FORMAT:
            raise EngineUnavailable(f"the index {self.folder} was made by another version: {_REMEDY}")
        return cast(int, marks[0]["position"])

    def search(self, query: Query) -> Results:
        searcher = self.index.searcher()
        answer = searcher.search(
            self._query(query), limit=query.limit, offset=query.offset, order_by_field="order", order=tantivy.Order.Asc
        )
        documents = (Document.of(_body(searcher, address)) for _, address in answer.hits)
        total = cast(int, answer.count)  # type: ignore[attr-defined]
        return Results(total, tuple(hit(document, query) for document in documents), self.mark())

    def _query(self, query: Query) -> tantivy.Query:
        """Every word and every filter must match; nothing of what a person typed is parsed as a query language."""
        exact = [("words", word) for word in query.words]
        exact += [("event", query.event)] if query.event is not None else []
        exact += [("office", query.office)] if query.office is not None else []
        terms: list[_Term] = [
            (tantivy.Occur.Must, tantivy.Query.term_query(self.schema, field, value, index_option="basic"))
            for field, value in exact
        ]
        return tantivy.Query.boolean_query([*terms, *(self._overlap(query.years) if query.years else ())])

    def _overlap(self, years: Years) -> tuple[_Term, _Term]:
        integer = tantivy.FieldType.Integer
        return (
            (tantivy.Occur.Must, tantivy.Query.range_query(self.schema, "first", integer, upper_bound=years.last)),
            (tantivy.Occur.Must, tantivy.Query.range_query(self.schema, "last", integer, lower_bound=years.first)),
        )


def _body(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> dict[str, Json]:
    return cast(dict[str, Json], json.loads(searcher.doc(address)["body"][0]))


class _EmbeddedWriting:
    """One generation opened for writing, under the folder's lock."""

    def __init__(self, generations: Generations, folder: Path, fresh: bool) -> None:
        self.held = ExitStack()
        self._generations = generations
        self._folder = folder
        self._fresh = fresh
        self._marked = not fresh
        self._reader: _Reader | None = None
        self._writer = tantivy.Index(_schema(), str(folder)).writer(_HEAP, 1)

    def add(self, documents: Iterable[Document]) -> int:
        added = 0
        for document in documents:
            body = json.dumps(document.to_json(), ensure_ascii=False, separators=(",", ":")).encode()
            with _named(self._folder):
                self._writer.delete_documents_by_term("id", document.id)
                self._writer.add_document(_prepared(document, body))
            added += 1
        return added

    def forget(self, identifiers: Iterable[str]) -> None:
        with _named(self._folder):
            for identifier in identifiers:
                self._writer.delete_documents_by_term("id", identifier)

    def delete_package(self, package: str) -> None:
        with _named(self._folder):
            self._writer.delete_documents_by_term("package", package)

    def commit(self, position: int) -> None:
        mark = json.dumps({"format": FORMAT, "position": position}).encode()
        with _named(self._folder):
            self._writer.delete_documents_by_term("id", _POSITION)
            self._writer.add_document(tantivy.Document(id=_POSITION, body=mark))
            self._writer.commit()
        self._reader = None
        self._marked = True

    def count(self, package: str | None = None) -> int:
        with _named(self._folder):
            return self._committed().count(package)

    def position(self) -> int:
        with _named(self._folder):
            return self._committed().mark() if self._marked else 0

    def swap(self) -> None:
        if self._fresh:
            with _named(self._folder):
                self._committed().mark()
                self._generations.swap(self._folder)
            self._fresh = False

    def _committed(self) -> _Reader:
        if self._reader is None:
            self._reader = _Reader(self._folder)
        return self._reader

    def __enter__(self) -> _EmbeddedWriting:
        return self

    def __exit__(self, *exception: object) -> None:
        with self.held, _named(self._folder):
            self._writer.wait_merging_threads()
            if self._fresh:
                self._generations.discard(self._folder)


def _prepared(document: Document, body: bytes) -> tantivy.Document:
    return tantivy.Document(
        id=document.id,
        package=document.package,
        office=list(dict.fromkeys(office_terms(document.office))),
        event=document.event,
        words=" ".join(document.words),
        order=f"{document.years.first:04d} {document.id}",
        first=document.years.first,
        last=document.years.last,
        body=body,
    )


class EmbeddedEngine:
    """An index in a folder, which need not exist before the first generation is begun. Readers follow swaps by themselves."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._reader: _Reader | None = None

    def begin(self) -> _EmbeddedWriting:
        return self._write(fresh=True)

    def resume(self) -> _EmbeddedWriting:
        return self._write(fresh=False)

    def search(self, query: Query) -> Results:
        with _named(self._generations.folder):
            return self._live().search(query)

    def count(self, package: str | None = None) -> int:
        with _named(self._generations.folder):
            return self._live().count(package)

    def position(self) -> int:
        with _named(self._generations.folder):
            return self._live().mark()

    def close(self) -> None:
        self._reader = None

    def _folder(self) -> Path:
        live = self._generations.current()
        if live is None:
            raise NeverIndexed(f"there is no index in {self._generations.folder}: {_REMEDY}")
        return live

    def _live(self) -> _Reader:
        """The live generation at its newest commit."""
        folder = self._folder()
        if self._reader is None or self._reader.folder != folder:
            self._reader = self._open(folder)
        else:
            self._reader.index.reload()
        return self._reader

    def _open(self, folder: Path) -> _Reader:
        try:
            return _Reader(folder)
        except _FAILURES:
            # Between reading the pointer and opening, another process may have swapped.
            moved = self._folder()
            if moved == folder:
                raise
            return _Reader(moved)

    def _write(self, fresh: bool) -> _EmbeddedWriting:
        with ExitStack() as stack, _named(self._generations.folder):
            try:
                stack.enter_context(self._generations.writing())
            except WritingElsewhere as error:
                raise EngineBusy(str(error)) from None
            folder = self._generations.begin() if fresh else self._folder()
            if not fresh:
                _Reader(folder).mark()
            writing = _EmbeddedWriting(self._generations, folder, fresh)
            writing.held = stack.pop_all()
            return writing
        raise AssertionError("the block returns or raises")
