"""Is a place without a code one that the list of divisions knows?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from archive.check.act_view import ActView
from archive.check.places import places
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "PLACE_NOT_LISTED",
    60,
    Severity.WARNING,
    Severity.INFORMATION,
    "A place that nobody can find on a map is often misread. Hamlets have the code of their commune, so they are not asked.",
)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """PLACE_NOT_LISTED for a place of this country without a code, whose name no division has, give or take a consonant."""
    divisions = register.knowledge.divisions
    if divisions is None:
        return None
    ours, known = str(register.country.get("code", "")), lru_cache(maxsize=1 << 14)(divisions.knows)

    def found(act: ActView) -> Iterator[Found]:
        for place in places(act, ours):
            if not place.division and not place.residence and place.names and not any(map(known, place.names)):
                yield Found(act.place, {"pointer": f"{place.pointer}/name"})

    return Each(found)
