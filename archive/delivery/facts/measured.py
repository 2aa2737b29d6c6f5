"""What a reader of files is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from archive.delivery.facts.batch import Damage, Problem, Size
from archive.delivery.facts.page_facts import ImageFacts, PdfFacts


class Role(Enum):
    """What a delivery uses a file for; SINGLE is a file that is judged alone, for what its name and bytes say it is."""

    PAGE = auto()
    TRANSCRIPTION = auto()
    OTHER = auto()
    SINGLE = auto()


@dataclass(frozen=True, slots=True)
class Opened:
    """A file ready to be measured: a descriptor for reading, at any position; its path in the delivery; what its bytes are."""

    descriptor: int
    path: str
    size: int
    mime: str
    role: Role


@dataclass(frozen=True, slots=True)
class Measured:
    """What a reader found in one file; `damage` is why it could not be read whole, `problems` all else that is wrong."""

    leaves: tuple[Size, ...] = ()
    damage: Damage | None = None
    transcribed: Size | None = None
    image: ImageFacts | None = None
    pdf: PdfFacts | None = None
    problems: tuple[Problem, ...] = ()
    transcribes: str = ""
