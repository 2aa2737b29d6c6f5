"""Which engine holds the index of an archive: with khizana.wiring the only place where engines are named."""

from __future__ import annotations

from archive.model.digest import Digest
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.port import Engine
from indexer.names.table import LetterTable
from khizana import published
from khizana.errors import CannotWork
from khizana.settings import ArchiveSettings


def engine_of(found: ArchiveSettings) -> Engine:
    """The search engine that archive.toml asks for; CannotWork when what it needs is not there. No server is asked yet."""
    if found.search.engine == "embedded":
        return EmbeddedEngine(found.index, letters_digest())
    try:
        # Few archives have one, and the client takes long to import.
        from indexer.engine.elastic import ElasticEngine, Server
    except ModuleNotFoundError as missing:
        raise CannotWork(
            f"the client of Elasticsearch is not installed ({missing.name}): install khizana[elastic]"
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
            f"the API key {path} cannot be read ({error}): put the encoded key of Elasticsearch there"
        ) from None
    if not key:
        raise CannotWork(f"the API key {path} is empty: put the encoded key of Elasticsearch there")
    return key


def letter_table() -> LetterTable:
    """How names are spelled across scripts."""
    return LetterTable.of(published.letters())


def letters_digest() -> str:
    """The digest of that table, without reading it."""
    return Digest.of(published.letters()).hex
