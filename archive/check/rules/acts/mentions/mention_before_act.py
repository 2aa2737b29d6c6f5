"""Was each marginal mention written after the act?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Judge, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "MENTION_BEFORE_ACT",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 14: a margin is kept for what happens after the act",
    numbers=(33,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    return OfMentions(_found)


def _found(act: ActView) -> Iterable[Breach]:
    drawn = act.drawn_up.first if act.drawn_up.first is not None else act.occurred.first
    for mention in act.mentions:
        written = mention.mention_date.last
        if drawn is not None and written is not None and written < drawn:
            pointer, date = f"{mention.pointer}/mention_date", mention.mention_date.text
            yield Breach(RULE, act.place, {"pointer": pointer, "mention_date": date})
