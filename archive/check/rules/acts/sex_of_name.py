"""Is the stated sex that of those who bear the given name?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.act_view import ActView
from archive.check.names import given_names
from archive.check.register_view import RegisterView
from archive.check.rule import Each, Found, Profile, Rule
from archive.model.finding import Severity

RULE = Rule(
    "SEX_DIFFERS_FROM_NAME",
    44,
    Severity.WARNING,
    Severity.WARNING,
    "A sex keyed wrong shows in the given name. Asked when a list of given names is handed in (schemas/names).",
)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """SEX_DIFFERS_FROM_NAME where the list knows the name for the other sex alone."""
    lexicon = register.knowledge.lexicon
    if lexicon is None:
        return None

    def found(act: ActView) -> Iterator[Found]:
        for person in act.persons:
            stated = person.sex or _OF_ROLE.get(person.role, "")
            if stated not in _ASKED:
                continue
            for script in ("ar", "latin"):
                names = given_names(person.name("given", script), script)
                borne = lexicon.of_name(names[0], script) if names else None
                if borne:
                    if stated not in borne:
                        yield Found(act.place, {"pointer": f"{person.pointer}/sex"})
                    break

    return Each(found)


_ASKED = ("male", "female")
_OF_ROLE = {"father": "male", "mother": "female", "husband": "male", "wife": "female"}
