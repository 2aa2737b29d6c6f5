"""The words before a colon, in Arabic, French and English, and the values that some of them take."""

from __future__ import annotations

from collections.abc import Mapping

from archive.model.records.event import Event
from indexer.documents.document import CANCELLED, CORRECTED, CURRENT
from indexer.names.analysis.normalise import normalise


def _by_alias(written: Mapping[str, str]) -> dict[str, str]:
    """Each word with what it means; an Arabic one with its article too."""
    aliases = ((alias.replace("_", " "), meant) for meant, several in written.items() for alias in several.split())
    return {
        normalise(one): meant
        for alias, meant in aliases
        for one in ((f"ال{alias}", alias) if alias[0] >= "\u0600" else (alias,))
    }


ROLES = _by_alias(
    {
        "self": "self child enfant deceased défunt décédé husband wife époux épouse mari معني مولود طفل متوفى",
        "father": "father père اب والد",
        "mother": "mother mère ام والدة",
        "spouse": "spouse conjoint conjointe زوج زوجة",
        "parents": "parents parent والدان ابوان",
        "declarant": "declarant déclarant مصرح",
        "witness": "witness témoin شاهد",
        "officer": "officer officier ضابط",
        "place": "place lieu مكان",
        "mention": "mention بيان",
        "text": "text texte نص",
    }
)
"""Which part of a document a word is looked for in."""
FIELDS = {"parents": ("father", "mother")}
"""A role that stands for several parts; every other is a part itself."""

FILTERS = _by_alias(
    {
        "event": "event événement type واقعة",
        "office": "office bureau division مكتب",
        "date": "date year année an تاريخ سنة",
        "regime": "regime régime نظام",
        "number": "number numéro no رقم",
        "status": "status statut état حالة",
        "has": "has avec مع",
        "without": "without sans بدون",
        "delivery": "delivery livraison تسليم",
        "contractor": "contractor prestataire متعهد",
        "lot": "lot حصة",
        "register": "register registre سجل",
        "kind": "kind sorte نوع",
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
