"""Does every marginal mention of the held act still stand in its later state?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Each, Fixed, Judge, Profile, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.records.act import ActObject, mentions

RULE = blocks(
    "MENTION_VANISHED",
    Stage.VERSION,
    Fixed.LOSS,
    "A margin is never wiped: what was wrong in it is superseded by a later mention that says so",
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    held = register.standing
    return Each(lambda act: _found(act, held.acts.get(str(act.content.get("id", ""))))) if held else None


def _found(act: ActView, held: ActObject | None) -> Iterable[Breach]:
    return tuple(_vanished(act, held)) if held else ()


def _vanished(act: ActView, held: ActObject) -> Iterator[Breach]:
    delivered = {mention["order"]: mention["kind"] for mention in mentions(act.content)}
    superseded = {mention.get("supersedes") for mention in mentions(act.content)}
    for mention in mentions(held):
        order = mention["order"]
        if delivered.get(order) != mention["kind"] and order not in superseded:
            yield Breach(RULE, act.place, {"order": order, "kind": mention["kind"]})
