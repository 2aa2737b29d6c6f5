"""Is the code of a place that of a division, and was it one when the event took place?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.act_view import ActView
from archive.check.places import places, year_of
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "DIVISION_NOT_VALID",
    59,
    Severity.ERROR,
    Severity.WARNING,
    "Communes were made and merged (2009, 2015): a code means a place at a time. Asked when a list of divisions is handed in.",
)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """DIVISION_NOT_VALID for a code that is not in the list, or that was not valid in the year of the event."""
    divisions = register.knowledge.divisions
    if divisions is None:
        return None
    ours = str(register.country.get("code", ""))

    def found(act: ActView) -> Iterator[Found]:
        year = year_of(act) or register.year
        for place in places(act, ours):
            if place.division and (
                (division := divisions.by_code.get(place.division)) is None
                or (place.of_event and not division.valid(year))
            ):
                pointer = f"{place.pointer}/division"
                yield Found(act.place, {"pointer": pointer, "division": place.division, "year": year})

    return Each(found)
