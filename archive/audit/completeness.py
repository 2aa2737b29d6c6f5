"""Is anything missing? A register is proved by what its own opening and closing statements say, never by what was delivered.

Two proofs that do not depend on each other: pages 1 to the number certified at opening, and act numbers from the first to
the last stated at closing. Pure arithmetic over condensed facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.model.ranges import Ranges, condense, gaps, outside
from archive.model.records.facts import RegisterFacts
from archive.model.records.restated import Restated


class Proof(StrEnum):
    """A proof in one word.

    proved: everything stated is there, or its absence is explained. gap: something stated is not there and no reason was given.
    differs: nothing stated is missing, but what is there disagrees with the statement. unproved: the paper is silent. not_keyed:
    no act was keyed, so nothing can be counted. disposed: two people had it done, and a tombstone says what was there.
    """

    PROVED = "proved"
    GAP = "gap"
    DIFFERS = "differs"
    UNPROVED = "unproved"
    NOT_KEYED = "not_keyed"
    DISPOSED = "disposed"


GRAVEST = (Proof.GAP, Proof.DIFFERS, Proof.UNPROVED, Proof.NOT_KEYED, Proof.DISPOSED, Proof.PROVED)
"""The proofs, the gravest first."""


@dataclass(frozen=True, slots=True)
class Explanations:
    """Reasons given after the delivery, by page and act number, as the ledger's entries of explained gaps name them."""

    pages: Mapping[int, str] = field(default_factory=dict)
    acts: Mapping[int, str] = field(default_factory=dict)


NONE = Explanations()


@dataclass(frozen=True, slots=True)
class Account:
    """One proof with its evidence. Ranges include both ends.

    `first` and `last` are what the paper states, None where it is silent. `missing` is without a reason, `explained` has one
    for each reason code; `beyond` lies outside the statement; `repeated` came more than once; `contradicted` is there although it
    was declared lacking.
    """

    proof: Proof
    first: int | None
    last: int | None
    missing: Ranges = ()
    explained: Mapping[str, Ranges] = field(default_factory=dict)
    beyond: Ranges = ()
    repeated: Mapping[int, int] = field(default_factory=dict)
    contradicted: Ranges = ()


@dataclass(frozen=True, slots=True)
class RegisterCompleteness:
    """Both proofs of one register. `acts_stated` and `acts_found` are counts; `suffixed` acts (12-bis) fill no number."""

    register: str
    package: str
    nil: bool
    pages: Account
    acts: Account
    acts_stated: int | None
    acts_found: int
    suffixed: tuple[str, ...]
    restated: tuple[Restated, ...] = ()
    """The versions that changed what the proof rests on."""

    @property
    def proof(self) -> Proof:
        """The register in one word: the graver of its two proofs."""
        return min(self.pages.proof, self.acts.proof, key=GRAVEST.index)

    @property
    def complete(self) -> bool:
        """Both proofs hold."""
        return self.proof is Proof.PROVED

    @property
    def remarkable(self) -> bool:
        """Whether there is anything to say beyond that it is complete."""
        return (
            not self.complete
            or bool(self.restated)
            or any(account.explained or account.repeated or account.contradicted for account in (self.pages, self.acts))
        )


def prove_register(facts: RegisterFacts, explained: Explanations = NONE) -> RegisterCompleteness:
    """Compare what a register states with what its package holds."""
    return RegisterCompleteness(
        register=facts.register,
        package=facts.package,
        nil=facts.nil,
        pages=_pages(facts, explained),
        acts=_acts(facts, explained),
        acts_stated=facts.stated.acts,
        acts_found=facts.acts,
        suffixed=facts.suffixed,
        restated=facts.restated,
    )


def _pages(facts: RegisterFacts, explained: Explanations) -> Account:
    certified = facts.stated.pages_certified
    if facts.disposed:
        return Account(Proof.DISPOSED, 1, certified)
    if certified is None:
        return Account(Proof.UNPROVED, None, None, repeated=facts.repeated_pages)
    reasons = {**facts.missing_pages, **explained.pages}
    return _account(1, certified, facts.pages, reasons, facts.repeated_pages)


def _acts(facts: RegisterFacts, explained: Explanations) -> Account:
    stated = facts.stated
    if facts.disposed:
        return Account(Proof.DISPOSED, stated.first_number, stated.last_number)
    if stated.acts == 0 and not facts.acts:
        return Account(Proof.PROVED, stated.first_number, stated.last_number)
    if facts.nil or stated.acts == 0:
        return _nil(facts)
    if not facts.keyed:
        return Account(Proof.NOT_KEYED, stated.first_number, stated.last_number)
    if stated.first_number is None or stated.last_number is None:
        return Account(Proof.UNPROVED, stated.first_number, stated.last_number, repeated=facts.repeated_numbers)
    reasons = {**facts.missing_acts, **explained.acts}
    first, last = stated.first_number, stated.last_number
    account = _account(first, last, facts.numbers, reasons, facts.repeated_numbers)
    if account.proof is Proof.PROVED and not _count_agrees(facts, account):
        return _account(first, last, facts.numbers, reasons, facts.repeated_numbers, agrees=False)
    return account


def _nil(facts: RegisterFacts) -> Account:
    """A register without acts: acts in it, or a statement of some, contradict it; a silent closing statement proves nothing."""
    silent = facts.stated.acts is None and not facts.acts
    proof = Proof.UNPROVED if silent else Proof.DIFFERS
    first, last = facts.stated.first_number, facts.stated.last_number
    return Account(proof, first, last, beyond=facts.numbers, repeated=facts.repeated_numbers)


def _account(
    first: int,
    last: int,
    there: Ranges,
    reasons: Mapping[int, str],
    repeated: Mapping[int, int],
    agrees: bool = True,
) -> Account:
    """Ranges are cut, never expanded: a statement misread as nine million must not cost nine million steps."""
    if last < first:
        return Account(Proof.DIFFERS, first, last, beyond=there, repeated=repeated)
    lacking = gaps(there, first, last)
    missing = tuple(open_gap for start, end in lacking for open_gap in gaps(condense(reasons), start, end))
    explained: dict[str, Ranges] = {}
    for code in sorted(set(reasons.values())):
        numbers = condense(n for n, given in reasons.items() if given == code and _covers(lacking, n))
        if numbers:
            explained[code] = numbers
    beyond = outside(there, first, last)
    contradicted = condense(number for number in reasons if _covers(there, number))
    differs = beyond or contradicted or not agrees
    proof = Proof.GAP if missing else Proof.DIFFERS if differs else Proof.PROVED
    return Account(proof, first, last, missing, explained, beyond, repeated, contradicted)


def _covers(there: Ranges, number: int) -> bool:
    return any(first <= number <= last for first, last in there)


def _count_agrees(facts: RegisterFacts, account: Account) -> bool:
    """Whether the count stated at closing fits: the paper may or may not have counted numbers whose lack is explained."""
    stated = facts.stated.acts
    if stated is None:
        return True
    explained = sum(last - first + 1 for ranges in account.explained.values() for first, last in ranges)
    return facts.acts <= stated <= facts.acts + explained
