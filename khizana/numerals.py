"""Numbers and dates as people of a language write them (Unicode CLDR, by Babel). What is for programs stays ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_LOCALES = {"ar": "ar_MA", "fr": "fr_MA", "en": "en"}
"""Morocco writes European digits in Arabic too, and has its own names of months."""
_DAY, _MONTH = "d MMMM y", "MMMM y"
_MOMENT = {"ar": "d MMMM y، HH:mm 'UTC'", "fr": "d MMMM y, HH:mm 'UTC'", "en": "d MMMM y, HH:mm 'UTC'"}


def number(value: int | float, language: str) -> str:
    """A number with its thousands apart."""
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_LOCALES[language])


def moment(written: str, language: str) -> str:
    """A time of ISO 8601; what is none stays as it is."""
    from babel.dates import format_datetime

    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        return written
    if at.tzinfo is None:
        return day(written, language)
    return format_datetime(at.astimezone(UTC), _MOMENT[language], locale=_LOCALES[language])


def day(written: str, language: str) -> str:
    """A day or a month of ISO 8601; what is neither, a year for one, stays as it is."""
    from babel.dates import format_date

    if not re.fullmatch(r"\d{4}-\d\d(-\d\d)?", written):
        return written
    try:
        on = date.fromisoformat(written if len(written) > len("2026-11") else f"{written}-01")
    except ValueError:
        return written
    pattern = _DAY if len(written) > len("2026-11") else _MONTH
    return format_date(on, pattern, locale=_LOCALES[language])
