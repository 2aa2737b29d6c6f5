"""Is a place without a code one that the list of divisions knows?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.places import places, raw_places
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "PLACE_NOT_LISTED",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "A place that nobody can find on a map is often misread. Hamlets have the code of their commune, residences are addresses.",
    numbers=(60,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """PLACE_NOT_LISTED for a place of this country without a code, whose name no division has, give or take a consonant."""
    divisions = register.knowledge.divisions
    if divisions is None:
        return None
    ours, known = str(register.country.get("code", "")), lru_cache(maxsize=1 << 14)(divisions.knows)

    def found(act: ActView) -> Iterable[Breach]:
        if all("division" in raw for raw in raw_places(act)):
            return ()
        return [
            Breach(RULE, act.place, {"pointer": f"{place.pointer}/name"})
            for place in places(act, ours)
            if place.field != "residence" and not place.division and place.names and not any(map(known, place.names))
        ]

    return Each(found)
