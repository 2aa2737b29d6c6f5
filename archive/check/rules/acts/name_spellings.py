"""Do the Arabic and the Latin spelling of a name have the same consonants?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.act_view import ActView
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.finding import Severity
from archive.model.skeleton import apart

RULE = Rule(
    "NAME_SPELLINGS_DIFFER",
    42,
    Severity.WARNING,
    Severity.WARNING,
    "Decree 2-99-665, article 35: the Latin spelling agrees with the Arabic one. Measured: 3 of 933 right pairs differ more.",
    {"edits": 1},
)


def over(register: RegisterView, profile: Profile) -> Each[ActView]:
    """NAME_SPELLINGS_DIFFER for each part of a name whose two spellings are more consonants apart than the setting allows."""
    limit = profile.whole(RULE, "edits")

    def found(act: ActView) -> Iterator[Found]:
        whose, which, first, before = None, "", "", ""
        for person, part, script, text in act.names:
            if person is whose and part == which and script != first:
                arabic, latin = (before, text) if first == "ar" else (text, before)
                if {first, script} == _BOTH and apart(arabic, latin, limit) > limit:
                    yield Found(act.place, {"pointer": f"{person.pointer}/{part}"})
            whose, which, first, before = person, part, script, text

    return Each(found)


_BOTH = {"ar", "latin"}
