"""How a server is reached, and its failures turned into errors that name the index and the remedy, never its own words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    OrjsonSerializer,
    SSLError,
    TransportError,
)
from elasticsearch.helpers import BulkIndexError

from archive.model.message import tell
from indexer.engine.port import EngineUnavailable

TIMEOUT = 60.0
"""Seconds for one call."""
RETRIES = 3
"""Times that a call is made again: a server that is away is known to be within two seconds."""
_BUSY = (429, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Server:
    """Where Elasticsearch answers. `api_key` as it gives one (encoded); `ca_file` is who signed its certificate."""

    url: str
    api_key: str | None = field(default=None, repr=False)
    ca_file: str | None = None

    def client(self) -> Elasticsearch:
        """A client that asks again, ever later, when the server is away, busy or slow."""
        more = {"ca_certs": self.ca_file} if self.ca_file is not None else {}
        return Elasticsearch(
            self.url,
            api_key=self.api_key,
            request_timeout=TIMEOUT,
            max_retries=RETRIES,
            retry_on_timeout=True,
            retry_on_status=_BUSY,
            retry_backoff_base=0.2,
            retry_backoff_cap=5.0,
            serializer=OrjsonSerializer(),
            **more,  # type: ignore[arg-type]
        )


@contextmanager
def named(base: str) -> Iterator[None]:
    """Failures of the client become EngineUnavailable."""
    try:
        yield
    except (AuthenticationException, AuthorizationException) as error:
        raise EngineUnavailable(
            tell(
                "Elasticsearch does not let us use the index {base}: look at the API key and what it may do", base=base
            )
        ) from error
    except ApiError as error:
        raise EngineUnavailable(
            tell(
                "Elasticsearch answers {status} for the index {base}: look at the server's log, "
                "and try again; if the index is damaged, run `khizana reindex`",
                status=error.meta.status,
                base=base,
            )
        ) from error
    except SSLError as error:
        raise EngineUnavailable(
            tell(
                "the certificate of Elasticsearch is not trusted for the index {base}: name in ca_file of archive.toml "
                "the certificate of who signed it, and in url the server's name as it stands in its own",
                base=base,
            )
        ) from error
    except TransportError as error:
        raise EngineUnavailable(
            tell(
                "Elasticsearch cannot be reached for the index {base} ({name}): start it, or look at "
                "its address in archive.toml; then run `khizana reconcile --mend`",
                base=base,
                name=type(error).__name__,
            )
        ) from error
    except BulkIndexError as error:
        raise EngineUnavailable(
            tell(
                "Elasticsearch refused {errors} documents of the index {base}: look at the server's log, and try again",
                errors=len(error.errors),
                base=base,
            )
        ) from error
