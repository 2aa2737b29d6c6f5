"""What the words of a date say."""

from __future__ import annotations

from typing import NamedTuple


class ParsedDateWords(NamedTuple):
    """Year, month and day as words give them; None for what they do not say, or what was not understood."""

    year: int | None
    month: int | None
    day: int | None

    def contradicts(self, written: str) -> bool:
        """Whether figures (1987, 1987-03, 1987-03-14) say another year, month or day than the words."""
        figures = written.split("-") if written else []
        return any(said is not None and said != int(figure) for said, figure in zip(self, figures, strict=False))

    def __str__(self) -> str:
        year, month, day = (("?" if said is None else f"{said:02d}") for said in self)
        return f"{year}-{month}-{day}"


NOTHING = ParsedDateWords(None, None, None)
