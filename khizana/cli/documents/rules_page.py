"""The page of the rules, generated from the rules themselves and their texts; docs/rules.md is this text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from archive.check.engine.rule import Fixed, Rule, Stage
from archive.check.rulebook import rules
from archive.check.unimplemented_rules import NOT_ASKED
from archive.model.finding import Severity
from archive.model.json import Json
from khizana import resources
from khizana.language import Speaker

_HEAD: Final = """# Rules

This page is generated from the rules (`make rules`); a test compares the two. It has every finding that this program may raise.
Each rule is one file in `archive/check/rules`, with one question, asked at one stage. It has a severity for each kind of
profile: `contractor`, who can redo the work, and `holding`, existing registers that are what they are. Only `blocking` refuses a
delivery. The profile file of a tender (`schemas/delivery-profile.schema.json`; examples in `schemas/profiles`) changes the
severities of rules that may be tuned (`off` does not ask) and the settings that stand here with their defaults. A profile that
names a rule that may not be tuned is refused with the reason ([why](adr/0033-what-a-tender-may-tune.md)).

[English](#english) · [Français](#français) · [العربية](#العربية)
"""
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "title": "English",
        "columns": "Stage | No | Finding | Contractor | Holding | Tunable | What it says | What to do | Source | Settings",
        "stages": "Stages",
        "fixed": "Why a rule may not be tuned",
        "not_asked": "Numbers that are not asked yet",
        "tunable": "yes",
        "none": "not asked",
        "file": "file: each file, once it was read",
        "delivery": "delivery: what came together",
        "register": "register: a volume, its pages and the run of its acts",
        "act": "act: each act",
        "version": "version: what is new or changed in a register that is held",
        "base": "base: all acts that are held (`khizana audit rules`)",
        "foreign": "foreign: bags and METS that others made",
        "package": "package: what is kept, looked at by audits",
    },
    "fr": {
        "title": "Français",
        "columns": "Étape | Nº | Constat | Prestataire | Fonds existant | Réglable | Ce qu'il dit | Que faire",
        "stages": "Étapes",
        "fixed": "Pourquoi une règle ne se règle pas",
        "tunable": "oui",
        "none": "non demandé",
        "file": "fichier : chaque fichier, une fois lu",
        "delivery": "livraison : ce qui est venu ensemble",
        "register": "registre : un volume, ses pages et la suite de ses actes",
        "act": "acte : chaque acte",
        "version": "version : ce qui est nouveau ou changé dans un registre conservé",
        "base": "base : tous les actes conservés (`khizana audit rules`)",
        "foreign": "tiers : sacs BagIt et METS faits par d'autres",
        "package": "paquet : ce qui est conservé, vu par les audits",
    },
    "ar": {
        "title": "العربية",
        "columns": "المرحلة | الرقم | الملاحظة | المتعاقد | الرصيد الموجود | قابلة للضبط | ما تقوله | ما العمل",
        "stages": "المراحل",
        "fixed": "لماذا لا تُضبط قاعدة",
        "tunable": "نعم",
        "none": "لا تُطرح",
        "file": "ملف: كل ملف بعد قراءته",
        "delivery": "تسليم: ما وصل معا",
        "register": "سجل: المجلد وصفحاته وتسلسل رسومه",
        "act": "رسم: كل رسم",
        "version": "صيغة: الجديد أو المتغيّر في سجل محفوظ",
        "base": "قاعدة: كل الرسوم المحفوظة (`khizana audit rules`)",
        "foreign": "غير: أكياس BagIt وMETS من صنع آخرين",
        "package": "حزمة: المحفوظ، كما تراه عمليات التدقيق",
    },
}
_STAGES: Final = tuple(Stage)


def rules_page() -> str:
    """The whole page, in Markdown: for each language one table, the stages and the reasons; then what nobody asks yet."""
    ordered = sorted(rules().values(), key=lambda rule: (_STAGES.index(rule.stage), rule.numbers or (1000,), rule.code))
    return _HEAD + "".join(part for language in ("en", "fr", "ar") for part in _in_language(ordered, language))


def _in_language(ordered: Sequence[Rule], language: str) -> Iterator[str]:
    words, speaker = _WORDS[language], Speaker(language)
    yield f"\n## {words['title']}\n\n{_table(words['columns'])}" + "".join(_row(rule, language) for rule in ordered)
    yield f"\n### {words['stages']}\n\n" + "".join(f"- {words[stage]}\n" for stage in Stage)
    yield f"\n### {words['fixed']}\n\n" + "".join(f"- `{fixed}`: {speaker.say(f'fixed.{fixed}')}\n" for fixed in Fixed)
    if "not_asked" in words:
        yield f"\n### {words['not_asked']}\n\n" + "".join(f"- {number}: {why}\n" for number, why in NOT_ASKED)


def _table(columns: str) -> str:
    return f"| {columns} |\n|{'---|' * len(columns.split('|'))}\n"


def _row(rule: Rule, language: str) -> str:
    said = resources.findings()[rule.code]
    text, remedy = (cast("Mapping[str, str]", said[kind])[language] for kind in ("text", "remedy"))
    cells = [
        re.split(r"\s?:", _WORDS[language][rule.stage])[0],
        ", ".join(map(str, rule.numbers)),
        f"`{rule.code}`",
        _weight(rule.contractor, language),
        _weight(rule.holding, language),
        f"`{rule.fixed}`" if rule.fixed else _WORDS[language]["tunable"],
        text,
        remedy,
    ]
    if language == "en":
        cells += [rule.source, "; ".join(_setting(name, value) for name, value in rule.settings.items())]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _weight(severity: Severity | None, language: str) -> str:
    return Speaker(language).say(f"severity.{severity}") if severity else _WORDS[language]["none"]


def _setting(name: str, value: Json) -> str:
    return f"`{name}` {json.dumps(value, ensure_ascii=False)}"
