"""Whether two paper copies of one act say the same: only what both say can differ."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.base.act_summary import ActSummary, WrittenName
from archive.check.views.names import folded

_NAMES = ("given", "surname", "father", "mother", "mother_surname")


def differences(one: ActSummary, other: ActSummary) -> tuple[str, ...]:
    """In what two copies differ: sex, date, rank, names. After a mention that changes a name no name is compared.

    An Arabic name and a Latin one are two facts, so a name differs where it does in either script (decree 2-99-665, art. 35).
    """
    return tuple(_differences(one, other))


def _differences(one: ActSummary, other: ActSummary) -> Iterator[str]:
    if one.sex and other.sex and one.sex != other.sex:
        yield "sex"
    if one.day and other.day and (one.last < other.day or other.last < one.day):
        yield "date"
    if one.rank and other.rank and one.rank != other.rank:
        yield "rank"
    if one.renamed or other.renamed:
        return
    for name in _NAMES:
        if _otherwise(getattr(one, name), getattr(other, name)):
            yield name


def _otherwise(one: WrittenName, other: WrittenName) -> bool:
    scripts = (("ar", one.ar, other.ar), ("latin", one.latin, other.latin))
    return any(ours and theirs and folded(ours, script) != folded(theirs, script) for script, ours, theirs in scripts)
