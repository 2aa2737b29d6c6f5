"""Is the code of a place that of a division, and was it one when the event took place?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.profile.knowledge import Division
from archive.check.views.act_view import ActView
from archive.check.views.places import code, places, raw_places, years_of
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "DIVISION_NOT_VALID",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Communes were made and merged (2009, 2015): a code means a place at a time. Asked when a list of divisions is handed in.",
    numbers=(59,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """DIVISION_NOT_VALID for a code that is not in the list, or that was not valid in the year of the event."""
    divisions = register.knowledge.divisions
    if divisions is None:
        return None
    ours = str(register.country.get("code", ""))

    always = frozenset(one.code for one in divisions.by_code.values() if one.valid(1) and one.valid(9998)) | {""}

    def found(act: ActView) -> Iterable[Breach]:
        if all(code(raw) in always for raw in raw_places(act)):
            return ()
        years = years_of(act, register.year)
        return [
            Breach(
                RULE, act.place, {"pointer": f"{place.pointer}/division", "division": place.division, "year": years[0]}
            )
            for place in places(act, ours)
            if place.division and not _valid(divisions.by_code.get(place.division), years, place.field)
        ]

    return Each(found)


def _valid(division: Division | None, years: Sequence[int], field: str) -> bool:
    """Where a person was born or lives may be named as of another year; only the event has the act's own."""
    return division is not None and (field != "occurred" or any(map(division.valid, years)))
