"""What a number format makes of a number: a plain number, a date, a time of day (ECMA-376 part 1, sections 18.8.30 and 18.8.31).

What is read is what the cell shows. Where the file alone does not say what it shows, nothing is guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal, InvalidOperation
from enum import Enum, auto
from functools import lru_cache

from archive.errors import ArchiveError
from archive.model.message import tell

_BUILT_IN = {
    14: "m/d/yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm am/pm", 19: "h:mm:ss am/pm", 20: "h:mm",
    21: "h:mm:ss", 22: "m/d/yy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
}  # fmt: skip
_OF_A_LANGUAGE = frozenset((*range(27, 37), *range(50, 59), *range(71, 82)))
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_LOCALE = re.compile(r"\[\$[^\]-]*-(?P<code>[0-9a-f]{1,8})\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]")
_BRACKETED = re.compile(r"\[[^\]]*\]")
_GREGORIAN = frozenset((0, 1, 2, 9, 10, 11, 12))
"""The calendars of a locale code that count Gregorian years; 6 and 23 are Hijri."""
_FIFTEEN = Context(prec=15)
_ISO = re.compile(
    r"(?:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?T?(?:(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:\.0+)?Z?)?"
)


class Unknowable(ArchiveError, ValueError):
    """What the cell shows cannot be told from the file; the message says why."""


class NumberKind(Enum):
    """As what a number is shown."""

    NUMBER = auto()
    DATE = auto()
    TIME = auto()
    MOMENT = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """A number format: `length` is that of a date in ISO 8601 (10, 7 or 4), or the digits to which zeros fill a number up."""

    kind: NumberKind
    length: int = 0
    unknowable: str = ""

    @property
    def dated(self) -> bool:
        """Whether a number becomes something else than a number."""
        return self.kind is not NumberKind.NUMBER


PLAIN = Format(NumberKind.NUMBER)


def format_of(identifier: int, code: str | None) -> Format:
    """The format of that number (numFmtId), with its code where the workbook gives one."""
    if code is None and identifier in _OF_A_LANGUAGE:
        return Format(NumberKind.DATE, 10, "it is shown in the calendar of a language, which the file does not name")
    return _parsed(code if code is not None else _BUILT_IN.get(identifier, ""))


@lru_cache(maxsize=1024)
def _parsed(code: str) -> Format:
    shown = _LITERAL.sub("", code).lower().partition(";")[0].replace("general", "")
    calendars = {int(match["code"], 16) >> 16 & 0xFF for match in _LOCALE.finditer(shown)}
    elapsed = _ELAPSED.search(shown) is not None
    shown = _BRACKETED.sub("", _ELAPSED.sub(r"\1", shown)).replace("am/pm", "").replace("a/p", "")
    letters = re.findall("y+|m+|d+|h+|s+", shown)
    if not letters:
        other = re.search("[gb]|e(?![+-])", shown)
        return Format(NumberKind.DATE, 10, "it is shown by eras") if other else _number(shown)
    parts = {one[0] if one[0] != "m" else _month_or_minute(letters, place) for place, one in enumerate(letters)}
    if elapsed or not parts & set("yMd"):
        return Format(NumberKind.TIME)
    if all(len(one) > 2 for one in letters if one[0] == "d"):
        parts.discard("d")  # the name of the weekday
    kind = NumberKind.MOMENT if parts & set("hms") else NumberKind.DATE
    return Format(kind, *_dated(parts, shown, calendars))


def _month_or_minute(letters: list[str], place: int) -> str:
    """`m` is minutes after hours and before seconds."""
    before = letters[place - 1][0] if place else ""
    after = letters[place + 1][0] if place + 1 < len(letters) else ""
    return "m" if len(letters[place]) < 3 and (before == "h" or after == "s") else "M"


def _dated(parts: set[str], shown: str, calendars: set[int]) -> tuple[int, str]:
    """How much of a date is shown, and why it cannot be told."""
    if "b1" not in shown and ("b2" in shown or not calendars <= _GREGORIAN):
        return 10, "it is shown in the Hijri or another calendar, whose days depend on the machine"
    if re.search("[gbe]", shown.replace("b1", "")):
        return 10, "it is shown by eras"
    length = {"yMd": 10, "yM": 7, "y": 4}.get("".join(part for part in "yMd" if part in parts), 0)
    return (
        length or 10,
        "" if length else "it is shown as a date without its year: what was keyed may have been no date",
    )


def _number(shown: str) -> Format:
    return Format(NumberKind.NUMBER, len(shown)) if re.fullmatch("0{2,}", shown) else PLAIN


def number(written: str, shown: Format, since_1904: bool) -> str:
    """What a cell shows of a number as it is written in the file; Unknowable."""
    if shown is PLAIN and written.isascii() and written.isdecimal() and len(written) <= 15:
        return str(int(written))  # most are, and Decimal takes its time
    try:
        value = Decimal(written)
    except InvalidOperation:
        raise Unknowable(tell("it holds no number")) from None
    if not value.is_finite():
        raise Unknowable(tell("it holds no number"))
    if shown.unknowable:
        raise Unknowable(shown.unknowable)
    if shown.dated:
        return _moment(value, shown, since_1904)
    if abs(value) >= 10**15:
        raise Unknowable(tell("it has more than 15 digits, and a spreadsheet keeps no more"))
    value = _FIFTEEN.plus(value)
    return str(int(value)).zfill(shown.length) if value == value.to_integral_value() else f"{value.normalize():f}"


def _moment(value: Decimal, shown: Format, since_1904: bool) -> str:
    days, seconds = divmod(round(value * 86_400), 86_400)
    if shown.kind is NumberKind.DATE:
        days, seconds = int(value), 0
    if shown.kind is NumberKind.TIME:
        if not 0 <= value < 2_958_466:
            raise Unknowable(tell("it is shown as a time, and is none"))
        return _clock(seconds)
    if not (0 if since_1904 else 1) <= value < (2_957_004 if since_1904 else 2_958_466):
        raise Unknowable(tell("it is shown as a date, and is none"))
    if days == 60 and not since_1904:
        raise Unknowable(tell("it is shown as 29 February 1900, a day that never was"))  # section 18.17.4.1
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if days < 60 else 30)
    return _iso(epoch + timedelta(days=days), seconds, shown.length)


def iso(written: str, shown: Format) -> str:
    """What a cell shows of a date that the file writes as ISO 8601 does (section 18.18.11, type `d`); Unknowable."""
    match = _ISO.fullmatch(written)
    if match is None or not (match["day"] or match["time"]):
        raise Unknowable(tell("it holds no date of ISO 8601"))
    if shown.unknowable:
        raise Unknowable(shown.unknowable)
    hours, minutes, seconds = [*map(int, (match["time"] or "0:0").split(":")), 0][:3]
    clock = hours * 3600 + minutes * 60 + seconds
    if not match["day"]:
        return _clock(clock)
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        raise Unknowable(tell("it holds a day that never was")) from None
    return _iso(day, clock, shown.length or 10)


def _iso(day: date, seconds: int, length: int) -> str:
    clock = f" {seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}" if seconds else ""
    return str(day)[:length] + clock


def _clock(seconds: int) -> str:
    """`07:45`, and the seconds only where there are any."""
    whole = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return f"{whole}:{seconds % 60:02d}" if seconds % 60 else whole
