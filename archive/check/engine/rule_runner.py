"""The rules at work on one register: each act is shown to those alone that may have something to say of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from archive.check.engine.rule import AtEnd, Breach, Each, Judge, OfMentions, Once, Profile, weighed
from archive.check.engine.stages import RuleModule
from archive.check.rules.acts import ACTS
from archive.check.rules.registers import DESCRIPTIONS, REGISTERS
from archive.check.rules.versions import VERSIONS
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Finding

Asking = Callable[[ActView], Iterable[Breach]]


class RuleRunner:
    """All judges of one register. What the profile does not ask costs nothing.

    `asked` are the codes that had something to ask. `whole` says that all acts can be relied on: what they say together is not
    told once one of them cannot.
    """

    def __init__(
        self,
        judges: Sequence[Judge[ActView]],
        profile: Profile,
        asked: frozenset[str] = frozenset(),
        whole: bool = False,
    ) -> None:
        self.judges = judges
        self.asked = asked
        self.whole = whole
        self._profile = profile
        self._of_acts: list[tuple[Asking, bool]] = []
        self._of_mentions: list[Asking] = []
        keeping: dict[Callable[[ActView], object], list[Callable[[list[object]], None]]] = {}
        for judge in judges:
            if isinstance(judge, AtEnd):
                keeping.setdefault(judge.keep, []).append(judge.kept.extend)
            elif isinstance(judge, OfMentions):
                self._of_mentions.append(judge.act)
            elif not isinstance(judge, Once):
                self._of_acts.append((judge.act, isinstance(judge, Each) and judge.spoils))
        self._keeping = [(keep, tuple(into)) for keep, into in keeping.items()]

    @classmethod
    def over(cls, register: RegisterView, profile: Profile, whole: bool) -> RuleRunner:
        """Every rule that has something to ask of this register, in the order of the rulebook.

        Of a version no rule is asked that only a whole volume can answer: completeness proves that, from the facts as they stand.
        """
        judges: list[Judge[ActView]] = []
        asked: set[str] = set()
        for module in (
            *DESCRIPTIONS,
            *(() if register.version else REGISTERS),
            *ACTS,
            *(VERSIONS if register.version else ()),
        ):
            codes = asked_codes(module, profile)
            judge = module.over(register, profile) if codes else None
            if judge is not None and not (register.version and module in ACTS and isinstance(judge, AtEnd | Once)):
                judges.append(judge)
                asked.update(codes)
        return cls(judges, profile, frozenset(asked), whole)

    def acts(self, acts: Sequence[ActView], said: Sequence[list[Finding]]) -> None:
        """Add what the rules say of each act, nothing for most, to the findings of that act."""
        for ask, spoils in self._of_acts:
            answers = [*map(ask, acts)]
            if any(answers):
                told = self._gather(answers, said)
                self.whole = self.whole and not (spoils and told)
        mentioning = [position for position, act in enumerate(acts) if act.mentions]
        if mentioning:
            some, about = [acts[position] for position in mentioning], [said[position] for position in mentioning]
            for ask in self._of_mentions:
                self._gather([*map(ask, some)], about)
        for keep, into in self._keeping:
            kept = [one for one in map(keep, acts) if one is not None]
            for add in into:
                add(kept)

    def end(self) -> Iterator[Finding]:
        """What the rules tell when all acts have passed; where some could not be read, only what does not depend on them."""
        for judge in self.judges:
            if self.whole or isinstance(judge, Once):
                yield from weighed(judge.end(), self._profile)

    def _gather(self, answers: Sequence[Iterable[Breach]], said: Sequence[list[Finding]]) -> bool:
        told = False
        for found, into in zip(answers, said, strict=True):
            if found:
                before = len(into)
                into.extend(weighed(found, self._profile))
                told = told or len(into) > before
        return told


def asked_codes(module: RuleModule, profile: Profile) -> frozenset[str]:
    """The codes of a module that the profile asks; none where it is switched off."""
    return frozenset(rule.code for rule in module.RULES if profile.severity(rule) is not None)
