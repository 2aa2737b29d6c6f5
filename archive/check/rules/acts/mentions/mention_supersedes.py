"""Does a correcting mention name one earlier mention?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "SUPERSEDES_NOTHING",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "A correction replaces exactly one mention that stood there before it; so corrections never go round in a circle.",
    numbers=(66,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """SUPERSEDES_NOTHING where the order that is named belongs to no earlier mention, or to several."""
    return OfMentions(_found)


def _found(act: ActView) -> Iterable[Breach]:
    orders = [mention.order for mention in act.mentions]
    found: list[Breach] = []
    for mention in act.mentions:
        wanted: Json = mention.raw.get("supersedes")
        if isinstance(wanted, int) and (wanted >= mention.order or orders.count(wanted) != 1):
            found.append(
                Breach(RULE, act.place, {"pointer": mention.pointer, "order": mention.order, "superseded": wanted})
            )
    return found
