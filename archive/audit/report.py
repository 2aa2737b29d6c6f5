"""Both audits as JSON objects. They name the ledger's position; only fixity, which is read at some time, names times too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import assert_never

from archive.audit.archive_completeness import CompletenessReport
from archive.audit.audit_json import difference, package_audit, shown
from archive.audit.completeness import Account, Proof, RegisterCompleteness
from archive.audit.outcome import End, FixityReport
from archive.audit.schedule import BINS, Scope, ScopeKind, Unread
from archive.audit.series import SeriesCompleteness
from archive.ledger.port import Head
from archive.model.json import Json
from archive.model.ranges import Ranges

FIXITY = "fixity-report/1"
COMPLETENESS = "completeness-report/1"
RESTATED = "completeness-report/2"
"""Where a version changed a statement or a declared gap."""

Came = Mapping[str, Mapping[str, Json]]
"""Of each version package: when it was stored, by which delivery, of whom."""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a round: when it began and ended, how, and how many packages it read."""

    began: datetime
    ended: datetime | None
    end: End
    packages: int


@dataclass(frozen=True, slots=True)
class AuditOrigin:
    """How a fixity report came about. `unread` are all packages that the ledger names and this round did not read."""

    store: str
    scope: Scope
    runs: tuple[Run, ...]
    packages_named: int
    packages_chosen: int
    documents_named: int
    unread: Unread
    packages_disposed: int = 0
    """Of which a tombstone is left: they are not among those named, and not missing."""


def fixity_report(report: FixityReport, head: Head, made: AuditOrigin) -> dict[str, Json]:
    """The object that schemas/fixity-report.schema.json describes; `head` is the ledger's."""
    return {
        "schema": FIXITY,
        "ledger": {"size": head.size, "root": head.root.hex()},
        "store": made.store,
        "scope": scope(made.scope),
        "runs": [run(one) for one in made.runs],
        "end": str(report.end),
        "conclusion": str(report.conclusion),
        "counts": {
            "packages_named": made.packages_named,
            "packages_disposed": made.packages_disposed,
            "packages_chosen": made.packages_chosen,
            "packages": report.packages_seen,
            "packages_intact": report.packages_intact,
            "files_intact": report.files_intact,
            "bytes_intact": report.bytes_intact,
            "documents_named": made.documents_named,
            "documents": report.documents_seen,
            "documents_intact": report.documents_intact,
            "differences": report.differences,
            "warnings": report.warnings,
        },
        "not_read": _unread(made.unread),
        "packages": [package_audit(audit) for audit in report.packages],
        "documents": [difference(one, "document") for one in report.documents],
        "unheld": [shown(name) for name in report.unheld],
        "unheld_documents": [str(digest) for digest in report.unheld_documents],
        "unlisted": [difference(one, "list") for one in report.unlisted],
    }


def scope(asked: Scope) -> dict[str, Json]:
    """What was asked for, with all that is needed to ask for the same again."""
    match asked.kind:
        case ScopeKind.ALL:
            return {"kind": "all"}
        case ScopeKind.DUE:
            return {"kind": "due", "days": asked.days}
        case ScopeKind.SAMPLE:
            percent = f"{asked.percent.normalize():f}"
            return {"kind": "sample", "percent": percent, "seed": asked.seed, "size": asked.size}
        case ScopeKind.PACKAGE:
            return {"kind": "package", "package": asked.package}
        case _:
            assert_never(asked.kind)


def run(one: Run) -> dict[str, Json]:
    """One run of a round; one that was killed has no end that anybody saw."""
    return {
        "began": utc(one.began),
        "ended": None if one.ended is None else utc(one.ended),
        "end": str(one.end),
        "packages": one.packages,
    }


def utc(time: datetime) -> str:
    """A time in UTC, to the second, as all our documents write it."""
    return f"{time.isoformat()[:19]}Z"


def _unread(found: Unread) -> dict[str, Json]:
    bounds = [*BINS, None]
    return {
        "packages": found.packages,
        "never": found.never,
        "differing": found.differing,
        "ages": [{"days": bound, "packages": count} for bound, count in zip(bounds, found.ages, strict=True)],
        "oldest": None if found.oldest is None else {"package": found.oldest[0], "read": utc(found.oldest[1])},
    }


def completeness_report(
    report: CompletenessReport,
    size: int,
    root: str,
    unreadable: Mapping[str, str] = MappingProxyType({}),
    came: Came = MappingProxyType({}),
) -> dict[str, Json]:
    """The object that schemas/completeness-report.schema.json describes.

    `unreadable` names the packages whose facts could not be read, and why: nothing is complete while there is one.
    """
    complete = "could-not-look" if unreadable else "complete"
    registers = [register_completeness(one, came) for one in report.remarkable]
    return {
        "schema": RESTATED if any("restated" in one for one in registers) else COMPLETENESS,
        "ledger": {"size": size, "root": root},
        "conclusion": complete if report.complete else "gaps",
        "counts": {
            "registers": _counts(report.registers),
            "pages": _counts(report.pages),
            "acts": _counts(report.acts),
            "series": _counts(report.series),
        },
        "registers": list[Json](registers),
        "series": [_series(one) for one in report.remarkable_series],
        "unreadable": [{"package": package, "problem": unreadable[package]} for package in sorted(unreadable)],
    }


def register_completeness(one: RegisterCompleteness, came: Came = MappingProxyType({})) -> dict[str, Json]:
    """One register of the completeness report."""
    restated: list[Json] = [{**version.to_json(), **came.get(version.package, {})} for version in one.restated]
    told: dict[str, Json] = {"restated": restated} if restated else {}
    return {
        "register": one.register,
        "package": one.package,
        "proof": str(one.proof),
        "nil": one.nil,
        "pages": _account(one.pages),
        "acts": {
            **_account(one.acts),
            "stated": one.acts_stated,
            "found": one.acts_found,
            "suffixed": list(one.suffixed),
        },
        **told,
    }


def _counts(counts: Mapping[Proof, int]) -> dict[str, Json]:
    return {str(proof): counts.get(proof, 0) for proof in Proof}


def _account(account: Account) -> dict[str, Json]:
    return {
        "proof": str(account.proof),
        "first": account.first,
        "last": account.last,
        "missing": _ranges(account.missing),
        "explained": {code: _ranges(ranges) for code, ranges in account.explained.items()},
        "beyond": _ranges(account.beyond),
        "repeated": {str(number): account.repeated[number] for number in sorted(account.repeated)},
        "contradicted": _ranges(account.contradicted),
    }


def _series(one: SeriesCompleteness) -> dict[str, Json]:
    return {
        "series": one.series,
        "copy": one.copy,
        "proof": str(one.proof),
        "parts": one.parts,
        "held": _ranges(one.held),
        "missing_parts": _ranges(one.missing_parts),
        "between": _ranges(one.between),
        "overlapping": _ranges(one.overlapping),
        "silent": _ranges(one.silent),
    }


def _ranges(ranges: Ranges) -> list[Json]:
    return [[first, last] for first, last in ranges]
