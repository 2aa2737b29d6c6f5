"""What stands in a text that nobody sees: controls of direction, letters in forms of printing, digits of two kinds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_INVISIBLE = "\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff"
_FORMS = "\ufb50-\ufdff\ufe70-\ufefc"
_TATWEEL = "\u0640"
_EASTERN = "\u0660-\u0669\u06f0-\u06f9"
_SUSPECT = re.compile(f"[{_BIDI}{_INVISIBLE}{_FORMS}{_TATWEEL}{_EASTERN}]")
_FAULTS = (
    ("BIDI", re.compile(f"[{_BIDI}]")),
    ("NORMALISATION", re.compile(f"[{_INVISIBLE}]")),
    ("NORMALISATION", re.compile(f"[{_FORMS}]")),
    ("NORMALISATION", re.compile(_TATWEEL)),
)
_WESTERN_DIGIT, _EASTERN_DIGIT = re.compile("[0-9]"), re.compile(f"[{_EASTERN}]")


def unremarkable(written: str) -> bool:
    """Whether a line has nothing for which its values should be looked at one by one; quick, and never too kind to an escape."""
    return _SUSPECT.search(written) is None and "\\u" not in written and unicodedata.is_normalized("NFC", written)


def faults(value: str) -> Iterator[tuple[str, str]]:
    """The finding code and the detail of each way in which one value is not as it should be kept."""
    for code, pattern in _FAULTS:
        if match := pattern.search(value):
            yield code, _said(match[0])
    if not unicodedata.is_normalized("NFC", value):
        yield "NORMALISATION", "letters and marks are apart that NFC joins"
    if _EASTERN_DIGIT.search(value) and _WESTERN_DIGIT.search(value):
        yield "DIGITS", "Arabic-Indic digits and 0-9 in one value"


def _said(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()
