"""Is the text of a value such as it should be kept and handed on?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import MappingProxyType

from archive.delivery.batch import Problem
from archive.model.finding import Finding, Severity

SEVERITIES = MappingProxyType(
    {
        "FORMULA": Severity.ERROR,
        "BIDI": Severity.ERROR,
        "NORMALISATION": Severity.WARNING,
        "DIGITS": Severity.WARNING,
    }
)
"""None of these refuses a delivery: what is kept is what was delivered, bit for bit, and search folds them all."""


def findings(notes: Iterable[Problem]) -> Iterator[Finding]:
    """FORMULA, BIDI, NORMALISATION and DIGITS, as the reader remarked them."""
    return (Finding(note.code, SEVERITIES[note.code], note.place, {"detail": note.detail}) for note in notes)
