"""Is every page image another one, in the delivery and in all that is held?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Rule, Stage
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.file_roles import BLANK
from archive.delivery.facts.mime import PAGES
from archive.delivery.manifest import PATH
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
NOT_COMPARED = Rule(
    "HELD_NOT_COMPARED",
    Stage.DELIVERY,
    Severity.WARNING,
    Severity.WARNING,
    "What could not be looked at is never the same as found in order",
    fixed=Fixed.SAID,
    numbers=(12,),
)
RULES = (RULE, NOT_COMPARED)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """DUPLICATE_IMAGE, the same bytes under two names or held already, unless both are declared blank. HELD_NOT_COMPARED."""
    unread = delivery.existing.images_unread()
    if unread:
        yield Breach(NOT_COMPARED, PATH, {"package": unread[0], "count": len(unread)})
    homes = dict(_homes(delivery))
    first: dict[Digest, str] = {}
    for path, facts in delivery.batch.files.items():
        if facts.mime not in PAGES or not facts.size:
            continue
        other = first.setdefault(facts.digest, path)
        if other != path and not all(delivery.shown.get(one) == {BLANK} for one in (path, other)):
            yield Breach(RULE, path, {"other": other})
        shown = delivery.existing.images_shown(facts.digest, delivery.shown.get(path) == {BLANK})
        held = next((one for one in shown if one.register != homes.get(path)), None)
        if held is not None:
            yield Breach(RULE, path, {"other": f"{held.package}/{held.view}".rstrip("/")})


def _homes(delivery: DeliveryView) -> Iterator[tuple[str, str]]:
    """By file, the register that comes for the first time: what that very register holds, REGISTER_EXISTS says."""
    for register in delivery.volumes:
        yield from ((view.file, str(register.identifier)) for view in register.views)
