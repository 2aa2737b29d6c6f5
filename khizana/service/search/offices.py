"""Offices and divisions by name, in either script and as anybody may spell it: what a filter means before an index is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from archive.model.json import Json
from indexer.catalogue.rows import OfficeRow
from indexer.names.analysis.terms import terms
from indexer.names.expansion.expand import expand
from indexer.names.letter_model.closeness import Closeness
from indexer.names.register_words.register_dictionary import Dictionary
from indexer.question.query import Filters, InvalidQuery
from khizana.wiring.engines import letter_table
from khizana.wiring.session import Session

_CODE = re.compile(r"(?:[a-z]{2}_)?[0-9][0-9.]*(?:-[0-9]+)?")
"""An office's identifier or code, or a division's code."""


def named(session: Session, filters: Filters) -> Filters:
    """The same filters with the codes of what has this name. InvalidQuery where nothing has; CatalogueUnavailable."""
    if filters.office is None or _CODE.fullmatch(filters.office):
        return filters
    known = {(code, terms(name)) for row in session.catalogue.offices() for code, name in _names(row.id, row)}
    asked = terms(filters.office)
    found = {code for code, name in known if asked and set(asked) <= set(name)} or _spelled(asked, known)
    if not found:
        raise InvalidQuery(
            "No office and no division of the archive has this name: write another name, or a code such as 01.511.",
            "office",
        )
    whole = {code for code, name in known if code in found and set(name) == set(asked)}
    return replace(filters, office=None, offices=tuple(sorted(whole or found)))


def _spelled(asked: tuple[str, ...], known: set[tuple[str, tuple[str, ...]]]) -> set[str]:
    """What has every word in another spelling."""
    words, table = Dictionary.of(dict.fromkeys((word for _, name in known for word in name), 1)), letter_table()
    meant = [{one.word for one in expand(word, words, table) if one.close is Closeness.STRONG} for word in asked]
    return {code for code, name in known if meant and all(not one.isdisjoint(name) for one in meant)}


def _names(office: str, row: OfficeRow) -> Iterator[tuple[str, str]]:
    """Of an office and of each division that it lies in, by code: every name, whatever the language."""
    yield from ((office, name) for name in row.name.values())
    for division in cast("Sequence[Json]", row.within or ()):
        told = cast("Mapping[str, Json]", division)
        for name in cast("Mapping[str, str]", told.get("name") or {}).values():
            yield str(told["code"]), name
