"""The words before a colon, in Arabic, French and English, and the values that some of them take."""

from __future__ import annotations

from collections.abc import Mapping

from archive.model.event import Event
from indexer.document import CANCELLED, CORRECTED, CURRENT
from indexer.names.normalise import normalise


def _by_alias(written: Mapping[str, str]) -> dict[str, str]:
    return {
        normalise(alias.replace("_", " ")): meant for meant, several in written.items() for alias in several.split()
    }


ROLES = _by_alias(
    {
        "self": "self child enfant deceased défunt décédé husband wife époux épouse mari المعني مولود المولود طفل متوفى المتوفى",
        "father": "father père اب الاب والد الوالد",
        "mother": "mother mère ام الام والدة الوالدة",
        "spouse": "spouse conjoint conjointe زوج الزوج زوجة الزوجة",
        "parents": "parents parent الوالدان والدان ابوان الابوان",
        "declarant": "declarant déclarant مصرح المصرح",
        "witness": "witness témoin شاهد الشاهد",
        "officer": "officer officier ضابط الضابط",
        "place": "place lieu مكان المكان",
        "mention": "mention بيان البيان",
        "text": "text texte نص النص",
    }
)
"""Which part of a document a word is looked for in."""
FIELDS = {"parents": ("father", "mother")}
"""A role that stands for several parts; every other is a part itself."""

FILTERS = _by_alias(
    {
        "event": "event événement type واقعة الواقعة",
        "office": "office bureau division مكتب المكتب",
        "date": "date year année an تاريخ التاريخ سنة السنة",
        "regime": "regime régime نظام النظام",
        "number": "number numéro no رقم الرقم",
        "status": "status statut état حالة الحالة",
        "has": "has avec مع",
        "without": "without sans بدون",
        "delivery": "delivery livraison تسليم التسليم",
        "contractor": "contractor prestataire متعهد المتعهد",
        "lot": "lot حصة الحصة",
        "register": "register registre سجل السجل",
        "kind": "kind sorte نوع النوع",
    }
)

EVENTS = _by_alias(
    {
        Event.BIRTH: "birth births naissance naissances ولادة ولادات",
        Event.DEATH: "death deaths décès وفاة وفيات",
        Event.MARRIAGE: "marriage marriages mariage mariages زواج زيجات",
        Event.DIVORCE: "divorce divorces طلاق طلاقات",
    }
)
STATUSES = _by_alias(
    {
        CURRENT: "current courant سار ساري",
        CORRECTED: "corrected rectifié corrigé مصحح",
        CANCELLED: "cancelled annulé ملغى",
    }
)
KINDS = _by_alias({"act": "act acte acts actes رسم رسوم", "view": "view page vue صفحة"})
IMAGE = frozenset(_by_alias({"image": "image images صورة صور"}))
MENTIONS = _by_alias(
    {
        "marriage": "marriage mariage زواج",
        "divorce": "divorce طلاق",
        "death": "death décès وفاة",
        "rectification_court": "rectification_court jugement حكم اصلاح",
        "rectification_prosecutor": "rectification_prosecutor procureur وكيل",
        "latin_spelling": "latin_spelling graphie لاتينية",
        "name_change": "name_change changement تغيير",
        "recognition": "recognition reconnaissance اقرار",
        "kafala": "kafala كفالة",
        "cancellation": "cancellation annulation الغاء",
        "renvoi": "renvoi احالة",
        "other": "other autre اخرى",
    }
)
