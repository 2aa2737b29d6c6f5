"""Does another part of the year have an act of this number too?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "NUMBER_IN_OTHER_PART",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "Decree 2-99-665, article 12: numbers run on through all parts of a year. The paper may really repeat one: the act that "
    "comes later gets the next identifier (`~2`), whatever the order of deliveries",
    numbers=(16,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """In the same copy, held or earlier in the delivery. In a version of acts alone that are new, or get another number."""
    beside = register.beside
    if beside is None or (register.version and register.standing is None):
        return None
    numbers, remember = beside.numbers(), beside.remember_number
    held = register.standing.acts if register.standing else {}

    def act(act: ActView) -> Iterable[Breach]:
        key = (act.number, act.suffix)
        remember(key)
        if key not in numbers:
            return ()
        before = held.get(str(act.content.get("id", "")))
        if before is not None and (before["number"], before.get("suffix", "")) == key:
            return ()
        params = {"number": f"{act.number} {act.suffix}".strip(), "register": numbers[key]}
        return (Breach(RULE, act.place, params),)

    return Each(act)
