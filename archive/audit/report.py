"""Both audits as JSON objects. They name the position of the ledger and never the clock: the same state gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from archive.audit.completeness import Account, Proof, RegisterCompleteness
from archive.audit.holdings import CompletenessReport
from archive.audit.outcome import Altered, Difference, FixityReport, PackageAudit, Unexpected, Unreadable, word
from archive.audit.series import SeriesCompleteness
from archive.model.json import Json
from archive.model.ranges import Ranges

FIXITY = "fixity-report/1"
COMPLETENESS = "completeness-report/1"


def fixity_report(report: FixityReport, size: int, root: str) -> dict[str, Json]:
    """The object that schemas/fixity-report.schema.json describes; `size` and `root` (hexadecimal) are the ledger's head."""
    return {
        "schema": FIXITY,
        "ledger": {"size": size, "root": root},
        "conclusion": str(report.conclusion),
        "counts": {
            "packages": report.packages_seen,
            "packages_intact": report.packages_intact,
            "files_intact": report.files_intact,
            "bytes_intact": report.bytes_intact,
            "documents": report.documents_seen,
            "documents_intact": report.documents_intact,
            "differences": report.differences,
        },
        "packages": [package_audit(audit) for audit in report.packages],
        "documents": [_difference(one, "document") for one in report.documents],
        "unheld": [_shown(name) for name in report.unheld],
        "unheld_documents": [str(digest) for digest in report.unheld_documents],
        "unlisted": [_difference(one, "list") for one in report.unlisted],
    }


def package_audit(audit: PackageAudit) -> dict[str, Json]:
    """One package of the fixity report, and the whole answer when a package is verified by itself."""
    return {
        "package": _shown(audit.package),
        "outcome": str(audit.word),
        "tagmanifest": None if audit.tagmanifest is None else str(audit.tagmanifest),
        "files_intact": audit.files,
        "bytes_intact": audit.bytes,
        "differences": [_difference(one, "path") for one in audit.differences],
        "findings": [{**finding.to_json(), "place": _shown(finding.place)} for finding in audit.findings],
    }


def completeness_report(
    report: CompletenessReport, size: int, root: str, unreadable: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Json]:
    """The object that schemas/completeness-report.schema.json describes.

    `unreadable` names the packages whose facts could not be read, and why: nothing is complete while there is one.
    """
    complete = "could-not-look" if unreadable else "complete"
    return {
        "schema": COMPLETENESS,
        "ledger": {"size": size, "root": root},
        "conclusion": complete if report.complete else "gaps",
        "counts": {
            "registers": _counts(report.registers),
            "pages": _counts(report.pages),
            "acts": _counts(report.acts),
            "series": _counts(report.series),
        },
        "registers": [register_completeness(one) for one in report.remarkable],
        "series": [_series(one) for one in report.remarkable_series],
        "unreadable": [{"package": package, "problem": unreadable[package]} for package in sorted(unreadable)],
    }


def register_completeness(one: RegisterCompleteness) -> dict[str, Json]:
    """One register of the completeness report."""
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
    }


def _difference(one: Difference, name: str) -> dict[str, Json]:
    found: dict[str, Json] = {name: _shown(one.path), "outcome": str(word(one.outcome))}
    match one.outcome:
        case Altered(expected, actual):
            return {**found, "expected": str(expected), "found": str(actual)}
        case Unexpected(kind):
            return {**found, "kind": str(kind)}
        case Unreadable(reason):
            return {**found, "reason": reason}
        case _:
            return found


def _shown(path: str) -> str:
    """A name that is not UTF-8 on disk, so that it can stand in JSON (RFC 8259 section 8.1)."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


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
