"""What is known of a delivery after it was measured: facts, never judgements."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from archive.delivery.facts.page_facts import ImageFacts, PdfFacts
from archive.model.digest import Digest
from archive.model.json import Json
from archive.model.records.act import ActObject
from archive.model.records.register import RegisterObject
from archive.model.records.view import Box


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height in pixels, before any EXIF rotation."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Damage:
    """Why a file could not be read whole, as a finding code (TRUNCATED, ENCRYPTED …) and the reader's own words."""

    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be parsed: where, and why. `code` is a finding code.

    `uncounted` says that because of it nobody knows how many acts the file holds.
    """

    code: str
    place: str
    detail: str
    uncounted: bool = False


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What was measured of one file: size in bytes, digest, PRONOM identifier, MIME type.

    `leaves` holds the size of each page image inside it: one for an image, one a page for a PDF, none for other files.
    `damage` is None when every byte could be decoded, or when the file is not an image, PDF or transcription.
    `transcribed` is the image size that a transcription says its coordinates are measured in, and `transcribes` the name that it
    gives the image. `image` and `pdf` hold what the
    delivery profile asks of pages; `problems` are all other faults inside the file.
    """

    path: str
    size: int
    digest: Digest
    mime: str
    puid: str = ""
    leaves: tuple[Size, ...] = ()
    damage: Damage | None = None
    transcribed: Size | None = None
    image: ImageFacts | None = None
    pdf: PdfFacts | None = None
    problems: tuple[Problem, ...] = ()
    transcribes: str = ""


@dataclass(frozen=True, slots=True)
class DeliveredView:
    """One image as a register description lists it: file, page inside it (from 1), what it shows, which views it replaces."""

    file: str
    leaf: int
    kind: str
    pages: tuple[int, ...]
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeliveredRegister:
    """One register of a delivery: its description as delivered, and the paths that belong to it.

    `path` is the description's own path; the other paths are relative to the delivery's root.
    """

    path: str
    description: RegisterObject
    views: tuple[DeliveredView, ...]
    acts: str | None
    transcriptions: Mapping[str, str]
    """The file of a transcription, by the image that it transcribes."""
    declared: Mapping[str, int]
    """Counts that the manifest declares: views, pages, acts."""
    of_held: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The view and SHA-256 of the held image that is transcribed, by the file of the transcription."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The files of all transcriptions."""
        return (*self.transcriptions.values(), *self.of_held)


@dataclass(frozen=True, slots=True)
class DeliveredAct:
    """One act as delivered, and where it stands (`acts.jsonl#line=7`).

    `plain` says that no escape, control character or decimal point was in its text, which spares looking for them again.
    `notes` is what the reader remarked of its text. `column_of` gives the column of a table that fills a place inside the act
    (JSON Pointer), empty for none; None where the act stood in no table.
    """

    place: str
    content: ActObject
    plain: bool = False
    notes: tuple[Problem, ...] = ()
    column_of: Callable[[str], str] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DeliveredRegion:
    """Where an act stands on a delivered image: file, page inside it, boxes."""

    file: str
    leaf: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The delivery's manifest as parsed. `files` maps each listed path to its declared digest and size."""

    identifier: str
    content: Mapping[str, Json]
    digest: Digest
    files: Mapping[str, tuple[Digest, int]]
    offices: str
    registers: tuple[Mapping[str, Json], ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """A delivery, measured. Without a manifest there is nothing else but the files' facts and problems.

    `documents` holds each JSON document as delivered, by path: the manifest, the office list, the register descriptions.
    `passed_over` are the files that the operating system left and the manifest does not list.
    """

    manifest: Manifest | None
    country: str
    offices: Mapping[str, Mapping[str, Json]]
    files: Mapping[str, FileFacts]
    registers: tuple[DeliveredRegister, ...]
    problems: tuple[Problem, ...] = field(default=())
    documents: Mapping[str, Json] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
