"""Does the shelf mark belong to the place where the declared copy is kept?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from archive.check.engine.rule import Breach, Judge, Once, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.json import Json
from archive.model.records.keyed import text_of

RULE = Rule(
    "COPY_SHELF_MARK",
    Stage.REGISTER,
    Severity.WARNING,
    Severity.INFORMATION,
    "One copy stays at the office and one goes to the court; which was scanned decides what may fill a gap",
    {
        "words": {
            "court": ["tpi", "greffe", "tribunal", "المحكمة", "محكمة"],
            "office": ["bec", "bureau", "commune", "مكتب", "جماعة"],
        }
    },
    numbers=(15,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    mark = text_of(register.description.get("shelf_mark"))
    words = cast("Mapping[str, Sequence[str]]", profile.setting(RULE, "words"))
    return Once(lambda: _found(register, mark.lower(), words)) if mark else None


def _found(register: RegisterView, mark: str, words: Mapping[str, Sequence[str]]) -> Iterable[Breach]:
    """Only where the mark speaks of another place and not of the declared one."""
    spoken = {copy for copy, listed in words.items() if any(_holds(mark, word) for word in listed)}
    if spoken and register.copy in words and register.copy not in spoken:
        params: dict[str, Json] = {"copy": register.copy, "found": ", ".join(sorted(spoken))}
        yield Breach(RULE, f"{register.path}#/shelf_mark", params)


def _holds(mark: str, word: str) -> bool:
    """Whether the word stands in the mark as a word of its own."""
    at = mark.find(word)
    while at >= 0:
        end = at + len(word)
        if not (mark[at - 1 : at].isalpha() or mark[end : end + 1].isalpha()):
            return True
        at = mark.find(word, at + 1)
    return False
