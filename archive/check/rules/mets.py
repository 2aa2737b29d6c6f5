"""Does the METS of a foreign delivery hold together, and does it agree with the files beside it?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise

from archive.check.rules import problems
from archive.delivery.kinds import PAGES, XML
from archive.delivery.mets_facts import Beside, MetsFacts, Referenced
from archive.model.finding import Finding, Severity, blocking
from archive.model.json import Json

_ALIKE = {"text/xml": XML, "image/jpg": "image/jpeg", "image/jpx": "image/jp2", "image/tiff-fx": "image/tiff"}


def findings(mets: MetsFacts) -> Iterator[Finding]:
    """What the document says of itself: METS_INVALID and its like, METS_DANGLING_ID, METS_ORDER_GAP, METS_EXTERNAL_REFERENCE."""
    yield from (problems.finding(problem) for problem in mets.problems)
    for target in mets.dangling:
        yield blocking("METS_DANGLING_ID", mets.place, id=target)
    for groups in mets.orders.values():
        yield from _gaps(mets.place, groups)
    if mets.external:
        params: dict[str, Json] = {"count": mets.external, "first": mets.first_external}
        yield Finding("METS_EXTERNAL_REFERENCE", Severity.INFORMATION, mets.place, params)
    for path in mets.renormalised:
        detail = "the METS names it in another Unicode form"
        yield Finding("NORMALISATION", Severity.WARNING, path, {"detail": detail})


def _gaps(place: str, groups: Collection[tuple[int, ...]]) -> Iterator[Finding]:
    """Under one parent each ORDER is one more than the last; over the whole map the first is 0 or 1, and none is left out.

    A remark: METS 1.12.1 lets ORDER be any whole number, and others number as they like.
    """
    adjacent = {pair for group in groups for pair in pairwise(group)}
    for before, value in sorted(adjacent):
        if value != before + 1:
            yield _gap(place, before + 1, value)
    met = sorted({value for group in groups for value in group})
    if met and met[0] > 1:
        yield _gap(place, 1, met[0])
    for before, value in pairwise(met):
        if value != before + 1 and (before, value) not in adjacent:
            yield _gap(place, before + 1, value)


def _gap(place: str, expected: int, found: int) -> Finding:
    return Finding("METS_ORDER_GAP", Severity.WARNING, place, {"expected": expected, "found": found})


def beside(mets: MetsFacts, paths: Collection[str], found: Mapping[str, Beside | None]) -> Iterator[Finding]:
    """Whether each file is there and is what the METS states; nothing is said of one that could not be read but UNREADABLE."""
    for file in mets.files:
        if file.path not in paths:
            yield blocking("METS_FILE_MISSING", mets.place, file=file.path)
            continue
        measured = found.get(file.path)
        if measured is None:
            yield blocking("UNREADABLE", file.path, detail="the file that the METS names could not be read")
        else:
            yield from _stated(file, measured)


def unreferenced(documents: Collection[MetsFacts], paths: Collection[str]) -> Iterator[Finding]:
    """METS_FILE_UNREFERENCED: what no METS names below the folder of the uppermost one. It may leave files out: a warning."""
    if not documents:
        return
    places = {mets.place for mets in documents}
    top = min((place.rpartition("/")[0] for place in places), key=len)
    named = {file.path for mets in documents for file in mets.files}
    for path in sorted(paths):
        if path not in named and path not in places and (not top or path.startswith(f"{top}/")):
            yield Finding("METS_FILE_UNREFERENCED", Severity.WARNING, path)


def _stated(file: Referenced, found: Beside) -> Iterator[Finding]:
    if file.size is not None and file.size != found.size:
        yield blocking("METS_SIZE_MISMATCH", file.path, stated=file.size, found=found.size)
    if file.checksum and file.algorithm in found.digests:
        digest = found.digests[file.algorithm]
        if digest.lstrip("0") != file.checksum.lstrip("0"):
            yield blocking("METS_CHECKSUM_MISMATCH", file.path, stated=file.checksum, found=digest)
    elif file.checksum:
        detail = f"a digest of {file.algorithm}, which is not compared"
        yield Finding("UNSUPPORTED_FORMAT", Severity.WARNING, file.path, {"detail": detail})
    stated = _ALIKE.get(file.mime.lower(), file.mime.lower())
    if stated and stated != found.mime and (stated in PAGES or found.mime in PAGES):
        yield blocking("METS_MIMETYPE_MISMATCH", file.path, stated=file.mime, found=found.mime)
