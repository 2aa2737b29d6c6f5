"""What every engine with an index of its own asks of a document beside its terms: one list for all."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.documents.engine_documents import IMAGE
from indexer.question.query import Filters


def asked(filters: Filters) -> Iterator[tuple[str, str]]:
    """The fields that must have a value, each with that; days are asked apart, because they are an interval."""
    exact = {
        "kind": filters.kind,
        "event": filters.event,
        "offices": filters.office,
        "regime": filters.regime,
        "numbers": filters.number,
        "status": filters.status,
        "mentions": filters.mention,
        "image": None if filters.image is None else IMAGE[filters.image],
        "delivery": filters.delivery,
        "contractor": filters.contractor,
        "lot": filters.lot,
        "register": filters.register,
        "volume": None if filters.volume is None else str(filters.volume),
    }
    return ((field, value) for field, value in exact.items() if value is not None)
