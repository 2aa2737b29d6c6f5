"""What may be repaired from where."""

from __future__ import annotations

from archive.life.refusal import NotAllowed
from archive.model.message import tell

ALL = "all"
"""The subject of a request to repair whatever differs."""


def must_be_repairable(subject: str, named: bool) -> None:
    """NotAllowed for what the ledger does not name: nothing would say what it should be."""
    if subject != ALL and not named:
        raise NotAllowed(
            tell(
                "the ledger names neither a package nor a document {subject}: nothing says what it should be",
                subject=subject,
            )
        )
