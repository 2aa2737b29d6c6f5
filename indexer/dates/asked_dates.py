"""A date as a person asks for it, in either calendar and in Arabic or French words, digits of any script: an interval of days.

`1953`, `1372 هـ`, `21 غشت 1953`, `août 1953`, `21/08/1953`, `10 hija 1372`, `1950..1955`, `avant 1950`, `vers 1953`, `195?`,
`??/08/1953`, `21 غشت 1953 الموافق 10 ذو الحجة 1372`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from archive.model.dates.interval import GREGORIAN, HIJRI, TOLERANCE, Interval, gregorian, hijri
from archive.model.dates.words.parsed_words import NOTHING
from archive.model.dates.words.reading import read
from indexer.dates.abbreviated import spelled_out
from indexer.dates.figures import Figures, figures
from indexer.errors import IndexerError

ABOUT = 2
"""Years by which an approximate date is widened at both ends."""
LONGEST = 200
"""Characters of a date; more is none."""
_HIJRI_YEARS = range(1200, 1501)
"""A year without a calendar that lies here is Hijri: the registers begin in 1915."""

_INVISIBLE = re.compile("[\u0640\u064b-\u0652\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_OF_HIJRI = re.compile(r"(?<!\w)(?:هجرية|الهجرية|هجري|للهجرة|ه|h|ah|h[eé]g(?:ire)?|hijri)\.?(?!\w)")
_OF_GREGORIAN = re.compile(r"(?<!\w)(?:ميلادية|الميلادية|ميلادي|للميلاد|م|ce|ad|gr[eé]gorien)\.?(?!\w)")
_OPENING = re.compile(r"^(?:من|بين|de|du|entre|from|between)\s+")
_RANGE = re.compile(r"\.\.+|…|\s(?:à|a|au|et|to|and|إلى|الى|حتى|و)\s|\s[–—-]\s|–|—|(?<=^\d{4})-(?=\d{4}$)")
_BEFORE = re.compile(r"^(?:avant|before|قبل)\s+|^<\s*")
_AFTER = re.compile(r"^(?:après|apres|after|بعد)\s+|^>\s*")
_ABOUT = re.compile(r"^(?:vers|environ|circa|about|ca?\.|حوالي|حوالى|نحو)\s+|^~\s*|\s+(?:تقريبا|environ)$")
_SAME = re.compile(r"\s(?:الموافق(?: لـ?)?|موافق|correspondant(?: au)?|soit(?: le)?|=)\s|\s*[()]\s*")


class InvalidDate(IndexerError, ValueError):
    """What was written is no date that can be looked for; says what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class AskedDate:
    """The days asked for, and the calendars in which they were given."""

    days: Interval
    calendars: frozenset[str]


def asked(text: str, tolerance: int = TOLERANCE, about: int = ABOUT) -> AskedDate:
    """The interval that a text asks for; InvalidDate points at what is not understood."""
    plain = _plain(text)
    if not plain or len(plain) > LONGEST:
        raise InvalidDate("There is no date: write a year, a month and year, or a day, such as 21/08/1953 or 1372 هـ.")
    sides = [side.strip() for side in _RANGE.split(_OPENING.sub("", plain), maxsplit=1)]
    if len(sides) == 1 or _one(plain, tolerance) is not None:
        return _bounded(plain, tolerance, about)
    return _between(sides[0], sides[1], tolerance, about)


def _plain(text: str) -> str:
    folded = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    digits = (str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in folded)
    return spelled_out(" ".join("".join(digits).replace("؟", "?").split()))


def _between(first: str, last: str, tolerance: int, about: int) -> AskedDate:
    if not first and not last:
        raise InvalidDate("A range needs at least one end: write 1950..1955, 1950.. or ..1955.")
    if first and last and _OF_HIJRI.search(last) and not _OF_GREGORIAN.search(first) and first.isdigit():
        first += " ه"
    begin = _bounded(first, tolerance, about) if first else None
    end = _bounded(last, tolerance, about) if last else None
    everything = Interval.everything()
    days = (begin.days if begin else everything).until(end.days if end else everything)
    if days.first > days.last:
        raise InvalidDate(f"«{first}» is later than «{last}»: write the earlier date first.")
    named = (side.calendars for side in (begin, end) if side is not None)
    return AskedDate(days, frozenset().union(*named))


def _bounded(text: str, tolerance: int, about: int) -> AskedDate:
    """One date with what bounds or widens it."""
    for pattern, bound in ((_BEFORE, "before"), (_AFTER, "after"), (_ABOUT, "about")):
        if not pattern.search(text):
            continue
        found = _dated(pattern.sub("", text).strip(), tolerance)
        return AskedDate(_bound(found.days, bound, about), found.calendars)
    return _dated(text, tolerance)


def _bound(days: Interval, bound: str, about: int) -> Interval:
    match bound:
        case "before":
            return Interval(Interval.everything().first, days.widened(1).first)
        case "after":
            return Interval(days.widened(1).last, Interval.everything().last)
        case _:
            return days.widened(round(about * 365.25))


def _dated(text: str, tolerance: int) -> AskedDate:
    """One date, given once or in both calendars."""
    given = [part for part in _SAME.split(text) if part.strip()]
    read_all = [_one(part.strip(), tolerance) for part in given]
    if not given or any(found is None for found in read_all):
        unread = next((part for part, found in zip(given, read_all, strict=True) if found is None), text)
        raise InvalidDate(
            f"«{unread.strip()}» is not understood as a date: write a year, a month and its year, or day, month and year, "
            "with هـ after a Hijri year."
        )
    days, calendars = None, set[str]()
    for found in read_all:
        assert found is not None
        days = found.days if days is None else days.both(found.days)
        calendars |= found.calendars
        if days is None:
            raise InvalidDate(
                f"The dates of «{text}» are not the same day: look for one of them, or correct the other."
            )
    assert days is not None
    return AskedDate(days, frozenset(calendars))


def _one(text: str, tolerance: int) -> AskedDate | None:
    """One date in one calendar; None when it is not understood or does not exist."""
    hijri_named, gregorian_named = _OF_HIJRI.search(text), _OF_GREGORIAN.search(text)
    if hijri_named and gregorian_named:
        return None
    bare = _OF_GREGORIAN.sub(" ", _OF_HIJRI.sub(" ", text)).strip()
    calendars = [HIJRI] if hijri_named else [GREGORIAN] if gregorian_named else [GREGORIAN, HIJRI]
    written = figures(bare)
    if written is not None:
        known = HIJRI if hijri_named or (not gregorian_named and written.first_year in _HIJRI_YEARS) else GREGORIAN
        return _of_figures(written, known, tolerance)
    for calendar in calendars:
        worded = read(bare, calendar)
        if worded is not NOTHING and worded.year is not None:
            return _of_figures(Figures(worded.year, worded.year, worded.month, worded.day), calendar, tolerance)
    return None


def _of_figures(written: Figures, calendar: str, tolerance: int) -> AskedDate | None:
    try:
        if calendar == HIJRI:
            days = hijri(written.first_year, written.month, written.day, tolerance)
            last = hijri(written.last_year, written.month, written.day, tolerance)
        else:
            days = gregorian(written.first_year, written.month, written.day)
            last = gregorian(written.last_year, written.month, written.day)
    except (ValueError, OverflowError):
        return None
    return AskedDate(days.until(last), frozenset({calendar}))
