"""Asks a time-stamping authority over HTTP (RFC 3161 section 3.4); the only place where the archive speaks to a stranger."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic
from urllib.parse import SplitResult, urlsplit

from archive.model.message import tell
from khizana.errors import CannotWork, UsageError

_LONGEST = 2**20
_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"


def ask(url: str, question: bytes, seconds: float = 30) -> bytes:
    """The authority's answer; UsageError for an address that is none, CannotWork when no answer came within so many seconds."""
    address = urlsplit(url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise UsageError(tell("{url} is no address of an authority: give https://… or http://…", url=url))
    connection = _connection(address, seconds)
    try:
        target = (address.path or "/") + (f"?{address.query}" if address.query else "")
        connection.request("POST", target, question, {"Content-Type": _QUERY, "Accept": _REPLY})
        return _content(url, connection.getresponse(), monotonic() + seconds)
    except (OSError, HTTPException, ValueError) as error:
        raise CannotWork(
            tell(
                "{url} did not answer: {what}; try again, or another authority",
                url=url,
                what=str(error) or type(error).__name__,
            )
        ) from None
    finally:
        connection.close()


def _connection(address: SplitResult, seconds: float) -> HTTPConnection:
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    return kind(address.hostname or "", address.port, timeout=seconds)


def _content(url: str, answer: HTTPResponse, deadline: float) -> bytes:
    kind = answer.headers.get_content_type()
    if answer.status != 200 or kind != _REPLY:
        raise CannotWork(
            tell(
                "{url} answered {status} with {kind}, not 200 with {reply}: is it an authority?",
                url=url,
                status=answer.status,
                kind=kind,
                reply=_REPLY,
            )
        )
    content = bytearray()
    while part := answer.read1(_LONGEST):
        content += part
        if len(content) > _LONGEST:
            raise CannotWork(
                tell("{url} answered more than {longest} bytes, which is no time stamp", url=url, longest=_LONGEST)
            )
        if monotonic() > deadline:  # the connection's own limit is for each part, and there may be very many
            raise TimeoutError("timed out")
    return bytes(content)
