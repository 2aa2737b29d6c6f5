"""The act numbers of one register as they pass, for the rules that ask about their run."""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.views.act_view import ActView
from archive.model.ranges import Ranges

SHOWN = 10
"""So many ranges a finding lists; beyond, an ellipsis."""


def plain_number(act: ActView) -> int | None:
    """The number of an act without suffix: 12 bis never stands for 12."""
    return None if act.suffix else act.number


def numbered(act: ActView) -> tuple[int, str, str]:
    """Number, suffix (empty where it has none) and place."""
    return act.number, act.suffix, act.place


def written(ranges: Ranges) -> str:
    """Ranges as a reader writes them: 3, 7-9, 12."""
    listed = [str(first) if first == last else f"{first}-{last}" for first, last in ranges[:SHOWN]]
    return ", ".join([*listed, "…"] if len(ranges) > SHOWN else listed)


def size(ranges: Iterable[tuple[int, int]]) -> int:
    """How many numbers the ranges hold."""
    return sum(last - first + 1 for first, last in ranges)
