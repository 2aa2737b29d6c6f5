"""Speaks Arabic, French or English: the program's own words, and the text of findings with their remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from archive.model.json import Json
from khizana.resources import LANGUAGES, findings, texts

_LONGEST = 200
"""So much of what a schema expects is kept in a finding."""
_MENDED = ("blocking", "error")
_FRENCH_SPACE = re.compile(" (?=[:;!?»])|(?<=«) ")


@dataclass(frozen=True, slots=True)
class Speaker:
    """One language. A key without a text is a defect that the tests find, so it raises KeyError."""

    language: str

    @property
    def direction(self) -> str:
        """`rtl` for Arabic, `ltr` otherwise."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, key: str, /, **params: object) -> str:
        """The text of a key, its placeholders filled."""
        return self._set(texts()[key][self.language]).format(**params)

    def label(self, said: str) -> str:
        """What stands before a value, with the colon as the language sets it."""
        return self._set(f"{said} :" if self.language == "fr" else f"{said}:")

    def listed(self, several: Sequence[object]) -> str:
        """Several things in one line, the last one behind “and”."""
        *first, last = map(str, several)
        return self.say("list.last", first=self.say("list.comma").join(first), last=last) if first else last

    def word(self, group: str, value: str) -> str:
        """The word for a value of a closed list, such as `event.birth`; the value itself where the list has grown since."""
        known = texts().get(f"{group}.{value}")
        return known[self.language] if known else value

    def finding(self, finding: Mapping[str, Json]) -> tuple[str, str]:
        """The text and the remedy of a finding given as JSON."""
        known = findings().get(str(finding["code"]))
        if known is None:
            return str(finding["code"]), ""
        params = _Params(cast(Mapping[str, Json], finding.get("params") or {}))
        rule = _plain(params.get("rule", ""))
        known = cast("Mapping[str, Mapping[str, Json]]", known.get("by_rule") or {}).get(rule, known)
        text = self._set(cast(Mapping[str, str], known["text"])[self.language])
        remedies = cast(Mapping[str, str], known.get("remedy") or {}) if _must_be_mended(finding) else {}
        remedy = self._set(remedies.get(self.language, ""))
        if rule == "pattern":
            params["expected"] = self._form(_plain(params["expected"]))
        return text.format_map(params), remedy.format_map(params)

    def _form(self, expected: str) -> str:
        """How a text must be written, in words: nobody who delivers should have to read a regular expression."""
        forms = cast("Mapping[str, Mapping[str, str]]", findings()["SCHEMA"]["patterns"])
        meant = next(
            (form for form in forms if form and json.dumps(form, ensure_ascii=False)[:_LONGEST] == expected), ""
        )
        return self._set(forms[meant][self.language])

    def _set(self, text: str) -> str:
        return _set_in_french(text) if self.language == "fr" else text


@lru_cache(maxsize=2048)
def _set_in_french(text: str) -> str:
    """The space before a colon and the like, and within quotation marks, never breaks a line."""
    return _FRENCH_SPACE.sub("\u202f", text)


def _must_be_mended(finding: Mapping[str, Json]) -> bool:
    """A code that blocks elsewhere and only warns here asks for nothing: its remedy is for where it blocks."""
    usual = findings()[str(finding["code"])]["severity"]
    return str(usual) not in _MENDED or finding.get("severity", usual) in _MENDED


def _plain(value: object) -> str:
    """The value without the marks that isolate it in a page."""
    return str(value).strip("\u2068\u2069")


class _Params(dict[str, object]):
    """A finding of an older version may lack a parameter that the text has since gained."""

    def __missing__(self, key: str) -> str:
        return "…"


def in_all_languages(finding: Mapping[str, Json]) -> dict[str, Json]:
    """The finding with its text in Arabic, French and English beside it."""
    spoken = {language: Speaker(language).finding(finding)[0] for language in LANGUAGES}
    remedy = {language: Speaker(language).finding(finding)[1] for language in LANGUAGES}
    return {**finding, "text": spoken, "remedy": remedy}
