"""Does an act say the same as its other paper copies?"""

from __future__ import annotations

from collections.abc import Sequence

from archive.check.engine.rule import Breach, Each, Judge, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.identifiers import RegisterId

RULE = Rule(
    "COPIES_DIFFER",
    Stage.ACT,
    Severity.WARNING,
    Severity.WARNING,
    "Each register is written in two copies, three abroad, that are to say the same. Asked of a copy beside those that are "
    "held or come with it, and of all that is held",
)
RULES = (RULE,)
OFFICE = "office"


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    """Where the series is held, or came before in the delivery, in another copy. In what they differ is told, not the names."""
    beside = register.beside
    comparison = beside.copies() if beside else None
    if comparison is None:
        return None
    return Each(
        lambda act: [
            said(act.place, one.act, (one.ours, one.other), one.what) for one in comparison.differing(act.content)
        ]
    )


def said(place: str, act: str, registers: Sequence[RegisterId], what: Sequence[str]) -> Breach:
    """The finding on two copies of one act, the office's first."""
    ordered = sorted(registers, key=lambda one: (one.copy != OFFICE, str(one)))
    return Breach(RULE, place, {"act": act, "copies": [str(one) for one in ordered], "what": list(what)})
