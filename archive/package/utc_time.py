"""Times as packages write them: UTC, to the second."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(moment: datetime) -> str:
    """`2026-03-14T09:26:53Z`; ValueError for a time without an offset, which could be any time."""
    if moment.utcoffset() is None:
        raise ValueError(f"the time {moment} has no offset: give it one, such as UTC")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(moment: datetime) -> str:
    """The day in UTC, `2026-03-14`."""
    return utc(moment)[:10]
