"""Rules on one file: is it whole, is it what its name claims, is it what the delivery profile asks for?"""

from __future__ import annotations

from archive.check.engine.stages import FileRule
from archive.check.rules.files.any import (
    extension,
    reading,
    structure,
    trailing,
)
from archive.check.rules.files.images import (
    blank,
    colour,
    one_page,
    pixels,
    resolution_agrees,
    resolution_enough,
    resolution_equal,
    resolution_stated,
)
from archive.check.rules.files.pdf import (
    pdf_actions,
    pdf_attachments,
    pdfa,
)

FILES: tuple[FileRule, ...] = (reading, extension)
"""Rules on any file: is it whole, and what it claims?"""

PAGES: tuple[FileRule, ...] = (
    pixels,
    resolution_stated,
    resolution_enough,
    resolution_equal,
    resolution_agrees,
    colour,
    one_page,
    trailing,
    structure,
    pdfa,
    pdf_actions,
    pdf_attachments,
)
"""Rules on a file that a register shows: is it what the profile asks for?"""

WRITTEN: tuple[FileRule, ...] = (blank,)
"""Rules on a page that is said to show text."""
