"""What is damaged is made whole from an intact copy: verified against the ledger at that moment, built aside, put in one move.

The damaged bytes go to quarantine. Killed anywhere, the same call made again finishes.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from archive.audit.audit_json import package_audit
from archive.audit.blocks import located
from archive.audit.fixity import verify_package
from archive.audit.fixity_run import is_away, verify_document
from archive.audit.outcome import Altered, Intact, Missing, PackageAudit, Unreadable, Word
from archive.model.digest import Digest
from archive.model.json import Json, write_pretty
from archive.store.copying import NotIntact, copy_package, intact_document
from archive.store.port import Case, NotStored, Store, StoreUnreadable

RECORD = "quarantine-record/1"


class Outcome(StrEnum):
    """What became of one package or document."""

    INTACT = "intact"
    REPAIRED = "repaired"
    RESTORED = "restored"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Repaired:
    """`before` is what was found, as reports show it; `why` tells a failure. Files and bytes are those that were copied."""

    subject: str
    outcome: Outcome
    before: Mapping[str, Json]
    files: int = 0
    bytes: int = 0
    why: str = ""

    def to_json(self) -> dict[str, Json]:
        """As it stands in the report of a repair."""
        counts: dict[str, Json] = {"files": self.files, "bytes": self.bytes}
        return {"subject": self.subject, "outcome": str(self.outcome), "why": self.why, **counts, "before": self.before}


def repair_package(package: str, tagmanifest: Digest, damaged: Store, source: Store, case: str) -> Repaired:
    """Make a package whole; `case` names the quarantine, and tells a second run what the first one has done.

    StoreUnreadable when a whole store is away. A copy that is not intact itself repairs nothing.
    """
    audit = verify_package(package, tagmanifest, damaged.files(package))
    if audit.word is Word.UNREADABLE and is_away(damaged):
        raise _away(package)
    if audit.word is Word.INTACT and not audit.warnings:
        return Repaired(package, _earlier(damaged, package, case), package_audit(audit))
    before = package_audit(located(audit, damaged.files(package), source.files(package)))
    replica = verify_package(package, tagmanifest, source.files(package))
    if replica.word is not Word.INTACT:
        return Repaired(package, Outcome.FAILED, before, why=f"the copy to repair from is {replica.word}")
    try:
        with damaged.replace(package, Case(case, _record(package, before))) as staging:
            copied = copy_package(package, tagmanifest, source.files(package), staging)
            staging.seal()
    except (NotIntact, NotStored) as error:
        return Repaired(package, Outcome.FAILED, before, why=str(error))
    after = verify_package(package, tagmanifest, damaged.files(package))
    if after.word is not Word.INTACT:
        return Repaired(
            package, Outcome.FAILED, before, why=f"after the repair it is {after.word}: is the disk failing?"
        )
    return Repaired(package, _word(audit), before, copied.files, copied.bytes)


def repair_document(digest: Digest, damaged: Store, source: Store, case: str) -> Repaired:
    """Make a document whole, as `repair_package`."""
    found = verify_document(digest, damaged)
    if isinstance(found, Unreadable) and is_away(damaged):
        raise _away(str(digest))
    before = _found(found)
    if isinstance(found, Intact):
        return Repaired(str(digest), _earlier(damaged, digest.hex, case), before)
    try:
        content = intact_document(digest, source)
    except NotIntact as error:
        return Repaired(str(digest), Outcome.FAILED, before, why=str(error))
    damaged.replace_document(content, Case(case, _record(str(digest), before)))
    if not isinstance(verify_document(digest, damaged), Intact):
        return Repaired(str(digest), Outcome.FAILED, before, why="after the repair it differs: is the disk failing?")
    word = Outcome.RESTORED if isinstance(found, Missing) else Outcome.REPAIRED
    return Repaired(str(digest), word, before, 1, len(content))


def _word(audit: PackageAudit) -> Outcome:
    return Outcome.REPAIRED if audit.stored else Outcome.RESTORED


def _earlier(store: Store, name: str, case: str) -> Outcome:
    """What a run that was killed before it could say so has done to what is intact now."""
    try:
        done = any(one.path.startswith(f"{case}/record-") for one in store.quarantined(name).listing())
    except NotStored:
        done = False
    return Outcome.REPAIRED if done else Outcome.INTACT


def _found(found: Intact | Altered | Missing | Unreadable) -> dict[str, Json]:
    match found:
        case Altered(expected, actual):
            return {"outcome": "altered", "expected": str(expected), "found": str(actual)}
        case Unreadable(reason):
            return {"outcome": "unreadable", "reason": reason}
        case Missing():
            return {"outcome": "missing"}
        case Intact():
            return {"outcome": "intact"}
        case _:
            assert_never(found)


def _record(subject: str, before: Mapping[str, Json]) -> bytes:
    return write_pretty({"schema": RECORD, "subject": subject, "found": before})


def _away(subject: str) -> StoreUnreadable:
    return StoreUnreadable(errno.ENOENT, "the store to repair cannot be seen; is its disk mounted?", subject)
