"""Do the acts stand on the pages in the order of their numbers?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import cast

from archive.check.engine.rule import AtEnd, Breach, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.order import misplaced
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "NUMBER_OUT_OF_ORDER",
    Stage.REGISTER,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 12: acts are written one after the other, without blanks",
    numbers=(18,),
)
RULES = (RULE,)
_Stood = tuple[int, str, int, str]
"""Number, suffix, position of the view where the act begins, place."""


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Order within one view is not asked: a double page is read from either side."""
    positions: dict[tuple[str, int], int] = {}
    for position, view in enumerate(register.views):
        positions.setdefault((view.file, view.leaf), position)

    def keep(act: ActView) -> _Stood | None:
        if not act.regions:
            return None
        region = act.regions[0]
        position = positions.get((cast(str, region.get("file", "")), cast(int, region.get("leaf", 1))))
        return None if position is None else (act.number, act.suffix, position, act.place)

    return AtEnd(keep, _found)


def _found(acts: Sequence[_Stood]) -> Iterable[Breach]:
    """A number that the paper repeats stands where it stands, and is another rule's."""
    times = Counter((number, suffix) for number, suffix, _, _ in acts)
    ordered = sorted(act for act in acts if times[act[0], act[1]] == 1)
    for index in misplaced([position for _, _, position, _ in ordered]):
        number, suffix, position, place = ordered[index]
        yield Breach(RULE, place, {"number": f"{number} {suffix}".strip(), "view": position + 1})
