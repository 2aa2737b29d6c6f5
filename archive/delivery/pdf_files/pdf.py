"""Reads a PDF with pikepdf: every page reachable and sized, every stream decoded, every warning taken seriously."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from itertools import islice
from mmap import ACCESS_READ, mmap

import pikepdf

from archive.delivery.facts.batch import Damage, Size
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.facts.page_facts import PdfFacts
from archive.delivery.pdf_files import pdf_contents

DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_HARMLESS = "handled correctly by qpdf"
"""What qpdf adds where a common slip of writers costs nothing."""
_ENOUGH = 3  # what the first complaints say is enough; a broken file has thousands


def measure_pdf(opened: Opened) -> Measured:
    """The size of each page at 300 dots an inch, what is wrong with the file, and what the delivery profile asks of it."""
    try:
        with (
            mmap(opened.descriptor, 0, access=ACCESS_READ) as content,
            open(opened.descriptor, "rb", closefd=False) as stream,
            pikepdf.open(stream, suppress_warnings=True) as document,
        ):
            if document.is_encrypted:
                return Measured(damage=Damage("ENCRYPTED", "encrypted with an empty password"))
            return _inspect(document, opened.size, pdf_contents.trailing(content))
    except pikepdf.PasswordError:
        return Measured(damage=Damage("ENCRYPTED", "a password is needed to open it"))
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        ArithmeticError,
        RuntimeError,  # what pikepdf raises for a tree of pages that contradicts itself, and RecursionError
    ) as error:
        return Measured(damage=Damage("DAMAGED", _said(error)))


def _inspect(document: pikepdf.Pdf, size: int, trailing: int) -> Measured:
    """Pages, then what would swell, then every stream decoded."""
    if not len(document.pages):
        return Measured(damage=Damage("NO_PAGES"))
    leaves = tuple(_size(page) for page in document.pages)
    if swelling := pdf_contents.swelling(document, size):
        return Measured(leaves, swelling)
    lost = list(islice(pdf_contents.missing_images(document), _ENOUGH))
    said = [_said(warning) for warning in document.get_warnings()]
    said += [_said(problem) for problem in document.check_pdf_syntax()]
    complaints = [*lost, *(one for one in said if _HARMLESS not in one)]
    damage = Damage("DAMAGED", "; ".join(complaints[:_ENOUGH])) if complaints else None
    facts = PdfFacts(
        claim=pdf_contents.claim(document),
        active=pdf_contents.active(document),
        embedded=pdf_contents.embedded(document),
        trailing=trailing,
        remarks=tuple(dict.fromkeys(one for one in said if _HARMLESS in one)),
    )
    return Measured(leaves, damage, pdf=facts)


def _said(complaint: object) -> str:
    """What qpdf said, without its name for our stream, which is another one each time."""
    return re.sub(r"stream <[^>]*>:? ?", "", str(complaint))


def _size(page: pikepdf.Page) -> Size:
    """The crop box, inside the media box (ISO 32000-1, section 14.11.2), at 300 dots an inch, rounded up, before any rotation."""
    crop, media = _corners(page.cropbox), _corners(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    unit = Fraction(str(page.obj.get("/UserUnit", 1))) * DOTS_PER_INCH / _POINTS_PER_INCH
    width, height = math.ceil((right - left) * unit), math.ceil((top - bottom) * unit)
    if width <= 0 or height <= 0:
        raise ValueError("a page has no area")
    return Size(width, height)


def _corners(box: pikepdf.Object) -> tuple[Fraction, Fraction, Fraction, Fraction]:
    """Left, bottom, right, top: a rectangle may name any two opposite corners (ISO 32000-1, section 7.9.5)."""
    x1, y1, x2, y2 = (Fraction(str(corner)) for corner in box)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
