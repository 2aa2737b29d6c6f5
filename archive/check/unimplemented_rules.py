"""Numbers of the rules that nobody asks yet, and why."""

from __future__ import annotations

from typing import Final

NOT_ASKED: Final[tuple[tuple[int, str], ...]] = (
    (
        13,
        "two scans of one page are not told apart from two pages yet: no fact compares pictures that are nearly alike",
    ),
    (65, "no extract is delivered: it is for whoever draws one from the mentions of the act"),
    (68, "a delivery holds one value of each field and its source, not both keyers' values"),
    (69, "the keyer of a field is not delivered, so nobody can be compared with his peers"),
    (70, "a delivery holds one value of each field, not both keyers' values"),
    (71, "samples are not drawn yet"),
    (73, "the hour at which a field was keyed is not delivered"),
)
"""Number and reason."""
