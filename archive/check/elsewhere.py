"""Numbers of the rules that are no file of their own in the rulebook: who answers them, or why nobody does yet."""

from __future__ import annotations

from typing import Final

ELSEWHERE: Final[tuple[tuple[int, tuple[str, ...], str], ...]] = (
    (
        3,
        ("COUNT_MISMATCH",),
        "counts.py compares the manifest with what is there; the package is built from the same views",
    ),
    (12, ("DUPLICATE_IMAGE", "VIEW_TWICE"), "duplicate_image.py by digest, views.py within a register"),
    (14, ("BLANK_PAGE",), "files/blank.py: a page that is blank and not declared so"),
    (
        16,
        ("ACT_EXISTS", "DUPLICATE_NUMBER", "REGISTER_EXISTS", "REGISTER_TWICE"),
        "held.py, duplicate_number.py, register_twice.py",
    ),
    (
        20,
        ("BOX_OUTSIDE_IMAGE", "REGION_LEAF_NOT_GIVEN", "REGION_UNKNOWN_IMAGE"),
        "regions.py: places outside the volume",
    ),
    (38, ("SCHEMA",), "the schema takes hours 00 to 23 and minutes 00 to 59 only"),
    (74, ("COUNT_MISMATCH",), "counts.py, for each register and for the whole delivery"),
)
"""Number, findings, and the module or schema that raises them."""

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
