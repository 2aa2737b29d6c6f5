"""Could the file be read to its end, and is what reading it told such as it should be kept?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from archive.check.engine.rule import Breach, Fixed, Rule, Stage, blocks
from archive.check.profile.delivery_profile import FileProfile
from archive.delivery.facts.batch import FileFacts, Problem
from archive.model.finding import Severity


def _fixed(fixed: Fixed, source: str, *codes: str) -> tuple[Rule, ...]:
    return tuple(blocks(code, Stage.FILE, fixed, source) for code in codes)


def _text(code: str, severity: Severity, source: str) -> Rule:
    return Rule(code, Stage.FILE, severity, severity, source)


TOO_MANY_PIXELS: Final = blocks(
    "TOO_MANY_PIXELS",
    Stage.FILE,
    Fixed.SAFETY,
    "Read from the header before any pixel is decoded; the profile sets how many",
)
NORMALISATION: Final = _text("NORMALISATION", Severity.WARNING, "Unicode Standard Annex 15: one text, one form")
SCHEMA: Final = blocks("SCHEMA", Stage.FILE, Fixed.READING, "The published schemas, in schemas/", 38)
MANIFEST_DUPLICATE: Final = blocks(
    "MANIFEST_DUPLICATE", Stage.FILE, Fixed.INTEGRITY, "RFC 8493, section 2.1.3: one file, one digest"
)
MANIFEST_MISSING: Final = blocks(
    "MANIFEST_MISSING", Stage.FILE, Fixed.READING, "Without a manifest nobody knows what should be there"
)
UNREADABLE: Final = blocks("UNREADABLE", Stage.FILE, Fixed.INTEGRITY, "What could not be read was not examined")
UNSUPPORTED_FORMAT: Final = blocks(
    "UNSUPPORTED_FORMAT", Stage.FILE, Fixed.READING, "What nobody here can open was not examined"
)

RULES: Final = (
    *_fixed(
        Fixed.INTEGRITY,
        "Every byte is decoded once; what is damaged shows other than what was scanned",
        "ARCHIVE_DAMAGED",
        "BAD_HEADER",
        "BAD_STRUCTURE",
        "CORRUPT_DATA",
        "DAMAGED",
        "EMPTY_FILE",
        "ENCRYPTED",
        "IFD_LOOP",
        "NOT_AN_IMAGE",
        "NOT_A_PDF",
        "NO_PAGES",
        "TRUNCATED",
    ),
    *_fixed(
        Fixed.SAFETY,
        "Whoever opens it could be harmed, or read what lies outside the delivery",
        "DECOMPRESSION_BOMB",
        "SPECIAL_FILE",
        "UNSAFE_LINK",
        "UNSAFE_PATH",
        "XML_DTD_FORBIDDEN",
        "XML_ENTITY",
    ),
    *_fixed(
        Fixed.READING,
        "What cannot be parsed says nothing that could be kept or judged",
        "CELL_UNREADABLE",
        "COLUMNS",
        "ENCODING",
        "JSON_INVALID",
        "LINE_ENDS",
        "MERGED_CELLS",
        "METS_INVALID",
        "NOT_ALTO",
        "NOT_A_BAG",
        "NOT_PAGE_XML",
        "BAGIT_TXT_INVALID",
        "XML_NOT_WELL_FORMED",
    ),
    *_fixed(Fixed.IDENTITY, "An office of two records is neither of them", "OFFICE_TWICE"),
    TOO_MANY_PIXELS,
    SCHEMA,
    MANIFEST_DUPLICATE,
    MANIFEST_MISSING,
    UNREADABLE,
    UNSUPPORTED_FORMAT,
    _text(
        "TRANSCRIPTION_WITHOUT_LINES", Severity.BLOCKING, "A transcription without a line of text transcribes nothing"
    ),
    _text("FORMULA", Severity.ERROR, "A value that a spreadsheet would run is a danger to whoever exports it"),
    _text(
        "BIDI", Severity.ERROR, "Unicode Standard Annex 9: signs that turn the direction show another text than is kept"
    ),
    NORMALISATION,
    _text("DIGITS", Severity.WARNING, "Numbers in one kind of digits are found by one question"),
    _text("LETTERS_LOST", Severity.ERROR, "U+FFFD stands where a converter lost a letter"),
    _text("MOJIBAKE", Severity.ERROR, "Text read in another encoding than it was written in is another text"),
)
"""All that a reader may say; of text only what a spreadsheet put in the place of a value refuses a delivery by itself."""

_OF: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in RULES})


def judge(facts: FileFacts, wanted: FileProfile) -> Iterator[Breach]:
    """The damage of a file and the problems inside it, under the codes that measuring gave them."""
    if facts.damage:
        yield Breach(_OF[facts.damage.code], facts.path, {"detail": facts.damage.detail})
    for problem in facts.problems:
        yield breach_of(problem)


def breach_of(problem: Problem) -> Breach:
    """What a reader said, as it said it."""
    return Breach(_OF[problem.code], problem.place, {"detail": problem.detail})
