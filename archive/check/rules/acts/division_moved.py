"""Did the place belong to another division then?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.act_view import ActView
from archive.check.places import places, year_of
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "DIVISION_MOVED",
    61,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "Reforms of 2009 and 2015 moved communes between provinces: a certificate may need the name of then.",
)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """DIVISION_MOVED for the place of the event, with the code above it then and now."""
    divisions = register.knowledge.divisions
    if divisions is None or not any(one.before for one in divisions.by_code.values()):
        return None
    ours = str(register.country.get("code", ""))

    def found(act: ActView) -> Iterator[Found]:
        year = year_of(act) or register.year
        for place in places(act, ours):
            division = divisions.by_code.get(place.division) if place.of_event else None
            if division and (then := division.above_in(year)) != division.above:
                pointer, code, now = f"{place.pointer}/division", division.code, division.above
                yield Found(act.place, {"pointer": pointer, "division": code, "year": year, "then": then, "now": now})

    return Each(found)
