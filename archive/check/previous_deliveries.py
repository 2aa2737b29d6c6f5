"""What an archive remembers of what came before: who sent a delivery, what became of it, and where its images lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Sent:
    """One delivery that came under an identifier: the digest of its manifest (empty where it had none) and its contractor.

    `outcome` is that of the last verdict on it; empty while there is none.
    """

    manifest: str
    contractor: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Where an image is held already: register, package and view; the view is empty where its description cannot be read."""

    register: str
    package: str
    view: str


def owner(sent: Sequence[Sent]) -> Sent | None:
    """Whose an identifier is for ever: the delivery that came first under it, in the order of arrival."""
    return sent[0] if sent else None
