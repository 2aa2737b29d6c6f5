"""Asks a time-stamping authority over HTTP (RFC 3161 section 3.4); the only place where the archive speaks to a stranger."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from khizana.errors import CannotWork, UsageError

_LONGEST = 2**20
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


def ask(url: str, question: bytes, seconds: float = 30) -> bytes:
    """The authority's answer; UsageError for an address that is none, CannotWork when no answer came within so many seconds."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise UsageError(f"{url} is no address of an authority: give https://… or http://…")
    connection = _connection(address, seconds)
    try:
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("POST", target, question, {"Content-Type": _QUERY, "Accept": _REPLY})
        return _content(url, connection.getresponse(), monotonic() + seconds)
    except (OSError, HTTPException, ValueError) as error:
        raise CannotWork(
            f"{url} did not answer: {str(error) or type(error).__name__}; try again, or another authority"
        ) from None
    finally:
        connection.close()


def _connection(address: SplitResult, seconds: float) -> HTTPConnection:
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=seconds)


def _content(url: str, answer: HTTPResponse, deadline: float) -> bytes:
    kind = answer.headers.get_content_type()
    if answer.status != 200 or kind != _REPLY:
        raise CannotWork(f"{url} answered {answer.status} with {kind}, not 200 with {_REPLY}: is it an authority?")
    content = bytearray()
    while part := answer.read1(_LONGEST):
        content += part
        if len(content) > _LONGEST:
            raise CannotWork(f"{url} answered more than {_LONGEST} bytes, which is no time stamp")
        if monotonic() > deadline:  # the connection's own limit is for each part, and there may be very many
            raise TimeoutError("timed out")
    return bytes(content)
