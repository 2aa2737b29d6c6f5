"""The page of the rules, generated from the rules themselves and their texts; docs/rules.md is this text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final, cast

from archive.check.elsewhere import ELSEWHERE, NOT_ASKED
from archive.check.profile_faults import rules
from archive.check.rule import Rule
from archive.model.finding import Severity
from archive.model.json import Json
from khizana import resources

_HEAD: Final = """# Rules on registers and acts

This page is generated from the rules (`make rules`); a test compares the two. Each rule is one file in `archive/check/rules`,
with one question. It has a severity for each kind of profile: `contractor`, who can redo the work, and `holding`, existing
registers that are what they are. Only `blocking` refuses a delivery. The profile file of a tender
(`schemas/delivery-profile.schema.json`; examples in `schemas/profiles`) changes severities (`off` does not ask) and tunes the
settings that stand here with their defaults.

[English](#english) · [Français](#français) · [العربية](#العربية)
"""
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "title": "English",
        "columns": "No | Finding | Contractor | Holding | What it says | What to do | Source | Settings",
        "elsewhere": "Numbers that other checks answer",
        "elsewhere_columns": "No | Findings | Which",
        "not_asked": "Numbers that are not asked yet",
        "blocking": "blocking",
        "error": "error",
        "warning": "warning",
        "information": "information",
        "none": "not asked",
    },
    "fr": {
        "title": "Français",
        "columns": "Nº | Constat | Prestataire | Fonds existant | Ce qu'il dit | Que faire",
        "blocking": "bloquant",
        "error": "erreur",
        "warning": "avertissement",
        "information": "information",
        "none": "non demandé",
    },
    "ar": {
        "title": "العربية",
        "columns": "الرقم | الملاحظة | المتعاقد | الرصيد الموجود | ما تقوله | ما العمل",
        "blocking": "مانعة",
        "error": "خطأ",
        "warning": "تنبيه",
        "information": "إخبار",
        "none": "لا تُطرح",
    },
}


def rules_page() -> str:
    """The whole page, in Markdown: one table a language, then what other checks answer and what nobody asks yet."""
    parts = [_HEAD]
    for language in ("en", "fr", "ar"):
        words = _WORDS[language]
        rows = "".join(_row(rule, language) for rule in rules())
        parts.append(f"\n## {words['title']}\n\n{_table(words['columns'])}{rows}")
        if language == "en":
            parts.extend(_rest(words))
    return "".join(parts)


def _rest(words: Mapping[str, str]) -> Iterator[str]:
    rows = "".join(
        f"| {number} | {' '.join(f'`{code}`' for code in codes)} | {which} |\n" for number, codes, which in ELSEWHERE
    )
    yield f"\n### {words['elsewhere']}\n\n{_table(words['elsewhere_columns'])}{rows}"
    listed = "".join(f"- {number}: {why}\n" for number, why in NOT_ASKED)
    yield f"\n### {words['not_asked']}\n\n{listed}"


def _table(columns: str) -> str:
    return f"| {columns} |\n|{'---|' * len(columns.split('|'))}\n"


def _row(rule: Rule, language: str) -> str:
    said = resources.findings()[rule.code]
    text, remedy = (cast("Mapping[str, str]", said[kind])[language] for kind in ("text", "remedy"))
    words = _WORDS[language]
    cells = [
        str(rule.number),
        f"`{rule.code}`",
        _weight(rule.contractor, words),
        _weight(rule.holding, words),
        text,
        remedy,
    ]
    if language == "en":
        cells += [rule.source, "; ".join(_setting(name, value) for name, value in rule.settings.items())]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def _weight(severity: Severity | None, words: Mapping[str, str]) -> str:
    return words[str(severity)] if severity else words["none"]


def _setting(name: str, value: Json) -> str:
    return f"`{name}` {json.dumps(value, ensure_ascii=False)}"
