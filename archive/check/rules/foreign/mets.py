"""Does the METS of a foreign delivery hold together, and does it agree with the files beside it?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from archive.check.engine.rule import Breach, Fixed, Profile, Rule, Stage, blocks
from archive.check.rules.files.any import reading
from archive.check.rules.files.any.reading import NORMALISATION, UNREADABLE, UNSUPPORTED_FORMAT
from archive.check.views.foreign_view import ForeignView
from archive.delivery.facts.mets_facts import Beside, MetsFacts, Referenced
from archive.delivery.facts.mime import PAGES, XML
from archive.model.finding import Severity

_SOURCE = "METS 1.12.1: what a document states of a file, the file is"
DANGLING = blocks("METS_DANGLING_ID", Stage.FOREIGN, Fixed.READING, "METS 1.12.1: IDREF names an ID of the document")
MISSING = blocks("METS_FILE_MISSING", Stage.FOREIGN, Fixed.INTEGRITY, _SOURCE)
SIZE = blocks("METS_SIZE_MISMATCH", Stage.FOREIGN, Fixed.INTEGRITY, _SOURCE)
CHECKSUM = blocks("METS_CHECKSUM_MISMATCH", Stage.FOREIGN, Fixed.INTEGRITY, _SOURCE)
MIMETYPE = blocks("METS_MIMETYPE_MISMATCH", Stage.FOREIGN, Fixed.INTEGRITY, _SOURCE)
UNREFERENCED = Rule(
    "METS_FILE_UNREFERENCED",
    Stage.FOREIGN,
    Severity.WARNING,
    Severity.WARNING,
    "METS 1.12.1: a document may leave files out. In a package of our own it blocks",
)
ORDER_GAP = Rule(
    "METS_ORDER_GAP",
    Stage.FOREIGN,
    Severity.WARNING,
    Severity.WARNING,
    "METS 1.12.1 lets ORDER be any whole number, and others number as they like",
)
EXTERNAL = Rule(
    "METS_EXTERNAL_REFERENCE",
    Stage.FOREIGN,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "What lies elsewhere is named and not fetched",
)
RULES = (
    *reading.RULES,
    DANGLING,
    MISSING,
    SIZE,
    CHECKSUM,
    MIMETYPE,
    UNREFERENCED,
    ORDER_GAP,
    EXTERNAL,
)
_ALIKE = {"text/xml": XML, "image/jpg": "image/jpeg", "image/jpx": "image/jp2", "image/tiff-fx": "image/tiff"}


def judge(foreign: ForeignView, profile: Profile) -> Iterator[Breach]:
    """What each document says of itself, then what it says of the files beside it, then the files that none names."""
    for mets in foreign.documents:
        yield from _itself(mets)
        if foreign.beside is not None:
            yield from _beside(mets, foreign.paths, foreign.beside)
    if foreign.whole:
        yield from _unreferenced(foreign.documents, foreign.paths)


def _itself(mets: MetsFacts) -> Iterator[Breach]:
    """METS_INVALID and its like, METS_DANGLING_ID, METS_ORDER_GAP, METS_EXTERNAL_REFERENCE."""
    yield from map(reading.breach_of, mets.problems)
    for target in mets.dangling:
        yield Breach(DANGLING, mets.place, {"id": target})
    for groups in mets.orders.values():
        yield from _gaps(mets.place, groups)
    if mets.external:
        yield Breach(EXTERNAL, mets.place, {"count": mets.external, "first": mets.first_external})
    for path in mets.renormalised:
        detail = "the METS names it in another Unicode form"
        yield Breach(NORMALISATION, path, {"detail": detail})


def _gaps(place: str, groups: Collection[tuple[int, ...]]) -> Iterator[Breach]:
    """Under one parent each ORDER is one more than the last; over the whole map the first is 0 or 1, and none is left out."""
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


def _gap(place: str, expected: int, found: int) -> Breach:
    return Breach(ORDER_GAP, place, {"expected": expected, "found": found})


def _beside(mets: MetsFacts, paths: Collection[str], found: Mapping[str, Beside | None]) -> Iterator[Breach]:
    """Whether each file is there and is what the METS states; nothing is said of one that could not be read but UNREADABLE."""
    for file in mets.files:
        if file.path not in paths:
            yield Breach(MISSING, mets.place, {"file": file.path})
            continue
        measured = found.get(file.path)
        if measured is None:
            yield Breach(UNREADABLE, file.path, {"detail": "the file that the METS names could not be read"})
        else:
            yield from _stated(file, measured)


def _unreferenced(documents: Sequence[MetsFacts], paths: Collection[str]) -> Iterator[Breach]:
    """What no METS names below the folder of the uppermost one."""
    if not documents:
        return
    places = {mets.place for mets in documents}
    top = min((place.rpartition("/")[0] for place in places), key=len)
    named = {file.path for mets in documents for file in mets.files}
    for path in sorted(paths):
        if path not in named and path not in places and (not top or path.startswith(f"{top}/")):
            yield Breach(UNREFERENCED, path)


def _stated(file: Referenced, found: Beside) -> Iterator[Breach]:
    if file.size is not None and file.size != found.size:
        yield Breach(SIZE, file.path, {"stated": file.size, "found": found.size})
    if file.checksum and file.algorithm in found.digests:
        digest = found.digests[file.algorithm]
        if digest.lstrip("0") != file.checksum.lstrip("0"):
            yield Breach(CHECKSUM, file.path, {"stated": file.checksum, "found": digest})
    elif file.checksum:
        detail = f"a digest of {file.algorithm}, which is not compared"
        yield Breach(UNSUPPORTED_FORMAT, file.path, {"detail": detail}, Severity.WARNING)
    stated = _ALIKE.get(file.mime.lower(), file.mime.lower())
    if stated and stated != found.mime and (stated in PAGES or found.mime in PAGES):
        yield Breach(MIMETYPE, file.path, {"stated": file.mime, "found": found.mime})
