"""Reads a PDF with pikepdf: every page reachable and sized, every stream decoded, every warning taken seriously."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import BinaryIO

import pikepdf

from archive.delivery.batch import Damage, Size
from archive.delivery.families import Measured, Opened

DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_ENOUGH = 3  # what the first complaints say is enough; a broken file has thousands


def inspect(stream: BinaryIO) -> tuple[tuple[Size, ...], Damage | None]:
    """The size of each page at 300 dots an inch, and what is wrong with the file."""
    stream.seek(0)
    try:
        with pikepdf.open(stream, suppress_warnings=True) as document:
            if document.is_encrypted:
                return (), Damage("ENCRYPTED", "encrypted with an empty password")
            if not len(document.pages):
                return (), Damage("NO_PAGES")
            leaves = tuple(_size(page) for page in document.pages)
            complaints = [_said(warning) for warning in document.get_warnings()]
            complaints += [_said(problem) for problem in document.check_pdf_syntax()]
            return leaves, Damage("DAMAGED", "; ".join(complaints[:_ENOUGH])) if complaints else None
    except pikepdf.PasswordError:
        return (), Damage("ENCRYPTED", "a password is needed to open it")
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
        return (), Damage("DAMAGED", _said(error))


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


def measure_pdf(opened: Opened) -> Measured:
    """The size of each page, and whether every stream can be decoded."""
    with open(opened.descriptor, "rb", closefd=False) as stream:
        return Measured(*inspect(stream))
