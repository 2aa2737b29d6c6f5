"""The policies in force: those that the ledger names; what lies in files counts only where it names none."""

from __future__ import annotations

from collections.abc import Mapping

from archive.holdings import lifecycle
from archive.ledger.policies import InForce, PolicyKind
from archive.model.digest import Digest
from archive.model.embargo import Embargo
from archive.model.json import Json
from archive.model.retention import Retention
from archive.store.port import NotStored
from khizana import policy_files, wiring
from khizana.errors import CannotWork
from khizana.wiring import Archive


def retention(archive: Archive, country: str) -> Retention:
    """For how long registers are kept; where no policy speaks of a country, for ever."""
    written = _written(archive, PolicyKind.RETENTION, country)
    return Retention.of(written) if written else Retention(country, ())


def embargo(archive: Archive, country: str) -> Embargo:
    """For how long acts are closed; where no policy speaks of a country, for ever."""
    written = _written(archive, PolicyKind.EMBARGO, country)
    return Embargo.of(written) if written else Embargo(country, "", ())


def named(archive: Archive, kind: PolicyKind, country: str) -> InForce | None:
    """The policy of a country that the ledger names; None where it names none."""
    return standing(archive, kind).get(country)


def standing(archive: Archive, kind: PolicyKind) -> Mapping[str, InForce]:
    """The policies of a kind that the ledger names, by country."""
    return lifecycle.policies(archive.holdings, kind)


def content(archive: Archive, one: InForce) -> bytes:
    """The document of a policy; CannotWork when it is lost or altered in every store."""
    try:
        found = wiring.document_of(archive)(one.document)
    except (NotStored, OSError):
        found = b""
    if Digest.of(found) != one.document:
        raise CannotWork(
            f"the {one.kind} policy of {one.country} ({one.document}) is lost or altered: `khizana repair` restores it"
        )
    return found


def _written(archive: Archive, kind: PolicyKind, country: str) -> Mapping[str, Json] | None:
    known = standing(archive, kind)
    if known:
        one = known.get(country)
        return None if one is None else policy_files.understood(content(archive, one), kind)
    found = policy_files.found(archive.settings, kind).get(country)
    return None if found is None else policy_files.understood(found, kind)
