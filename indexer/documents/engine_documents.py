"""A document as every engine takes it: what it is found by, written as JSON once, and its body, whose bytes are what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archive.model.json import Json
from indexer.documents.document import ACT, Document, anywhere
from indexer.json import written

ANYWHERE = "any"
"""The field of all terms, whatever part they play; each part has a field of its own name beside it."""

LENGTHS = "lengths"
"""The field of the lengths of Document.found_by, by which a whole name weighs more than a part of one."""

IMAGE = {True: "yes", False: "no"}


class Card(NamedTuple):
    """`terms` are all distinct ones, parted by spaces; `found_by` is a JSON object of the other fields, `body` Document.body."""

    id: str
    package: str
    terms: str
    found_by: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Cards:
    """Some cards, of which so many are of acts, and how many of them have each term."""

    cards: tuple[Card, ...] = ()
    acts: int = 0
    words: Mapping[str, int] = field(default_factory=dict)


def cards(documents: Iterable[Document], tokenise: Callable[[str], tuple[str, ...]]) -> Cards:
    """Documents as engines take them."""
    made: list[Card] = []
    acts, words = 0, Counter[str]()
    for document in documents:
        made.append(_card(document, tokenise, words))
        acts += document.kind == ACT
    return Cards(tuple(made), acts, dict(words))


def _card(document: Document, tokenise: Callable[[str], tuple[str, ...]], words: Counter[str]) -> Card:
    fields, lengths = document.found_by(tokenise)
    terms = anywhere(fields)
    words.update(terms)
    found_by = written({**fields, **_exact(document), LENGTHS: lengths})
    return Card(document.id, document.package, " ".join(terms), found_by, document.body)


def _exact(document: Document) -> dict[str, Json]:
    """The exact values by field, and the numbers that intervals and orders are told by; days are proleptic Gregorian."""
    return {
        "package": document.package,
        "register": document.register,
        "kind": document.kind,
        "offices": document.offices,
        "numbers": document.numbers,
        "mentions": document.mentions,
        "image": IMAGE[document.image],
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
        "volume": str(document.shown.year),
        "rank": document.rank,
        "key": document.key,
    }
