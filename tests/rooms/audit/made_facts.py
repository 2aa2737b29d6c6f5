"""Facts of registers that a test changes in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from archive.model.ranges import condense
from archive.model.records.facts import RegisterFacts
from archive.model.records.register import Statements

SERIES = "ma_01.511.01.03-1_dahir1950_birth_1987"


def facts(
    numbers: Iterable[int] = range(1, 121),
    pages: Iterable[int] = range(1, 41),
    part: int = 1,
    parts: int | None = 1,
    copy: str = "office",
    stated: tuple[int | None, int | None, int | None, int | None] = (40, 1, 120, 120),
    keyed: bool = True,
    nil: bool = False,
    missing_pages: Mapping[int, str] | None = None,
    missing_acts: Mapping[int, str] | None = None,
    repeated_pages: Mapping[int, int] | None = None,
    repeated_numbers: Mapping[int, int] | None = None,
    suffixed: tuple[str, ...] = (),
) -> RegisterFacts:
    """A complete register of 40 pages and 120 acts, unless told otherwise. `stated`: pages, first, last, acts."""
    numbers = list(numbers)
    repeated = dict(repeated_numbers or {})
    return RegisterFacts(
        register=f"{SERIES}_p{part}_{copy}",
        package=f"{SERIES}_p{part}_{copy}-v1",
        keyed=keyed,
        nil=nil,
        stated=Statements(*stated),
        pages=condense(pages),
        repeated_pages=dict(repeated_pages or {}),
        missing_pages=dict(missing_pages or {}),
        numbers=condense(numbers),
        repeated_numbers=repeated,
        suffixed=suffixed,
        missing_acts=dict(missing_acts or {}),
        views=40,
        acts=len(numbers) + sum(count - 1 for count in repeated.values()) + len(suffixed),
        mentions=0,
        parts=parts,
    )


def but(*absent: int, last: int = 120) -> list[int]:
    """1 to `last` without these."""
    return [number for number in range(1, last + 1) if number not in absent]
