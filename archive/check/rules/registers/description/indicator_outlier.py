"""Does a whole register look as registers do?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import cast

from archive.check.engine.rule import Breach, Profile, ProfileUnusable, Rule, Stage
from archive.check.indicators import IndicatorCounts, Indicators, Share
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.message import tell

Bounds = tuple[str, float, float]

RULE = Rule(
    "INDICATOR_OUTLIER",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "Set-level checks of registration statistics (United Nations, ANACONDA): a register keyed by guessing stands out.",
    {
        "any": {"unknown": [0.0, 0.2], "arbitrated": [0.0, 0.35], "round_days": [0.12, 0.3]},
        "birth": {"males": [0.48, 0.55], "judgements": [0.0, 0.4]},
        "death": {"infants": [0.0, 0.4], "round_ages": [0.1, 0.5]},
        "marriage": {},
        "divorce": {},
        "whole_year": {"busiest_month": [0.0, 0.15]},
        "deviations": 4,
        "least": 100,
    },
    numbers=(76,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Watch:
    """INDICATOR_OUTLIER for each share outside the profile's bounds by more than chance explains, where enough was counted."""
    wanted = ["any", register.event] + (["whole_year"] if register.parts == 1 else [])
    bounds = tuple(_bounds(profile, name) for name in wanted)
    tally = IndicatorCounts(register.path, register.event)
    settings = profile.whole(RULE, "deviations"), profile.whole(RULE, "least")
    return Watch(tally, tuple(one for group in bounds for one in group), *settings)


@dataclass(frozen=True, slots=True)
class Watch:
    """Counts the acts; at the end compares the shares with their bounds."""

    tally: IndicatorCounts
    bounds: tuple[Bounds, ...]
    deviations: int
    least: int

    def act(self, act: ActView, /) -> Iterable[Breach]:
        self.tally.add(act)
        return ()

    def end(self) -> Iterator[Breach]:
        found = self.indicators()
        shares = {share.name: share for share in found.shares}
        for name, low, high in self.bounds:
            share = shares[name]
            if share.of >= self.least and self._outside(share, low, high):
                params = {"low": round(100 * low, 1), "high": round(100 * high, 1), "of": share.of}
                yield Breach(
                    RULE, found.register, {"indicator": name, "found": round(100 * share.found / share.of, 1), **params}
                )

    def indicators(self) -> Indicators:
        """What was counted so far."""
        return self.tally.close()

    def _outside(self, share: Share, low: float, high: float) -> bool:
        """Whether a share lies outside its bounds by more standard deviations than chance brings about."""
        part = share.found / share.of
        below = low - self.deviations * sqrt(low * (1 - low) / share.of)
        above = high + self.deviations * sqrt(high * (1 - high) / share.of)
        return part < below or part > above


def _bounds(profile: Profile, name: str) -> Iterator[Bounds]:
    """The bounds that the profile sets; ProfileUnusable names those that are no pair of shares, or of no indicator."""
    known = {share.name for share in Indicators("").shares}
    for indicator, bounds in cast("Mapping[str, Sequence[float]]", profile.setting(RULE, name)).items():
        if indicator not in known or len(bounds) != 2 or not 0 <= bounds[0] <= bounds[1] <= 1:
            raise ProfileUnusable(
                tell(
                    "{code}.{name}.{indicator} of the profile {name2} is no pair of shares: {bounds!r}",
                    code=RULE.code,
                    name=name,
                    indicator=indicator,
                    name2=profile.name,
                    bounds=bounds,
                )
            )
        yield indicator, float(bounds[0]), float(bounds[1])
