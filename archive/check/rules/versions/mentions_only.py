"""Does a version that brings mentions leave the act itself as it was?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.delivery.batch import DeliveredAct
from archive.model.act import ActObject, mentions
from archive.model.finding import Finding, blocking

_FREE = frozenset({"id", "register", "regions", "mentions", "status"})
"""A cancellation changes the status; a new image of the page, where the act stands. Mentions are looked at one by one."""


def findings(act: DeliveredAct, held: ActObject) -> Iterator[Finding]:
    """VERSION_CHANGES_MORE: a name corrected under the reason `mentions` would be a correction that no judge ordered."""
    for name in sorted((act.content.keys() | held.keys()) - _FREE):
        if act.content.get(name) != held.get(name):
            yield blocking("VERSION_CHANGES_MORE", act.place, pointer=f"/{name}")
    before = {mention["order"]: _said(mention) for mention in mentions(held)}
    for position, mention in enumerate(mentions(act.content)):
        if before.get(mention["order"], _said(mention)) != _said(mention):
            yield blocking("VERSION_CHANGES_MORE", act.place, pointer=f"/mentions/{position}")


def _said(mention: ActObject) -> ActObject:
    return {name: value for name, value in mention.items() if name != "regions"}
