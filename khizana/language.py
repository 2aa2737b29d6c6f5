"""Speaks Arabic, French or English: the program's own words, and the text of findings with their remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from archive.model.json import Json
from khizana.published import LANGUAGES, findings, texts


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
        return texts()[key][self.language].format(**params)

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
        text = cast(Mapping[str, str], known["text"])[self.language].format_map(params)
        remedy = cast(Mapping[str, str], known.get("remedy") or {}).get(self.language, "").format_map(params)
        return text, remedy


class _Params(dict[str, object]):
    """A finding of an older version may lack a parameter that the text has since gained."""

    def __missing__(self, key: str) -> str:
        return "…"


def in_all_languages(finding: Mapping[str, Json]) -> dict[str, Json]:
    """The finding with its text in Arabic, French and English beside it."""
    spoken = {language: Speaker(language).finding(finding)[0] for language in LANGUAGES}
    remedy = {language: Speaker(language).finding(finding)[1] for language in LANGUAGES}
    return {**finding, "text": spoken, "remedy": remedy}
