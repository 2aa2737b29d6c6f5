"""What stands in a text that nobody sees or keyed: controls of direction, letters lost on the way, errors of a spreadsheet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from archive.model.texts.mojibake import likely, mojibake

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_TATWEEL = "\u0640"
_EASTERN = "\u0660-\u0669\u06f0-\u06f9"
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_SUSPECT = re.compile(f"[{_BIDI}{_INVISIBLE}{_FORMS}{_TATWEEL}{_EASTERN}\ufffd]")
_RARE = (b"??", "؟؟".encode(), b"Err:", b"E+", b"E-")
_LIKE_AN_ERROR = re.compile("#[A-ZÀ-Ý#]")
_ERROR = re.compile(r"#(?:[A-ZÀ-Ý][A-ZÀ-Ý0-9_]*(?:/[A-Z0-9]+)?[!?]?|#{2,})|Err:[0-9]{3}")
_SHORTENED = re.compile(r"-?[0-9](?:[.,][0-9]+)?E[+-][0-9]{1,3}")
_QUESTIONS = re.compile("[?؟ ]*[?؟]{2}[?؟ ]*|.*[?؟]{4}.*", re.DOTALL)
SEEN_BY_NOBODY = re.compile(f"[{_CONTROLS}{_BIDI}{_INVISIBLE}\u2028\u2029]")
"""Controls of every kind, of direction too, and what is invisible: in a path refused, on a terminal never written as they are."""
_FAULTS = (
    ("BIDI", re.compile(f"[{_BIDI}]")),
    ("NORMALISATION", re.compile(f"[{_INVISIBLE}]")),
    ("NORMALISATION", re.compile(f"[{_FORMS}]")),
    ("NORMALISATION", re.compile(_TATWEEL)),
)
_WESTERN_DIGIT, _EASTERN_DIGIT = re.compile("[0-9]"), re.compile(f"[{_EASTERN}]")


def unremarkable(written: str) -> bool:
    """Whether a line has nothing for which its values should be looked at one by one; quick, and never too kind to an escape."""
    if _SUSPECT.search(written) or "\\u" in written or not unicodedata.is_normalized("NFC", written):
        return False
    raw = written.encode("utf-8", "surrogatepass")  # in bytes, what is rare is found or missed at once
    if any(mark in raw for mark in _RARE):
        return False
    if b"#" in raw and _LIKE_AN_ERROR.search(written):
        return False
    return not likely(raw)


def faults(value: str) -> Iterator[tuple[str, str]]:
    """The finding code and the detail of each way in which one value is not as it should be kept."""
    for code, pattern in _FAULTS:
        if match := pattern.search(value):
            yield code, _said(match[0])
    if not unicodedata.is_normalized("NFC", value):
        yield "NORMALISATION", "letters and marks are apart that NFC joins"
    if _EASTERN_DIGIT.search(value) and _WESTERN_DIGIT.search(value):
        yield "DIGITS", "Arabic-Indic digits and 0-9 in one value"
    if "\ufffd" in value:
        yield "LETTERS_LOST", f"{value.count(chr(0xFFFD))} × U+FFFD REPLACEMENT CHARACTER"
    elif _QUESTIONS.fullmatch(value):
        yield "LETTERS_LOST", "question marks in the place of letters"
    if read_as := mojibake(value):
        yield "MOJIBAKE", read_as
    if _ERROR.fullmatch(value.strip()):
        yield "CELL_UNREADABLE", f"the error value {value.strip()[:20]} of a spreadsheet"
    elif _SHORTENED.fullmatch(value.strip()):
        yield "CELL_UNREADABLE", "a number that a spreadsheet shortened (1,23E+11)"


def escaped(text: str) -> str:
    """The text with everything in it that nobody sees written as an escape, so that it cannot pretend to be something else."""
    return SEEN_BY_NOBODY.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _said(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
