"""The policies that lie about: an archive's own file where archive.toml names one, else the published one of each country.

They count only once an entry of the ledger names them (`archive.life.policies`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from archive import published
from archive.archive_folder import ArchiveFolder
from archive.errors import ArchiveError
from archive.ledger.entry import Entry, EntryType
from archive.life.policies import FOUND, PolicyKind, name_of
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.model.message import tell
from archive.store.port import Store


class PolicyUnreadable(ArchiveError, RuntimeError):
    """A policy of the archive's own cannot be read."""


class PolicyUnlike(ArchiveError, ValueError):
    """A policy does not follow its schema; says where."""


def found(settings: ArchiveFolder, kind: PolicyKind) -> Mapping[str, bytes]:
    """By country; PolicyUnreadable, PolicyUnlike for a file of the archive's own that cannot be used."""
    own = settings.retention if kind is PolicyKind.RETENTION else settings.embargo
    if own is not None:
        content, policy = read(settings.root / own, kind)
        return {str(policy["country"]): content}
    return {country: write_pretty(policy) for country, policy in of_khizana(kind).items()}


def of_khizana(kind: PolicyKind) -> Mapping[str, Mapping[str, Json]]:
    """The published policies by country."""
    return published.retention() if kind is PolicyKind.RETENTION else published.embargoes()


def read(file: Path, kind: PolicyKind) -> tuple[bytes, Mapping[str, Json]]:
    """A policy in a file, its bytes and what they say; PolicyUnreadable, PolicyUnlike."""
    try:
        content = file.read_bytes()
        return content, understood(content, kind)
    except (OSError, ValueError) as error:
        raise PolicyUnreadable(
            tell("the {kind} policy {file} cannot be read: {error}", kind=kind, file=file, error=error)
        ) from None
    except _Unlike as error:
        raise PolicyUnlike(
            tell(
                "the {kind} policy {file} does not follow schemas/{kind}-policy.schema.json at {error}",
                kind=kind,
                file=file,
                error=error,
            )
        ) from None


@lru_cache(maxsize=64)
def understood(content: bytes, kind: PolicyKind) -> Mapping[str, Json]:
    """What a policy says; ValueError for what is no JSON. The same bytes are held against the schema once."""
    from archive.check.schemas import Schemas  # takes a while to load, and few commands read a policy

    document: Json = json.loads(content)
    wrong = next(Schemas(published.schemas()).violations(f"urn:khizana:schema:{kind}-policy:1", document), None)
    if wrong or not isinstance(document, Mapping):
        raise _Unlike(wrong.pointer if wrong else "/")
    return document


def kept(settings: ArchiveFolder, store: Store, kinds: Iterable[PolicyKind]) -> dict[str, Digest]:
    """What lies about, put into the store, by the name that an entry gives it. A kind that cannot be read is left for later."""
    digests: dict[str, Digest] = {}
    for kind in sorted(kinds):
        try:
            policies = found(settings, kind)
        except (PolicyUnreadable, PolicyUnlike):  # whoever asks for this policy is told why it cannot be used
            continue
        digests |= {name_of(kind, country): store.put_document(content) for country, content in policies.items()}
    return digests


def adopting(clock: Callable[[], datetime], actor: str, digests: Mapping[str, Digest]) -> Entry:
    """The entry that names the policies of an older archive as they were found."""
    return Entry(EntryType.POLICY_ADOPTED, clock(), actor, "policies", FOUND, digests)


class _Unlike(ArchiveError):
    """Where a policy does not follow its schema."""
