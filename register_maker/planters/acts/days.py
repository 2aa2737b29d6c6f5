"""Dates as a keyer writes them, for planters that change one: figures and words, in both calendars."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from archive.model.dates.calendar import to_hijri
from register_maker.words.dates import gregorian_words, hijri_words


def day_of(keyed: dict[str, Any]) -> date | None:
    """The Gregorian day of a keyed date; None where it has none."""
    value = keyed.get("gregorian", {}).get("value", "")
    return date.fromisoformat(value) if len(value) == 10 else None


def plain(day: date) -> dict[str, Any]:
    """A day in both calendars, without words."""
    return {"gregorian": {"value": day.isoformat()}, "hijri": {"value": str(to_hijri(day))}}


def worded(day: date, language: str) -> dict[str, Any]:
    """A day in both calendars, with the words of the paper."""
    hijri = to_hijri(day)
    return {
        "gregorian": {"value": day.isoformat(), "as_written": gregorian_words(day, language)},
        "hijri": {"value": str(hijri), "as_written": hijri_words(hijri, language)},
    }


def years_before(day: date, years: int) -> date:
    """Some day so many years before."""
    return day - timedelta(days=years * 365 + years // 4 + 100)
