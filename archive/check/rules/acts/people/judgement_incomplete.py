"""Does an act that rests on a judgement say which court gave it, under which number and when?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json
from archive.model.records.keyed import Absence, absence_of

RULE = Rule(
    "JUDGEMENT_INCOMPLETE",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 18: an act by judgement gives its references and its court",
    numbers=(30,),
)
RULES = (RULE,)
_EMPTY: Mapping[str, Json] = {}


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return Each(_act)


def _act(act: ActView) -> Iterable[Breach]:
    """What the paper is said to lack is accepted; what was not keyed is not."""
    if act.basis != "judgement":
        return ()
    judgement = cast("Mapping[str, Json]", act.content.get("judgement") or _EMPTY)
    lacking = [part for part in ("court", "number", "date") if _unsaid(judgement.get(part), part)]
    return (Breach(RULE, act.place, {"lacking": ", ".join(lacking)}),) if lacking else ()


def _unsaid(part: Json, name: str) -> bool:
    if not isinstance(part, Mapping):
        return True
    keyed = [part] if name == "number" else list(part.values())
    return all(absence_of(one) is Absence.NOT_KEYED for one in keyed)
