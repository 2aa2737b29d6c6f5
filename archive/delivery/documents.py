"""Reads the JSON documents of a delivery whole; they are small beside its images."""

from __future__ import annotations

from archive.child_processes.shortage import refuse_if_short
from archive.delivery.facts.batch import Problem
from archive.delivery.port import DeliveryUnreadable, NotDelivered, Source
from archive.model.json import InvalidJson, Json, read_json
from archive.model.message import sentence

LARGEST = 256 << 20


def content_of(source: Source, path: str) -> bytes | Problem | None:
    """The bytes of a document; None when the delivery does not hold it; a problem when it cannot be read."""
    try:
        with source.open(path) as stream:
            chunks: list[bytes] = []
            size = 0
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                if size > LARGEST:
                    return Problem("JSON_INVALID", path, f"the document is larger than {LARGEST} bytes")
                chunks.append(chunk)
            return b"".join(chunks)
    except NotDelivered:
        return None
    except DeliveryUnreadable as error:
        return Problem("UNREADABLE", path, sentence(error))
    except OSError as error:
        refuse_if_short(error)
        return Problem("UNREADABLE", path, error.strerror or str(error))


def object_in(source: Source, path: str) -> dict[str, Json] | Problem | None:
    """The JSON object that a document is; None when the delivery does not hold it."""
    content = content_of(source, path)
    if content is None or isinstance(content, Problem):
        return content
    try:
        written = read_json(content)
    except InvalidJson as error:
        return Problem("JSON_INVALID", path, str(error))
    return written if isinstance(written, dict) else Problem("JSON_INVALID", path, "the document is one JSON object")
