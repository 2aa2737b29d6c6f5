"""Is the same mention keyed twice?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from archive.check.engine.rule import Breach, OfMentions, Profile, Rule, Stage
from archive.check.views.act_view import ActView, MentionView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.records.act import SCRIPTS, ActObject
from archive.model.records.keyed import text_of

RULE = Rule(
    "MENTION_TWICE",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Extract and full copy are made from one list of mentions: what stands in it twice is certified twice.",
    numbers=(64,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> OfMentions[ActView]:
    """MENTION_TWICE for each mention whose kind, day of the event and reference (or words) an earlier one has."""
    return OfMentions(_found)


def _found(act: ActView) -> Iterable[Breach]:
    return tuple(_repeated(act)) if len(act.mentions) > 1 else ()


def _repeated(act: ActView) -> Iterator[Breach]:
    first: dict[tuple[str, ...], int] = {}
    for mention in act.mentions:
        key = _sameness(mention)
        if key in first:
            yield Breach(RULE, act.place, {"pointer": mention.pointer, "first": first[key]})
        first.setdefault(key, mention.order)


def _sameness(mention: MentionView) -> tuple[str, ...]:
    days = (mention.event_date.gregorian or "", mention.event_date.hijri or "")
    reference = text_of(mention.raw.get("reference")) or ""
    if reference and any(days):
        return mention.kind, *days, reference
    text = cast(ActObject, mention.raw.get("text") or {})
    words = tuple(text_of(text.get(script)) or "" for script in SCRIPTS)
    # Nothing tells two silent mentions apart but their place in the margin.
    return (mention.kind, *days, reference, *words) if any(words) else (mention.pointer,)
