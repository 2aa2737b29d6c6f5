"""What is measured of a page image or a PDF beyond its size: facts for the delivery profile, never judgements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resolution:
    """One statement of resolution as the file makes it.

    `source` is the place that makes it: `tiff`, `jfif`, `exif`, `resc` (capture) or `resd` (display); `x` and `y` are dots an
    inch where `unit` is `inch`, `cm` or `metre`, and mere proportions where it is `none`.
    """

    source: str
    x: float
    y: float
    unit: str

    @property
    def states(self) -> bool:
        """Whether it says how many dots an inch there are, and not only how width and height relate."""
        return self.unit != "none" and self.x > 0 and self.y > 0


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """What an image file says of itself, and how its pixels look.

    `colour` is `bilevel`, `grey`, `rgb`, `cmyk`, `lab` or the decoder's own word; `pages` counts page images, `thumbnails`
    reduced copies beside them; `trailing` is the number of bytes after the end. Of the first page in squares of 8 x 8 pixels,
    `mean` is the grey from 0 (black) to 255, and `ink` the share of squares, 5 in 100 left off at each edge, that are darker
    than what surrounds them; None where that was not measured. `remarks` are slips of structure that cost no pixel.
    """

    colour: str = ""
    pages: int = 1
    thumbnails: int = 0
    resolutions: tuple[Resolution, ...] = ()
    trailing: int = 0
    mean: float | None = None
    ink: float | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfaAnswer:
    """What the judge of PDF/A found: the flavour that it judged by (`2b`), whether the file keeps it, the clauses it breaks."""

    flavour: str
    kept: bool
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF holds beside its pages.

    `claim` is the flavour of PDF/A that its metadata name (`2b`), empty where there is none; `answer` is the judge's, None where
    none was asked. `active` names what would run, `embedded` what is attached; `trailing` counts the bytes after its end;
    `remarks` are slips of structure that cost nothing of what it shows.
    """

    claim: str = ""
    answer: PdfaAnswer | None = None
    active: tuple[str, ...] = ()
    embedded: tuple[str, ...] = ()
    trailing: int = 0
    remarks: tuple[str, ...] = ()
