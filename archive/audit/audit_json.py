"""The audit of a package and a single difference as JSON, and read back: for reports, journals and the pipes of readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from archive.audit.outcome import (
    Altered,
    Difference,
    Differing,
    Missing,
    PackageAudit,
    Unexpected,
    Unreadable,
    Word,
    word,
)
from archive.model.digest import Digest
from archive.model.finding import Finding, Severity
from archive.model.json import Json
from archive.model.ranges import Ranges
from archive.store.port import NodeKind


def package_audit(audit: PackageAudit) -> dict[str, Json]:
    """One package of the fixity report, and the whole answer when a package is verified by itself."""
    return {
        "package": shown(audit.package),
        "outcome": str(audit.word),
        "tagmanifest": None if audit.tagmanifest is None else str(audit.tagmanifest),
        "files_intact": audit.files,
        "bytes_intact": audit.bytes,
        "differences": [difference(one, "path") for one in audit.differences],
        "findings": [form_finding(finding) for finding in audit.findings],
    }


def form_finding(finding: Finding) -> dict[str, Json]:
    """One finding about the form of a package."""
    return {**finding.to_json(), "place": shown(finding.place)}


def difference(one: Difference, name: str) -> dict[str, Json]:
    """One difference; `name` says what its place is: a path, a document, a list."""
    found: dict[str, Json] = {name: shown(one.path), "outcome": str(word(one.outcome))}
    match one.outcome:
        case Altered(expected, actual, blocks):
            found |= {"expected": str(expected), "found": str(actual)}
            return {**found, "blocks": [[first, last] for first, last in blocks]} if blocks else found
        case Unexpected(kind):
            return {**found, "kind": str(kind)}
        case Unreadable(reason):
            return {**found, "reason": reason}
        case _:
            return found


def shown(path: str) -> str:
    """A name that is not UTF-8 on disk, so that it can stand in JSON (RFC 8259 section 8.1)."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def read_package_audit(content: Mapping[str, Json]) -> PackageAudit:
    """What `package_audit` wrote; names that are not UTF-8 stay as they were shown. ValueError or KeyError for other objects."""
    tagmanifest = content["tagmanifest"]
    return PackageAudit(
        package=str(content["package"]),
        stored=content["outcome"] != Word.MISSING,
        tagmanifest=None if tagmanifest is None else Digest.parse(str(tagmanifest)),
        files=cast(int, content["files_intact"]),
        bytes=cast(int, content["bytes_intact"]),
        differences=tuple(read_difference(one, "path") for one in _objects(content["differences"])),
        findings=tuple(_finding(one) for one in _objects(content["findings"])),
    )


def read_difference(content: Mapping[str, Json], name: str) -> Difference:
    """What `difference` wrote."""
    return Difference(str(content[name]), _outcome(content))


def _outcome(content: Mapping[str, Json]) -> Differing:
    match Word(str(content["outcome"])):
        case Word.ALTERED:
            blocks = cast(Sequence[tuple[int, int]], content.get("blocks", ()))
            ranges: Ranges = tuple((first, last) for first, last in blocks)
            return Altered(Digest.parse(str(content["expected"])), Digest.parse(str(content["found"])), ranges)
        case Word.MISSING:
            return Missing()
        case Word.UNEXPECTED:
            return Unexpected(NodeKind(str(content["kind"])))
        case Word.UNREADABLE:
            return Unreadable(str(content["reason"]))
        case other:
            raise ValueError(f"{other} is no difference")


def _finding(content: Mapping[str, Json]) -> Finding:
    params = cast(Mapping[str, Json], content["params"])
    return Finding(str(content["code"]), Severity(str(content["severity"])), str(content["place"]), params)


def _objects(value: Json) -> Sequence[Mapping[str, Json]]:
    return cast(Sequence[Mapping[str, Json]], value)
