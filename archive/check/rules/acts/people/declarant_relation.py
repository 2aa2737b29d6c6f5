"""Is the declarant one of those whom the law lets declare?"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from archive.check.engine.rule import Breach, Each, Profile, Rule, Stage
from archive.check.views.act_view import ActView
from archive.check.views.names import folded_word
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity

_BIRTH = (
    "أب الأب والد والدة أم الأم وصي وصية أخ أخت شقيق شقيقة جد جدة عم عمة خال خالة قريب قريبة زوج ابن قابلة مولدة طبيب طبيبة "
    "ممرضة ممرض مدير مديرة وكيل حاضن كافل كافلة مقدم المعني المعنية هو هي نفسه نفسها "
    "père mère tuteur tutrice frère sœur grand-père grand-mère oncle tante parent parente mari sage-femme médecin infirmière "
    "infirmier directeur directrice procureur intéressé intéressée lui-même elle-même"
)
_DEATH = (
    "ابن ابنة بنت ولد زوج زوجة أرمل أرملة أب والد والدة أم وصي مقدم كافل كافلة أخ أخت شقيق شقيقة جد جدة حفيد حفيدة عم عمة خال "
    "خالة قريب قريبة صهر مدير مديرة طبيب طبيبة وكيل شرطة درك ضابط "
    "fils fille époux épouse mari femme veuf veuve père mère tuteur tutrice frère sœur grand-père grand-mère petit-fils "
    "petite-fille oncle tante neveu nièce parent parente gendre directeur directrice médecin procureur police gendarmerie"
)
RULE = Rule(
    "DECLARANT_RELATION",
    Stage.ACT,
    Severity.WARNING,
    Severity.INFORMATION,
    "Decree 2-99-665, articles 24 to 26: who declares a birth or a death, in their order.",
    {"birth": _BIRTH.split(), "death": _DEATH.split()},
    numbers=(57,),
)
RULES = (RULE,)


def over(register: RegisterView, profile: Profile) -> Each[ActView] | None:
    """DECLARANT_RELATION where no word of the relation is in the profile's list; an act on a judgement has no such order."""
    if register.event not in ("birth", "death"):
        return None
    listed = frozenset(_bare(word) for word in profile.listed(RULE, register.event))

    @lru_cache(maxsize=1 << 12)
    def known(relation: str) -> bool:
        return any(_bare(word) in listed for word in relation.split())

    def found(act: ActView) -> Iterable[Breach]:
        if act.basis != "declaration":
            return ()
        person = act.person("declarant")
        relation = person.text("relation") if person else ""
        if person is None or not relation or known(relation):
            return ()
        return (Breach(RULE, act.place, {"pointer": f"{person.pointer}/relation"}),)

    return Each(found)


def _bare(word: str) -> str:
    """A word without article, joined preposition or signs."""
    arabic = folded_word(word.strip("().,:؛،"), "ar")
    for before in ("وال", "لل", "ال"):
        if arabic.startswith(before) and len(arabic) > len(before) + 1:
            return arabic.removeprefix(before)
    return arabic
