"""What a METS states, and what lies beside it: measured and not judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.delivery.facts.batch import Problem


@dataclass(frozen=True, slots=True)
class Referenced:
    """A file that a METS places beside itself: its path from the root of what is judged, and what is stated of it.

    `algorithm` is CHECKSUMTYPE as METS spells it, such as SHA-256, and `checksum` lower-case hexadecimal; empty, or None for
    the size in bytes, where nothing is stated. `spellings` are all paths that the link may mean: as written, percent-decoded,
    without a fragment.
    """

    path: str
    algorithm: str = ""
    checksum: str = ""
    size: int | None = None
    mime: str = ""
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MetsFacts:
    """One METS: the files that it names, identifiers that are pointed to and given nowhere, and the ORDER of its divisions.

    `orders` holds the values under one parent, in document order, by the map and TYPE that they count. `problems` is all that
    is wrong in the document itself; with `unread` it could not be read to its end, and nothing else is known of it.
    `external` counts the files that it places elsewhere, of which `first_external` is one; `renormalised` are those of its files
    whose names have another Unicode form on the disk.
    """

    place: str
    files: tuple[Referenced, ...] = ()
    dangling: tuple[str, ...] = ()
    orders: Mapping[tuple[int, str], tuple[tuple[int, ...], ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: bool = False
    external: int = 0
    first_external: str = ""
    renormalised: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """A file found where a METS says: its size in bytes, MIME type, and digests by METS's name of the algorithm."""

    size: int
    mime: str
    digests: Mapping[str, str] = field(default_factory=dict)
