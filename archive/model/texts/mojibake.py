"""Text that was written in one encoding and read in another: `Ø¹Ø§Ø¦Ø´Ø©` for عائشة, `AmÃ©lie` for Amélie."""

from __future__ import annotations

import re


def _high(encoding: str) -> dict[str, int]:
    """What each byte from 0x80 on is read as; where the encoding leaves a byte out, readers take the C1 control."""
    found: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        try:
            found[bytes([byte]).decode(encoding)] = byte
        except UnicodeDecodeError:
            found[chr(byte)] = byte
    return found


_LATIN = {chr(byte): byte for byte in range(0x80, 0x100)} | _high("cp1252")
_ARABIC = _high("cp1256")
_LEADS = (*range(0xC2, 0xC6), *range(0xD8, 0xDC), 0xE2)
"""The first bytes, in UTF-8, of Latin, Arabic and Tifinagh letters and of typographic marks."""
_IN_LATIN = "".join(map(chr, _LEADS))
_IN_ARABIC = "".join(letter for letter, byte in _ARABIC.items() if byte in (0xD8, 0xD9))
_LIKELY = (
    re.compile(rb"\xc3(?:[\x82-\x85\x98-\x9b\xa2]|[\x80-\xbf]\xc3[\x80-\xbf]\xc3)"),
    re.compile(rb"\xc2[\x80-\x9f\xa2-\xa9\xac\xae\xaf\xb1-\xb6\xb8\xb9\xbc-\xbe]"),
    re.compile(rb"\xe2\x80[\x9e\xa0\xa1\xa6]"),
    re.compile(rb"\xcb\x86"),
)
"""In UTF-8: the leads, three accents in a row, and signs without which hardly an Arabic word was read wrongly."""


def _pairs(leads: str, read: dict[str, int], least: int) -> re.Pattern[str]:
    following = "".join(re.escape(letter) for letter, byte in read.items() if byte < 0xC0)
    return re.compile(f"(?:[{leads}][{following}]{{1,2}}){{{least},}}")


_WESTERN, _EASTERN = _pairs(_IN_LATIN, _LATIN, 1), _pairs(_IN_ARABIC, _ARABIC, 2)
_ACCENTS_ALONE = re.compile("(?<![^\\W\\d_])[À-ÖØ-öø-ÿ]{3,}(?![^\\W\\d_])")
_LETTERS = re.compile(
    "[°«»ªº\u00a0\u00c0-\u024f\u0600-\u06ff\u0750-\u077f\u2010-\u203a\u20ac\u2d30-\u2d7f\ufb50-\ufefc]+"
)
_ARABIC_LETTERS = re.compile("[\u0621-\u064a\u067e\u0686\u0698\u06a9\u06af\u06be\u06c1\u06d2]+")


def likely(raw: bytes) -> bool:
    """Whether a text in UTF-8 should be looked at: quick, because what begins with one byte is found or missed at once."""
    return any(one.search(raw) for one in _LIKELY)


def mojibake(text: str) -> str:
    """How a text was read wrongly; empty when there is no sign of it."""
    if any(_reads(match[0], _LATIN) for match in _WESTERN.finditer(text)):
        return "UTF-8 read as Windows-1252 or Latin-1"
    if any(_reads(match[0], _ARABIC) for match in _EASTERN.finditer(text)):
        return "UTF-8 read as Windows-1256"
    for match in _ACCENTS_ALONE.finditer(text):
        if _ARABIC_LETTERS.fullmatch(match[0].encode("latin-1").decode("cp1256", "replace")):
            return "Windows-1256 read as Windows-1252 or Latin-1"
    return "a C1 control: one encoding read as another" if re.search("[\x80-\x9f]", text) else ""


def _reads(wrong: str, read: dict[str, int]) -> bool:
    """Whether the letters, taken as bytes again, are UTF-8 of a script that is ours."""
    try:
        right = bytes(read[letter] for letter in wrong).decode("utf-8")
    except (UnicodeDecodeError, KeyError):
        return False
    return _LETTERS.fullmatch(right) is not None
