"""Is anything still certifiable after a cancellation?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.records.keyed import value_of

RULE = Rule(
    "CERTIFIABLE_AFTER_CANCELLATION",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "What a court cancelled can no more be certified: no later mention goes into a copy or an extract.",
    numbers=(56,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """CERTIFIABLE_AFTER_CANCELLATION for each later mention that says it may be certified."""
    return OfMentions(_found)


def _found(act: ActView) -> Iterable[Breach]:
    cancelled = min((mention.order for mention in act.mentions if mention.kind == "cancellation"), default=None)
    if cancelled is None:
        return ()
    return tuple(
        Breach(RULE, act.place, {"pointer": mention.pointer})
        for mention in act.mentions
        if mention.order > cancelled and value_of(mention.raw.get("certifiable")) is True
    )
