"""Is the text of a value such as it should be kept and handed on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from archive.delivery.batch import Batch, Problem
from archive.delivery.notes import of_json
from archive.model.finding import Finding, Severity

SEVERITIES = MappingProxyType(
    {
        "FORMULA": Severity.ERROR,
        "BIDI": Severity.ERROR,
        "NORMALISATION": Severity.WARNING,
        "DIGITS": Severity.WARNING,
        "LETTERS_LOST": Severity.ERROR,
        "MOJIBAKE": Severity.ERROR,
        "CELL_UNREADABLE": Severity.BLOCKING,
    }
)
"""Only what a spreadsheet put in the place of a value refuses a delivery: all else is kept as delivered, bit for bit."""


def findings(notes: Iterable[Problem]) -> Iterator[Finding]:
    """Each remark of the reader under its code."""
    return (Finding(note.code, SEVERITIES[note.code], note.place, {"detail": note.detail}) for note in notes)


def of_documents(batch: Batch) -> Iterator[Finding]:
    """The same of the manifest, the office list and every description of a register."""
    for path, document in batch.documents.items():
        yield from findings(of_json(path, document))
