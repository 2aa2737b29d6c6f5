"""Where everything stands in a package. Paths are relative to the bag's root; `inside` paths to the package's own folder.

data/<package-id>/METS.xml
data/<package-id>/metadata/descriptive/register.json   facts.json
data/<package-id>/metadata/preservation/premis.xml
data/<package-id>/representations/<representation>/data/…
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

METS: Final = "METS.xml"
REGISTER: Final = "metadata/descriptive/register.json"
FACTS: Final = "metadata/descriptive/facts.json"
PREMIS: Final = "metadata/preservation/premis.xml"

MASTER: Final = "master"
ACTS: Final = "acts"
TRANSCRIPTION: Final = "transcription"
SUBMISSION: Final = "submission"
REPRESENTATIONS: Final = (MASTER, ACTS, TRANSCRIPTION, SUBMISSION)

ACTS_FILE: Final = "acts.jsonl"
MANIFEST_EXTRACT: Final = "manifest-extract.json"

DOCUMENTS: Final = (
    f"representations/{ACTS}/data/{ACTS_FILE}",
    REGISTER,
    FACTS,
    f"representations/{SUBMISSION}/data/{MANIFEST_EXTRACT}",
)
"""The documents that we write before PREMIS and METS, as inside paths, in the order written."""


def folder(package: str) -> str:
    """The information package inside the bag, ended by a slash."""
    return f"data/{package}/"


def within(package: str, inside: str) -> str:
    """The path from the bag's root of a path inside the information package."""
    return folder(package) + inside


def representation(name: str, file: str = "") -> str:
    """The inside path of a file of a representation; of its data folder, ended by a slash, without one."""
    return f"representations/{name}/data/{file}"


def representations(package: str, paths: Collection[str]) -> tuple[str, ...]:
    """The representations that have a file among these paths from the bag's root."""
    prefixes = ((name, within(package, representation(name))) for name in REPRESENTATIONS)
    return tuple(name for name, prefix in prefixes if any(path.startswith(prefix) for path in paths))


def representation_of(inside: str) -> str | None:
    """The representation that an inside path belongs to; None for metadata."""
    first, _, rest = inside.partition("/")
    return rest.partition("/")[0] if first == "representations" else None


def stem(file: str) -> str:
    """A canonical file name without its extension: what a master and its transcription share."""
    return file.partition(".")[0]
