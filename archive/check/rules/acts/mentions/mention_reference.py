"""Has a mention the references that its kind cannot do without?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "MENTION_REFERENCE_MISSING",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "A mention proves what happened by its source: a judgement by court and number, a marriage by date and register.",
    {
        "marriage": ["event_date", "reference"],
        "divorce": ["event_date", "reference"],
        "death": ["event_date"],
        "rectification_court": ["authority", "reference"],
        "rectification_prosecutor": ["authority", "reference"],
        "latin_spelling": ["authority", "reference"],
        "name_change": ["authority", "reference"],
        "kafala": ["authority", "reference"],
        "cancellation": ["authority", "reference"],
        "recognition": [],
        "renvoi": [],
        "other": [],
    },
    numbers=(62,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """MENTION_REFERENCE_MISSING for what is neither given nor marked absent."""
    needed = {kind: profile.listed(RULE, kind) for kind in RULE.settings}

    def found(act: ActView) -> Iterable[Breach]:
        return tuple(
            Breach(RULE, act.place, {"pointer": mention.pointer, "kind": mention.kind, "field": field})
            for mention in act.mentions
            for field in needed.get(mention.kind, ())
            if field not in mention.raw
        )

    return OfMentions(found)
