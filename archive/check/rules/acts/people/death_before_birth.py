"""Does a death follow the birth of the same person?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DEATH_BEFORE_BIRTH",
    Stage.ACT,
    Severity.ERROR,
    Severity.ERROR,
    "Nobody dies before being born",
    numbers=(34,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """In a death act by the date of birth of the deceased; in a birth act by its mention of the death."""
    if register.event == "death":
        return Each(_death)
    return OfMentions(_birth) if register.event == "birth" else None


def _death(act: ActView) -> Iterable[Breach]:
    deceased = act.person("deceased")
    if deceased is None or deceased.born.first is None or act.occurred.last is None:
        return ()
    if deceased.born.first <= act.occurred.last:
        return ()
    return (Breach(RULE, act.place, {"born": deceased.born.text, "died": act.occurred.text}),)


def _birth(act: ActView) -> Iterable[Breach]:
    for mention in act.mentions:
        died, born = mention.event_date.last, act.occurred.first
        if mention.kind == "death" and died is not None and born is not None and died < born:
            yield Breach(RULE, act.place, {"born": act.occurred.text, "died": mention.event_date.text})
