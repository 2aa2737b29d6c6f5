"""Which policies are in force, as the ledger says it: documents that an entry names by kind and country; the last one counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from archive.ledger.entry import Entry, EntryType
from archive.ledger.port import Recorded
from archive.model.digest import Digest

_PREFIX = "policy"
_NAMING = (EntryType.ARCHIVE_CREATED, EntryType.POLICY_ADOPTED)
FOUND, ADOPTED = "found", "adopted"
"""The outcomes of an adoption: an older archive's policies as they were found at its first write; a decision."""


class PolicyKind(StrEnum):
    """What a policy is about."""

    RETENTION = "retention"
    EMBARGO = "embargo"


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy of one country: its document, and the position of the entry that names it."""

    kind: PolicyKind
    country: str
    document: Digest
    position: int


def name_of(kind: PolicyKind, country: str) -> str:
    """The name under which an entry gives the digest of a policy."""
    return f"{_PREFIX}.{kind}.{country}"


def named_by(position: int, entry: Entry) -> Iterator[InForce]:
    """The policies that an entry puts in force."""
    for name, digest in entry.digests.items() if entry.type in _NAMING else ():
        prefix, _, rest = name.partition(".")
        kind, _, country = rest.partition(".")
        if prefix == _PREFIX and kind in list(PolicyKind):
            yield InForce(PolicyKind(kind), country, digest, position)


def in_force(recorded: Iterable[Recorded]) -> Mapping[tuple[PolicyKind, str], InForce]:
    """The last policy of each kind and country."""
    return {(one.kind, one.country): one for each in recorded for one in named_by(each.position, each.entry)}
