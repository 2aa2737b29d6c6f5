"""Is a year left out between two years of one office?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.numbers import written
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.ranges import condense, gaps

RULE = Rule(
    "YEAR_HOLE",
    Stage.DELIVERY,
    Severity.WARNING,
    Severity.INFORMATION,
    "An office opens registers every year, a nil one too; a longer hole is another stage of the programme",
    {"longest": 3},
    numbers=(11,),
)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterable[Breach]:
    """Holes of at most `longest` years in one office, event and copy, across regimes, that the archive does not hold either."""
    longest = profile.whole(RULE, "longest")
    runs: dict[tuple[str, str, str], list[RegisterView]] = {}
    for register in delivery.volumes:
        runs.setdefault((str(register.description["office"]), register.event, register.copy), []).append(register)
    for (office, event, copy), registers in runs.items():
        holes = tuple(_holes(delivery, registers, longest))
        if holes:
            place = max(registers, key=lambda register: register.year).path
            yield Breach(RULE, place, {"office": office, "event": event, "copy": copy, "years": written(holes)})


def _holes(delivery: DeliveryView, registers: list[RegisterView], longest: int) -> Iterator[tuple[int, int]]:
    years = condense(register.year for register in registers)
    for first, last in gaps(years, years[0][0], years[-1][1]):
        if last - first < longest:
            held = condense(year for year in range(first, last + 1) if delivery.holds(registers, year))
            yield from gaps(held, first, last)
