"""Is every page image another one?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Found, Profile, Rule, Stage
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.file_roles import BLANK
from archive.delivery.kinds import PAGES
from archive.model.digest import Digest
from archive.model.finding import Severity

RULE = Rule(
    "DUPLICATE_IMAGE",
    Stage.DELIVERY,
    Severity.BLOCKING,
    Severity.BLOCKING,
    "No two scans give the same bytes: one file was delivered for two pages",
    numbers=(12,),
)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Found]:
    """The same bytes under two names, unless both are declared blank."""
    first: dict[Digest, str] = {}
    for path, facts in delivery.batch.files.items():
        if facts.mime not in PAGES or not facts.size:
            continue
        other = first.setdefault(facts.digest, path)
        if other != path and not all(delivery.shown.get(one) == {BLANK} for one in (path, other)):
            yield Found(RULE, path, {"other": other})
