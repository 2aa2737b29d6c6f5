"""The facts that completeness is proved by, condensed from a register as delivered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

from archive.delivery.batch import DeliveredRegister
from archive.model.act import ActObject, mentions
from archive.model.facts import RegisterFacts
from archive.model.identifiers import RegisterId
from archive.model.ranges import condense
from archive.model.register import is_keyed, reasons, statements


def condense_register(
    register: RegisterId, package: str, delivered: DeliveredRegister, acts: Iterable[ActObject]
) -> RegisterFacts:
    """What the register states beside what its package holds.

    `numbers` are those of acts without a suffix; an act such as 12-bis is listed in `suffixed`, as often as it comes,
    so that it never stands for a missing 12.
    """
    pages = Counter(page for view in delivered.views for page in view.pages)
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
    description = delivered.description
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
        views=len(delivered.views),
        acts=act_count,
        mentions=mention_count,
        parts=cast("int | None", description.get("parts")),
    )


def _repeated(counts: Counter[int]) -> dict[int, int]:
    return {number: count for number, count in sorted(counts.items()) if count > 1}
