"""Is a bag that others made whole, and is every byte what its manifests say (RFC 8493 section 3)?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Rule, Stage, blocks
from archive.check.rules.deliveries.checksum import CHECKSUM_MISMATCH
from archive.check.rules.deliveries.presence import FILE_MISSING, FILE_UNLISTED
from archive.check.rules.files.any import reading
from archive.check.rules.files.any.reading import (
    MANIFEST_DUPLICATE,
    MANIFEST_MISSING,
    NORMALISATION,
    UNSUPPORTED_FORMAT,
)
from archive.check.views.foreign_view import ForeignView
from archive.delivery.bags.bag_tags import BAG_INFO, BAGIT, FETCH, PAYLOAD
from archive.delivery.facts.bag_facts import BagFacts, BagManifest
from archive.model.finding import Severity

OXUM_MISMATCH = blocks("OXUM_MISMATCH", Stage.FOREIGN, Fixed.INTEGRITY, "RFC 8493, section 2.2.2")
WEAK_ALGORITHM = Rule(
    "WEAK_ALGORITHM",
    Stage.FOREIGN,
    Severity.ERROR,
    Severity.ERROR,
    "RFC 8493, section 2.4: MD5 alone was right under the drafts, and is only warned of there",
)
BYTE_ORDER_MARK = Rule(
    "BYTE_ORDER_MARK",
    Stage.FOREIGN,
    Severity.WARNING,
    Severity.WARNING,
    "RFC 8493, section 2: a tag file has no byte order mark, and many readers take it for a letter",
)
BAG_REFUSED_ELSEWHERE = Rule(
    "BAG_REFUSED_ELSEWHERE",
    Stage.FOREIGN,
    Severity.WARNING,
    Severity.WARNING,
    "Readers of bags differ: what one takes and another refuses cannot be counted on everywhere",
)
RULES = (
    *reading.RULES,
    OXUM_MISMATCH,
    WEAK_ALGORITHM,
    BYTE_ORDER_MARK,
    BAG_REFUSED_ELSEWHERE,
    CHECKSUM_MISMATCH,
    FILE_MISSING,
    FILE_UNLISTED,
)

_STRONG = ("sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512", "blake2b")
_OXUM = re.compile(r"([0-9]+)\.([0-9]+)")
_RFC = (1, 0)


def judge(foreign: ForeignView, profile: Profile) -> Iterator[Breach]:
    """Everything for which a bag is refused or warned of; nothing for one that is valid and well digested."""
    bag = foreign.bag
    if foreign.objection is not None:
        yield Breach(BAG_REFUSED_ELSEWHERE, BAGIT, {"detail": foreign.objection})
    if bag is None:
        return
    yield from map(reading.breach_of, bag.problems)
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
        yield Breach(BYTE_ORDER_MARK, path)
    for path in bag.renormalised:
        yield Breach(NORMALISATION, path, {"detail": "the manifest names it in another Unicode form"})


def _manifests(bag: BagFacts) -> Iterator[Breach]:
    """MANIFEST_MISSING, UNSUPPORTED_FORMAT and WEAK_ALGORITHM, of the payload manifests.

    MD5 alone was right under the drafts and is only warned of there; the RFC asks for SHA-512 (section 2.4).
    """
    payload = [manifest for manifest in bag.manifests if manifest.payload]
    if not payload:
        yield Breach(MANIFEST_MISSING, BAGIT, {"detail": "there is no manifest-<algorithm>.txt"})
        return
    known = [manifest for manifest in payload if manifest.known]
    for manifest in payload:
        if not manifest.known:
            lighter = Severity.WARNING if known else None
            yield Breach(UNSUPPORTED_FORMAT, manifest.name, {"detail": manifest.algorithm}, lighter)
    if known and not any(manifest.algorithm in _STRONG for manifest in known):
        lighter = None if bag.version is None or bag.version >= _RFC else Severity.WARNING
        weak = ", ".join(manifest.algorithm for manifest in known)
        yield Breach(WEAK_ALGORITHM, known[0].name, {"algorithms": weak}, lighter)


def _repeats(manifest: BagManifest, bag: BagFacts) -> Iterator[Breach]:
    """MANIFEST_DUPLICATE; the drafts do not forbid to repeat a line that says the same."""
    for path in manifest.conflicting:
        yield Breach(MANIFEST_DUPLICATE, path, {"manifest": manifest.name})
    for path in manifest.repeated:
        drafted = bag.version is not None and bag.version < _RFC
        lighter = Severity.WARNING if drafted else None
        yield Breach(MANIFEST_DUPLICATE, path, {"manifest": manifest.name}, lighter)


def _digests(manifest: BagManifest, bag: BagFacts, unknown: set[str]) -> Iterator[Breach]:
    """FILE_MISSING and CHECKSUM_MISMATCH; of a file that could not be read neither is said."""
    for path, stated in manifest.listed.items():
        file = bag.files.get(path)
        if file is None:
            if path not in unknown:
                yield Breach(FILE_MISSING, path, {"named_in": manifest.name})
        elif manifest.known and path not in unknown and file.digests[manifest.algorithm] != stated:
            params = {"declared": stated, "found": file.digests[manifest.algorithm]}
            yield Breach(CHECKSUM_MISMATCH, path, params)


def _unlisted(bag: BagFacts) -> Iterator[Breach]:
    """FILE_UNLISTED: a payload file stands in every payload manifest; before 1.0 one of them was enough, and it is a warning."""
    payload = [manifest for manifest in bag.manifests if manifest.payload]
    for path in bag.files:
        omitting = [manifest.name for manifest in payload if path not in manifest.listed]
        if path.startswith(PAYLOAD) and omitting:
            drafted = bag.version is not None and bag.version < _RFC and len(omitting) < len(payload)
            lighter = Severity.WARNING if drafted else None
            yield Breach(FILE_UNLISTED, path, {"manifest": ", ".join(omitting)}, lighter)


def _fetched(bag: BagFacts, unknown: set[str]) -> Iterator[Breach]:
    """What fetch.txt names must be there already, because nothing is fetched, and in a manifest like every other file."""
    listed = {path for manifest in bag.manifests if manifest.payload for path in manifest.listed}
    for path in bag.fetched:
        if path not in listed:
            yield Breach(FILE_UNLISTED, path, {"manifest": FETCH})
        if path not in bag.files and path not in listed and path not in unknown:
            yield Breach(FILE_MISSING, path, {"named_in": FETCH})


def _oxums(bag: BagFacts) -> Iterator[Breach]:
    """OXUM_MISMATCH (RFC 8493 section 2.2.2)."""
    sizes = [file.size for path, file in bag.files.items() if path.startswith(PAYLOAD)]
    for stated in bag.oxums:
        match = _OXUM.fullmatch(stated)
        if match is None or (int(match[1]), int(match[2])) != (sum(sizes), len(sizes)):
            yield Breach(OXUM_MISMATCH, BAG_INFO, {"stated": stated, "found": f"{sum(sizes)}.{len(sizes)}"})
