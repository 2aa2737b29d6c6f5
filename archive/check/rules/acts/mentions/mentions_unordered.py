"""Do the mentions follow each other in time, as they do in the margin?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "MENTIONS_UNORDERED",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Mentions are listed in the order of the margin, which filled from year to year.",
    numbers=(67,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """MENTIONS_UNORDERED for each mention that was made before the one that precedes it."""
    return OfMentions(_found)


def _found(act: ActView) -> Iterable[Breach]:
    return tuple(_backwards(act)) if len(act.mentions) > 1 else ()


def _backwards(act: ActView) -> Iterator[Breach]:
    before = None
    for mention in sorted(act.mentions, key=lambda one: one.order):
        first, last = mention.mention_date.first, mention.mention_date.last
        if first is None or last is None:
            continue
        if before is not None and last < before:
            yield Breach(RULE, act.place, {"pointer": mention.pointer})
        before = first
