"""Did the place belong to another division then?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.profile.knowledge import Division
from archive.check.views.act_view import ActView
from archive.check.views.places import Place, code, places, raw_places, years_of
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "DIVISION_MOVED",
    Stage.ACT,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "Reforms of 2009 and 2015 moved communes between provinces: a certificate may need the name of then.",
    numbers=(61,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """DIVISION_MOVED for the place of the event, with the code above it then and now."""
    divisions = register.knowledge.divisions
    if divisions is None or not any(one.before for one in divisions.by_code.values()):
        return None
    ours = str(register.country.get("code", ""))

    moved = frozenset(one.code for one in divisions.by_code.values() if one.before)

    def found(act: ActView) -> Iterable[Breach]:
        if all(code(raw) not in moved for raw in raw_places(act)):
            return ()
        years = years_of(act, register.year)
        return [
            Breach(RULE, act.place, _params(place, divisions.by_code[place.division], years[0]))
            for place in places(act, ours)
            if place.field == "occurred"
            and place.division in moved
            and all(_elsewhere(divisions.by_code[place.division], year) for year in years)
        ]

    return Each(found)


def _elsewhere(division: Division, year: int) -> bool:
    return division.above_in(year) != division.above


def _params(place: Place, division: Division, year: int) -> dict[str, Json]:
    then, now = division.above_in(year), division.above
    return {"pointer": f"{place.pointer}/division", "division": division.code, "year": year, "then": then, "now": now}
