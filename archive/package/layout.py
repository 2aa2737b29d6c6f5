"""Where everything stands in a package. Paths are relative to the bag's root; `inside` paths to the package's own folder.

data/<package-id>/METS.xml
data/<package-id>/metadata/descriptive/register.json   facts.json
data/<package-id>/metadata/preservation/premis.xml
data/<package-id>/representations/<representation>/data/…
"""

from __future__ import annotations

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


def folder(package: str) -> str:
    """The information package inside the bag, ended by a slash."""
    return f"data/{package}/"


def within(package: str, inside: str) -> str:
    """The path from the bag's root of a path inside the information package."""
    return folder(package) + inside


def representation(name: str, file: str = "") -> str:
    """The inside path of a file of a representation; of its data folder, ended by a slash, without one."""
    return f"representations/{name}/data/{file}"


def stem(file: str) -> str:
    """A canonical file name without its extension: what a master and its transcription share."""
    return file.partition(".")[0]
