"""Is a bag that others made whole, and is every byte what its manifests say (RFC 8493 section 3)?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.check.rules import problems
from archive.delivery.bag_facts import BagFacts, BagManifest
from archive.delivery.bag_tags import BAG_INFO, BAGIT, FETCH, PAYLOAD
from archive.model.finding import Finding, Severity, blocking

_STRONG = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512", "blake2b")
_OXUM = re.compile(r"([0-9]+)\.([0-9]+)")
_RFC = (1, 0)


def findings(bag: BagFacts) -> Iterator[Finding]:
    """Everything for which a bag is refused or warned of; nothing for one that is valid and well digested."""
    yield from (problems.finding(problem) for problem in bag.problems)
    if BAGIT not in bag.files:
        return
    unknown = {problem.place for problem in bag.problems}
    yield from _manifests(bag)
    for manifest in bag.manifests:
        yield from _repeats(manifest, bag)
        yield from _digests(manifest, bag, unknown)
    yield from _unlisted(bag)
    yield from _fetched(bag, unknown)
    yield from _oxums(bag)
    for path in bag.marked:
        yield Finding("BYTE_ORDER_MARK", Severity.WARNING, path)
    for path in bag.renormalised:
        yield Finding(
            "NORMALISATION", Severity.WARNING, path, {"detail": "the manifest names it in another Unicode form"}
        )


def _manifests(bag: BagFacts) -> Iterator[Finding]:
    """MANIFEST_MISSING, UNSUPPORTED_FORMAT and WEAK_ALGORITHM, of the payload manifests.

    MD5 alone was right under the drafts and is only warned of there; the RFC asks for SHA-512 (section 2.4).
    """
    payload = [manifest for manifest in bag.manifests if manifest.payload]
    if not payload:
        yield blocking("MANIFEST_MISSING", BAGIT, detail="there is no manifest-<algorithm>.txt")
        return
    known = [manifest for manifest in payload if manifest.known]
    for manifest in payload:
        if not manifest.known:
            severity = Severity.WARNING if known else Severity.BLOCKING
            yield Finding("UNSUPPORTED_FORMAT", severity, manifest.name, {"detail": manifest.algorithm})
    if known and not any(manifest.algorithm in _STRONG for manifest in known):
        severity = Severity.ERROR if bag.version is None or bag.version >= _RFC else Severity.WARNING
        weak = ", ".join(manifest.algorithm for manifest in known)
        yield Finding("WEAK_ALGORITHM", severity, known[0].name, {"algorithms": weak})


def _repeats(manifest: BagManifest, bag: BagFacts) -> Iterator[Finding]:
    """MANIFEST_DUPLICATE; the drafts do not forbid to repeat a line that says the same."""
    for path in manifest.conflicting:
        yield blocking("MANIFEST_DUPLICATE", path, manifest=manifest.name)
    for path in manifest.repeated:
        drafted = bag.version is not None and bag.version < _RFC
        severity = Severity.WARNING if drafted else Severity.BLOCKING
        yield Finding("MANIFEST_DUPLICATE", severity, path, {"manifest": manifest.name})


def _digests(manifest: BagManifest, bag: BagFacts, unknown: set[str]) -> Iterator[Finding]:
    """FILE_MISSING and CHECKSUM_MISMATCH; of a file that could not be read neither is said."""
    for path, stated in manifest.listed.items():
        file = bag.files.get(path)
        if file is None:
            if path not in unknown:
                yield blocking("FILE_MISSING", path, named_in=manifest.name)
        elif manifest.known and path not in unknown and file.digests[manifest.algorithm] != stated:
            yield blocking("CHECKSUM_MISMATCH", path, declared=stated, found=file.digests[manifest.algorithm])


def _unlisted(bag: BagFacts) -> Iterator[Finding]:
    """FILE_UNLISTED: a payload file stands in every payload manifest; before 1.0 one of them was enough, and it is a warning."""
    payload = [manifest for manifest in bag.manifests if manifest.payload]
    for path in bag.files:
        omitting = [manifest.name for manifest in payload if path not in manifest.listed]
        if path.startswith(PAYLOAD) and omitting:
            drafted = bag.version is not None and bag.version < _RFC and len(omitting) < len(payload)
            severity = Severity.WARNING if drafted else Severity.BLOCKING
            yield Finding("FILE_UNLISTED", severity, path, {"manifest": ", ".join(omitting)})


def _fetched(bag: BagFacts, unknown: set[str]) -> Iterator[Finding]:
    """What fetch.txt names must be there already, because nothing is fetched, and in a manifest like every other file."""
    listed = {path for manifest in bag.manifests if manifest.payload for path in manifest.listed}
    for path in bag.fetched:
        if path not in listed:
            yield blocking("FILE_UNLISTED", path, manifest=FETCH)
        if path not in bag.files and path not in listed and path not in unknown:
            yield blocking("FILE_MISSING", path, named_in=FETCH)


def _oxums(bag: BagFacts) -> Iterator[Finding]:
    """OXUM_MISMATCH (RFC 8493 section 2.2.2)."""
    sizes = [file.size for path, file in bag.files.items() if path.startswith(PAYLOAD)]
    for stated in bag.oxums:
        match = _OXUM.fullmatch(stated)
        if match is None or (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
            yield blocking("OXUM_MISMATCH", BAG_INFO, stated=stated, found=f"{sum(sizes)}.{len(sizes)}")
