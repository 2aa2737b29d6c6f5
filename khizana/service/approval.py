"""The second person approves: what two people may decide, put together, and carried out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from archive.ingest import Progress
from khizana.outcome import Outcome
from khizana.service.dual_control import dual_control, naming
from khizana.service.dual_control.answers import Approval
from khizana.service.dual_control.dual_control import ActByTwo
from khizana.service.ledger_proofs import declared_time
from khizana.service.lifecycle import disposal, policy_change
from khizana.service.preservation import repair
from khizana.wiring.session import Session

ACTS: Mapping[str, ActByTwo] = {
    act.name: act
    for act in (
        naming.NAMING,
        naming.WITHDRAWAL,
        policy_change.ADOPTION,
        repair.REPAIR,
        disposal.DISPOSAL,
        declared_time.DECLARATION,
    )
}
"""What can be done by two, by the word that stands in the request."""


def approve(session: Session, identifier: str, name: str, key: Path, progress: Progress) -> Outcome[Approval]:
    """Sign as the second person, and carry the act out. NotApproved, PersonRefused, CannotWork say why not."""
    return dual_control.approve(session, ACTS, identifier, name, key, progress)
