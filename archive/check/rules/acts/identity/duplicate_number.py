"""Does an act number stand twice in one register?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DUPLICATE_NUMBER",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "Decree 2-99-665, article 12: acts are numbered one after the other. The paper may really repeat a number",
    numbers=(16,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """From the second act on. In a version an act is named by its identifier, and another rule looks at that."""
    if register.version:
        return None
    seen: set[tuple[int, str]] = set()

    def act(act: ActView) -> Iterable[Breach]:
        key = (act.number, act.suffix)
        if key not in seen:
            seen.add(key)
            return ()
        return (Breach(RULE, act.place, {"number": f"{act.number} {act.suffix}".strip()}),)

    return Each(act)
