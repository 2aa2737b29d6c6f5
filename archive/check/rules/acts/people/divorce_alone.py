"""Does a mention of divorce follow a mention of marriage?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DIVORCE_WITHOUT_MARRIAGE",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "A divorce ends a marriage that was mentioned before it: a mention was left out, or its kind is wrong.",
    numbers=(53,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView] | None:
    """DIVORCE_WITHOUT_MARRIAGE on birth acts, in the order of the margin."""
    return OfMentions(_found) if register.event == "birth" else None


def _found(act: ActView) -> Iterable[Breach]:
    weddings = [mention.order for mention in act.mentions if mention.kind == "marriage"]
    return tuple(
        Breach(RULE, act.place, {"pointer": mention.pointer})
        for mention in act.mentions
        if mention.kind == "divorce" and not any(order < mention.order for order in weddings)
    )
