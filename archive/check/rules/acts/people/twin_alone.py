"""Does a second twin have a first?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import folded
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

RULE = Rule(
    "TWIN_WITHOUT_FIRST",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "Law 36-21, article 27: twins have an act each, marked first and second. Before it, one act may record them together.",
    {"days": 2},
    numbers=(55,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> _Ranks | None:
    """TWIN_WITHOUT_FIRST where no act of the volume, of that mother and those days, has the rank before."""
    return _Ranks(register.part, profile.whole(RULE, "days")) if register.event == "birth" else None


@dataclass(slots=True)
class _Ranks:
    """The ranks that acts state, by mother; only twins are kept."""

    part: int
    days: int
    acts: int = 0
    stated: dict[str, list[tuple[int, int, int, str, bool]]] = field(default_factory=dict)

    def act(self, act: ActView, /) -> Iterable[Breach]:
        self.acts += 1
        for person in act.persons:
            if "birth_rank" in person.raw and person.role == "child":
                rank, first, last = person.whole("birth_rank"), act.occurred.first, act.occurred.last
                if rank is not None and first is not None and last is not None:
                    # The first twin may close the part of the year before this one.
                    seam = self.acts == 1 and self.part > 1
                    self.stated.setdefault(_mother(act), []).append((rank, first, last, act.place, seam))
        return ()

    def end(self) -> Iterator[Breach]:
        for born in self.stated.values():
            for rank, first, last, place, seam in born:
                near = {
                    other for other, begin, end, _, _ in born if begin - last <= self.days and first - end <= self.days
                }
                if rank > 1 and rank - 1 not in near and not seam:
                    yield Breach(RULE, place, {"rank": rank})


def _mother(act: ActView) -> str:
    mother = act.person("mother")
    if mother is None:
        return ""
    for script in ("ar", "latin"):
        given = mother.name("given", script)
        if given:
            return f"{script} {folded(given, script)} {folded(mother.name('surname', script), script)}"
    return ""
