"""Does an act number stand twice in one register? The paper may really repeat it, so this does not block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from archive.delivery.batch import DeliveredAct
from archive.model.finding import Finding, Severity


def act_findings(act: DeliveredAct, seen: set[tuple[int, str]]) -> Iterator[Finding]:
    """DUPLICATE_NUMBER from the second act on; `seen` gathers the numbers of the register as they pass."""
    number, suffix = number_of(act)
    if (number, suffix) in seen:
        written = f"{number} {suffix}".strip()
        yield Finding("DUPLICATE_NUMBER", Severity.ERROR, act.place, {"number": written})
    seen.add((number, suffix))


def number_of(act: DeliveredAct) -> tuple[int, str]:
    """The number of an act that follows its schema, and its suffix (empty where it has none)."""
    return cast(int, act.content["number"]), str(act.content.get("suffix", ""))
