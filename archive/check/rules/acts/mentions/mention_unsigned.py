"""Does a mention say who wrote it, and when?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "MENTION_UNSIGNED",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 14: what is written in the margin is approved by the officer, on a day.",
    {"fields": ["officer", "mention_date"]},
    numbers=(63,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """MENTION_UNSIGNED for a mention without officer or day, where no mark says that the paper lacks it."""
    fields = profile.listed(RULE, "fields")

    def found(act: ActView) -> Iterable[Breach]:
        return tuple(
            Breach(RULE, act.place, {"pointer": mention.pointer, "field": field})
            for mention in act.mentions
            for field in fields
            if field not in mention.raw
        )

    return OfMentions(found)
