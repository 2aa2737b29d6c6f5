"""The format inventory: what the packages hold, by PRONOM key and media type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from archive.ingest import Progress
from archive.model.json import Json
from archive.package import layout
from archive.package.premis.inventory import FileFormat, formats
from archive.package.xml import NotWellFormed
from archive.store.port import NotStored, StoreUnreadable
from khizana.service.assessment.evidence import Formats
from khizana.wiring.session import Session


def inventory(session: Session, packages: Iterable[str], progress: Progress) -> tuple[list[Json], Formats, list[Json]]:
    """Each format with files and bytes, the most files first; what of it was delivered; and packages that could not be read."""
    files: Counter[tuple[str, str]] = Counter()
    size: Counter[tuple[str, str]] = Counter()
    delivered = identified = 0
    unread: list[Json] = []
    names = list(packages)
    for done, package in enumerate(names, start=1):
        progress("inventoried", done, len(names))
        found = _of(session, package)
        if isinstance(found, str):
            unread.append({"package": package, "problem": found})
            continue
        for one in found:
            files[one.puid, one.mime] += 1
            size[one.puid, one.mime] += one.size
            delivered += one.delivered
            identified += one.delivered and bool(one.puid)
    rows: list[Json] = [
        {"pronom": puid or None, "mime": mime, "files": count, "bytes": size[puid, mime]}
        for (puid, mime), count in sorted(files.items(), key=lambda item: (-item[1], item[0]))
    ]
    return rows, Formats(delivered, identified, len(unread)), unread


def _of(session: Session, package: str) -> list[FileFormat] | str:
    try:
        with session.store.open(package, layout.within(package, layout.PREMIS)) as stream:
            return list(formats(stream))
    except (NotStored, StoreUnreadable, NotWellFormed, OSError, ValueError) as error:
        return str(error)
