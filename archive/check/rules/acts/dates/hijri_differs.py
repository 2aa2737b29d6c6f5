"""Do the two calendars name the same day, within what the sight of the moon allows?"""

from __future__ import annotations

from collections.abc import Iterable

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.dates import Dates
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "HIJRI_DIFFERS",
    Stage.ACT,
    Severity.ERROR,
    Severity.WARNING,
    "Decree 2-99-665, article 18: the date in both calendars. Of 33 official dual dates all lie within a day of the civil table",
    {"accepted": 1, "warned": 3},
    numbers=(25,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Up to `accepted` days is the moon, up to `warned` a warning; further away one of the two is misread."""
    accepted, warned = profile.whole(RULE, "accepted"), profile.whole(RULE, "warned")

    def act(act: ActView) -> Iterable[Breach]:
        for _, date in act.dated:
            span, other = date.hijri_span, date.gregorian_span
            if span is not None and other is not None and not -accepted <= span[0] - other[0] <= accepted:
                return found(act)  # most dates are days, told at once; spans of months and years are compared there
        return ()

    def found(act: ActView) -> Iterable[Breach]:
        for pointer, date in act.dated:
            days = apart(date)
            if days > accepted:
                params = {"pointer": pointer, "gregorian": date.gregorian, "hijri": date.hijri, "days": days}
                yield Breach(RULE, act.place, params, Severity.WARNING if days <= warned or date.presumed else None)

    return Each(act)


def apart(date: Dates) -> int:
    """Days between the two calendars' spans; 0 where they touch, or where one of them is absent or impossible."""
    span, other = date.hijri_span, date.gregorian_span
    if span is None or other is None:
        return 0
    return max(0, span.first - other.last, other.first - span.last)
