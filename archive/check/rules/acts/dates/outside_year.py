"""Was the act drawn up in the year of its register?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.dates import Span, both, gregorian
from archive.check.views.register_view import RegisterView
from archive.model.dates.interval import GREGORIAN
from archive.model.finding import Severity

RULE = Rule(
    "ACT_OUTSIDE_YEAR",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Registers are opened at the start of the year and closed on 31 December (decree 2-99-665, articles 4 and 12)",
    numbers=(31,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """A date that the paper gives in the Hijri calendar alone lies in one of the Hijri years of the register, too."""
    year = gregorian(f"{register.year:04d}")
    if year is None:
        return None
    whole, narrow = year, _within(year, [span for one in register.hijri_years if (span := both(None, f"{one:03d}"))])

    def act(act: ActView) -> Iterable[Breach]:
        drawn = act.drawn_up
        if drawn.first is None or drawn.last is None:
            return ()
        first, last = whole if drawn.calendar == GREGORIAN else narrow
        if drawn.last >= first and drawn.first <= last:
            return ()
        return (Breach(RULE, act.place, {"drawn_up": drawn.text, "year": register.year}),)

    return Each(act)


def _within(year: Span, named: Sequence[Span]) -> Span:
    """The days of the year in the Hijri years that are named; all of them where none is, or where none meets it."""
    met = [span for span in named if span.last >= year.first and span.first <= year.last]
    if not met:
        return year
    return Span(max(year.first, min(met).first), min(year.last, max(span.last for span in met)))
