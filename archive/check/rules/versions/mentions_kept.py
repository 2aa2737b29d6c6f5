"""Does every marginal mention of the held act still stand in its later state?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import DeliveredAct
from archive.model.act import ActObject, mentions
from archive.model.finding import Finding, blocking


def findings(act: DeliveredAct, held: ActObject) -> Iterator[Finding]:
    """MENTION_VANISHED. A margin is never wiped: what was wrong in it is superseded by a later mention that says so."""
    delivered = {mention["order"]: mention["kind"] for mention in mentions(act.content)}
    superseded = {mention.get("supersedes") for mention in mentions(act.content)}
    for mention in mentions(held):
        order = mention["order"]
        if delivered.get(order) != mention["kind"] and order not in superseded:
            yield blocking("MENTION_VANISHED", act.place, order=order, kind=mention["kind"])
