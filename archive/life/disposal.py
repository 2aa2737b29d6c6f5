"""When a register may be disposed of: nothing keeps it, and its retention has run out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from archive.life.holds import Keeping
from archive.life.refusal import NotAllowed
from archive.model.identifiers import RegisterId
from archive.model.message import tell
from archive.model.policies.retention import Retention


@dataclass(frozen=True, slots=True)
class PolicyNow:
    """The retention policy in force: what it says, and its digest; empty where the ledger names none yet."""

    retention: Retention
    digest: str


def must_be_disposable(
    register: RegisterId, held: bool, known: Keeping, policy: PolicyNow, under: str, today: date
) -> None:
    """NotAllowed while anything stands against it.

    `under` is the digest of the policy that the request was made under, or empty.
    """
    subject = str(register)
    if not held:
        raise NotAllowed(tell("no register {subject} is held, so there is nothing to dispose of", subject=subject))
    if subject in known.disposals:
        raise NotAllowed(
            tell(
                "{subject} was disposed of before: {tombstone} says what was there",
                subject=subject,
                tombstone=known.disposals[subject].tombstone,
            )
        )
    if holds := known.holding(subject):
        said = ", ".join(f"{hold.subject} ({hold.reason})" for hold in holds)
        raise NotAllowed(
            tell("{subject} is kept by a hold: {said}. `khizana release` takes a hold away", subject=subject, said=said)
        )
    if under and under != policy.digest:
        raise NotAllowed(
            tell(
                "the retention policy has changed since this was asked for (it is {digest} now): ask anew",
                digest=policy.digest,
            )
        )
    _must_have_run_out(register, policy.retention.until(register), today)


def _must_have_run_out(register: RegisterId, until: date | None, today: date) -> None:
    if until is None:
        raise NotAllowed(
            tell(
                "{register} is kept for ever, or no rule of the retention policy speaks of it: "
                "`retention` in archive.toml may name another policy",
                register=register,
            )
        )
    if today <= until:
        raise NotAllowed(
            tell(
                "{register} is kept until {isoformat} by the retention policy",
                register=register,
                isoformat=until.isoformat(),
            )
        )
