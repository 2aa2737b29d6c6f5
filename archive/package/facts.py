"""The facts that completeness is proved by, condensed from a register as delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import cast

from archive.delivery.facts.batch import DeliveredRegister
from archive.model.identifiers import ActId, RegisterId
from archive.model.ranges import condense
from archive.model.records.act import ActObject, mentions
from archive.model.records.facts import Own, RegisterFacts
from archive.model.records.register import RegisterObject, is_keyed, reasons, register_id, statements
from archive.model.records.register_state import RegisterState, numbered
from archive.model.records.view import View


def condense_register(
    register: RegisterId, package: str, delivered: DeliveredRegister, acts: Iterable[ActObject]
) -> RegisterFacts:
    """What a register that comes for the first time states, beside what its package holds."""
    shown = [view.pages for view in delivered.views]
    return _condensed(register, package, delivered.description, shown, acts, None)


def condense_standing(
    register: RegisterId, after: RegisterState, views: Sequence[View], own: Sequence[ActObject]
) -> RegisterFacts:
    """The same of a register as it stands after a version, which itself brings these views and acts."""
    shown = [placed.view.pages for placed in after.views]
    pages = {page for view in views for page in view.pages}
    brought = Own(len(views), len(pages), len(own), sum(len(mentions(act)) for act in own))
    acts = after.acts.values()
    facts = _condensed(register, after.head.package, after.description, shown, acts, brought)
    return replace(facts, aliases=dict(_aliases(register, after)), restated=after.restated)


def _aliases(register: RegisterId, after: RegisterState) -> Iterator[tuple[str, str]]:
    """A corrected office, year or number is another name for what keeps its identifier."""
    now = register_id(register.series.country, after.description)
    if now != register:
        yield str(now), str(register)
    for identifier, act in after.acts.items():
        minted = ActId.parse(identifier)
        number, suffix = numbered(act)
        if (number, suffix) != (minted.number, minted.suffix):
            yield str(ActId(now.series, number, suffix)), identifier


def _condensed(
    register: RegisterId,
    package: str,
    description: RegisterObject,
    shown: Sequence[Sequence[int]],
    acts: Iterable[ActObject],
    own: Own | None,
) -> RegisterFacts:
    """`shown` has the page numbers of each view.

    `numbers` are those of acts without a suffix; an act such as 12-bis is listed in `suffixed`, as often as it comes,
    so that it never stands for a missing 12.
    """
    pages = Counter(page for view in shown for page in view)
    numbers: Counter[int] = Counter()
    suffixed: list[tuple[int, str]] = []
    act_count = mention_count = 0
    for act in acts:
        act_count += 1
        mention_count += len(mentions(act))
        number, suffix = cast(int, act["number"]), str(act.get("suffix", ""))
        if suffix:
            suffixed.append((number, suffix))
        else:
            numbers[number] += 1
    return RegisterFacts(
        register=str(register),
        package=package,
        keyed=is_keyed(description),
        nil=bool(description.get("nil", False)),
        stated=statements(description),
        pages=condense(pages),
        repeated_pages=_repeated(pages),
        missing_pages=reasons(description, "missing_pages"),
        numbers=condense(numbers),
        repeated_numbers=_repeated(numbers),
        suffixed=tuple(f"{number}-{suffix}" for number, suffix in sorted(suffixed)),
        missing_acts=reasons(description, "missing_acts"),
        views=len(shown),
        acts=act_count,
        mentions=mention_count,
        parts=cast("int | None", description.get("parts")),
        own=own,
    )


def _repeated(counts: Counter[int]) -> dict[int, int]:
    return {number: count for number, count in sorted(counts.items()) if count > 1}
