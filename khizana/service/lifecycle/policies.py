"""The policies in force: those that the ledger names; what lies in files counts only where it names none."""

from __future__ import annotations

from collections.abc import Mapping

from archive.api import policy_files
from archive.holdings import lifecycle
from archive.life.policies import InForce, PolicyKind
from archive.model.digest import Digest
from archive.model.json import Json
from archive.model.message import tell
from archive.model.policies.embargo import Embargo
from archive.model.policies.retention import Retention
from archive.store.port import NotStored
from khizana.errors import CannotWork
from khizana.wiring.session import Session


def retention(session: Session, country: str) -> Retention:
    """For how long registers are kept; where no policy speaks of a country, for ever."""
    written = _written(session, PolicyKind.RETENTION, country)
    return Retention.of(written) if written else Retention(country, ())


def embargo(session: Session, country: str) -> Embargo:
    """For how long acts are closed; where no policy speaks of a country, for ever."""
    written = _written(session, PolicyKind.EMBARGO, country)
    return Embargo.of(written) if written else Embargo(country, "", ())


def named(session: Session, kind: PolicyKind, country: str) -> InForce | None:
    """The policy of a country that the ledger names; None where it names none."""
    return standing(session, kind).get(country)


def standing(session: Session, kind: PolicyKind) -> Mapping[str, InForce]:
    """The policies of a kind that the ledger names, by country."""
    return lifecycle.policies(session.holdings, kind)


def content(session: Session, one: InForce) -> bytes:
    """The document of a policy; CannotWork when it is lost or altered in every store."""
    try:
        found = session.document(one.document)
    except (NotStored, OSError):
        found = b""
    if Digest.of(found) != one.document:
        raise CannotWork(
            tell(
                "the {kind} policy of {country} ({document}) is lost or altered: `khizana repair` restores it",
                kind=one.kind,
                country=one.country,
                document=one.document,
            )
        )
    return found


def _written(session: Session, kind: PolicyKind, country: str) -> Mapping[str, Json] | None:
    known = standing(session, kind)
    if known:
        one = known.get(country)
        return None if one is None else policy_files.understood(content(session, one), kind)
    found = policy_files.found(session.settings, kind).get(country)
    return None if found is None else policy_files.understood(found, kind)
