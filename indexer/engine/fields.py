"""What every engine with an index of its own keeps of a document beside its terms, and asks of it: one list for all."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.document import Document
from indexer.names.terms import terms
from indexer.query import Filters

ANYWHERE = "any"
"""The field of all terms, whatever part they play; each part has a field of its own name beside it."""
LENGTHS = "lengths"
"""The field of Document.lengths, by which a whole name weighs more than a part of one."""

_IMAGE = {True: "yes", False: "no"}


def kept(document: Document) -> dict[str, str | list[str] | int]:
    """The exact values by field, and the numbers that intervals and orders are told by; days are proleptic Gregorian."""
    return {
        "package": document.package,
        "register": document.register,
        "kind": document.kind,
        "offices": list(document.offices),
        "numbers": list(document.numbers),
        "mentions": list(document.mentions),
        "image": _IMAGE[document.image],
        "delivery": document.delivery,
        "contractor": document.contractor,
        "lot": document.lot,
        "event": document.event,
        "office": document.office,
        "regime": document.regime,
        "status": document.status,
        "first": document.days.first.toordinal(),
        "last": document.days.last.toordinal(),
        "year": document.days.first.year,
        "rank": document.rank,
        "key": document.key,
        LENGTHS: list(document.lengths(terms)),
    }


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
        "image": None if filters.image is None else _IMAGE[filters.image],
        "delivery": filters.delivery,
        "contractor": filters.contractor,
        "lot": filters.lot,
        "register": filters.register,
    }
    return ((field, value) for field, value in exact.items() if value is not None)
