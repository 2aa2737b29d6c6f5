"""Does a register say it was keyed exactly when it has a file of acts?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import DeliveredRegister
from archive.model.finding import Finding, blocking
from archive.model.register import is_keyed


def findings(register: DeliveredRegister) -> Iterator[Finding]:
    """ACTS_FILE_MISSING and ACTS_FILE_UNEXPECTED. A nil register has none, and a version may bring none."""
    if is_keyed(register.description):
        lacking = register.acts is None and not register.description.get("nil")
        if lacking and "version" not in register.description:
            yield blocking("ACTS_FILE_MISSING", register.path)
    elif register.acts is not None:
        yield blocking("ACTS_FILE_UNEXPECTED", register.path, file=register.acts)
