"""Which engine holds the index of an archive, and who makes what it is given: beside khizana.wiring no other names engines."""

from __future__ import annotations

import os
from functools import lru_cache, partial

from archive.model.digest import Digest
from archive.model.message import tell
from archive.package.package_reader import PackageReading
from archive.store.port import StoreLocation
from indexer.documents.document_builder import BuiltDocuments, Maker, Making
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine
from indexer.names.letter_model.letter_table import LetterTable
from khizana import resources
from khizana.errors import CannotWork
from khizana.settings import ArchiveSettings
from khizana.wiring.document_makers import makers


def engine_of(found: ArchiveSettings) -> Engine:
    """The search engine that archive.toml asks for; CannotWork when what it needs is not there. No server is asked yet."""
    if found.search.engine == "embedded":
        return EmbeddedEngine(found.index, letters_digest())
    try:
        # Few archives have one, and the client takes long to import.
        from indexer.engine.elastic import ElasticEngine, Server
    except ModuleNotFoundError as missing:
        raise CannotWork(
            tell("the client of Elasticsearch is not installed ({name}): install khizana[elastic]", name=missing.name)
        ) from None
    ca_file = None if found.search.ca_file is None else str(found.root / found.search.ca_file)
    server = Server(found.search.url or "", _api_key(found), ca_file)
    return ElasticEngine(server, f"khizana-{found.name}", letters_digest(), found.search.shards)


def _api_key(found: ArchiveSettings) -> str | None:
    if found.search.api_key_file is None:
        return None
    path = found.root / found.search.api_key_file
    try:
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotWork(
            tell(
                "the API key {path} cannot be read ({error}): put the encoded key of Elasticsearch there",
                path=path,
                error=error,
            )
        ) from None
    if not key:
        raise CannotWork(tell("the API key {path} is empty: put the encoded key of Elasticsearch there", path=path))
    return key


def letter_table() -> LetterTable:
    """How names are spelled across scripts."""
    return LetterTable.of(resources.letters())


def letters_digest() -> str:
    """The digest of that table, without reading it."""
    return Digest.of(resources.letters()).hex


def made_beside(store: StoreLocation) -> Making:
    """Made from the packages of a store by a process for each processor, so that none is idle whoever waits for whom."""
    return makers(partial(_made, store), os.cpu_count() or 1)


def _made(store: StoreLocation, package: str) -> BuiltDocuments:
    return _maker(store)(package)


@lru_cache(1)
def _maker(store: StoreLocation) -> Maker:
    """One for all packages that a process makes."""
    return Maker(PackageReading(store.open()))
