"""Speaks Arabic, French or English: the program's own words, and the text of findings with their remedy."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from archive.model.json import Json
from archive.model.message import JoinedMessages, TemplatedMessage, sentence, tell
from khizana import catalogue, numerals
from khizana.errors import UsageError
from khizana.resources import LANGUAGES, findings

_LONGEST = 200
"""So much of what a schema expects is kept in a finding."""
_MENDED = ("blocking", "error")
_FRENCH_SPACE = re.compile(" (?=[:;!?»])|(?<=«) ")


_ASKED: ContextVar[str | None] = ContextVar("language", default=None)
"""What `--lang` says, wherever on the command line it stands."""


@contextmanager
def asked(language: str | None) -> Iterator[None]:
    """Speak that language within, unless another one is named."""
    token = _ASKED.set(language)
    try:
        yield
    finally:
        _ASKED.reset(token)


def language(given: str | None = None) -> str:
    """The language to speak: what was given, or KHIZANA_LANG, or the locale's; English where it is none of ours."""
    named = given or _ASKED.get()
    if named and named not in LANGUAGES:
        raise UsageError(tell("--lang {named}: the languages are ar, fr and en", named=named))
    wanted = named or next(filter(None, map(os.environ.get, ("KHIZANA_LANG", "LC_ALL", "LANG"))), "en")
    short = wanted[:2].lower()
    return short if short in LANGUAGES else "en"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One language. A key without a text is a defect that the tests find, so it raises KeyError."""

    language: str

    @property
    def direction(self) -> str:
        """`rtl` for Arabic, `ltr` otherwise."""
        return "rtl" if self.language == "ar" else "ltr"

    def say(self, key: str, /, **params: object) -> str:
        """The text of a key, its placeholders filled; `count` chooses among its plural forms.

        A placeholder may name how its value is written: `{time:moment}`, `{until:day}`, `{bytes:number}`, or a noun of which
        there are so many, `{files:file}`.
        """
        count = params.get("count")
        found = catalogue.text(self.language, key, count if isinstance(count, int) else None)
        if found is None:
            raise KeyError(key)
        return self.filled(self._set(found), params)

    def filled(self, text: str, params: Mapping[str, object]) -> str:
        """A text with its placeholders filled."""
        return text.format(**{name: _Written(self, value) for name, value in params.items()})

    def written(self, value: object, how: str) -> str:
        """A value as it is written in this language."""
        if value is None:
            return "—"
        if isinstance(value, TemplatedMessage | JoinedMessages):
            return self.error(value)
        if isinstance(value, str) and how not in ("moment", "day"):
            return value
        match how:
            case "":
                return str(value)
            case "moment":
                return numerals.moment(str(value), self.language)
            case "day":
                return numerals.day(str(value), self.language)
            case _:
                pass
        assert isinstance(value, int | float)
        if how == "number":
            return numerals.number(value, self.language)
        found = catalogue.text(self.language, f"noun.{how}", int(value))
        if found is None:
            raise KeyError(how)
        return found.format(count=numerals.number(value, self.language))

    def translated(self, kind: str, english: str) -> str:
        """What the code says in English, help or an error; English where nobody translated it."""
        return english if self.language == "en" else self._set(catalogue.translated(self.language, kind, english))

    def error(self, message: str) -> str:
        """The sentence of a failure in this language; what nobody translated, or came from outside, stays as it is."""
        if isinstance(message, JoinedMessages):
            return self.translated("error", message.separator).join(map(self.error, message.parts))
        if not isinstance(message, TemplatedMessage):
            return self.translated("error", message)
        params = {name: self._of_error(value) for name, value in message.params.items()}
        return self.translated("error", message.template).format(**params)

    def _of_error(self, value: object) -> object:
        if isinstance(value, BaseException):
            return self.error(sentence(value))
        return self.error(value) if isinstance(value, str) else value

    def label(self, said: str) -> str:
        """What stands before a value, with the colon as the language sets it."""
        return self._set(f"{said} :" if self.language == "fr" else f"{said}:")

    def listed(self, several: Sequence[object]) -> str:
        """Several things in one line, the last one behind “and”."""
        *first, last = (one if isinstance(one, str) else str(one) for one in several)
        return self.say("list.last", first=self.say("list.comma").join(first), last=last) if first else last

    def ranges(self, several: Sequence[Sequence[int]]) -> str:
        """`[[3, 3], [7, 9]]` becomes “3 and 7 to 9”."""
        said: list[object] = []
        for first, last in several:
            said += [self.say("list.range", first=first, last=last)] if last > first + 1 else range(first, last + 1)
        return self.listed(said)

    def numbered(self, key: str, ranges: Sequence[Sequence[int]]) -> str:
        """A text about numbers, in the form for as many as there are."""
        count = sum(last - first + 1 for first, last in ranges)
        return self.say(key, count=count, numbers=self.ranges(ranges))

    def named(self, names: Mapping[str, str]) -> str:
        """A name that several languages have: the reader's, else one in the reader's script, else the one there is."""
        wanted = (self.language,) if self.language == "ar" else (self.language, "fr", "en")
        return next((names[one] for one in wanted if names.get(one)), "") or next(iter(names.values()), "")

    def word(self, group: str, value: str) -> str:
        """The word for a value of a closed list, such as `event.birth`; the value itself where the list has grown since."""
        known = catalogue.text(self.language, f"{group}.{value}")
        return value if known is None else self._set(known)

    def finding(self, finding: Mapping[str, Json]) -> tuple[str, str]:
        """The text and the remedy of a finding given as JSON."""
        known = findings().get(str(finding["code"]))
        if known is None:
            return str(finding["code"]), ""
        given = cast("Mapping[str, Json]", finding.get("params") or {})
        params = _Params({name: self._value(name, self._known(one)) for name, one in given.items()})
        rule = _plain(params.get("rule", ""))
        known = cast("Mapping[str, Mapping[str, Json]]", known.get("by_rule") or {}).get(rule, known)
        text = self._set(cast(Mapping[str, str], known["text"])[self.language])
        remedies = cast(Mapping[str, str], known.get("remedy") or {}) if _must_be_mended(finding) else {}
        remedy = self._set(remedies.get(self.language, ""))
        if rule == "pattern":
            params["expected"] = self._form(_plain(params["expected"]))
        return text.format_map(params), remedy.format_map(params)

    def _known(self, value: Json) -> Json:
        """A value of a finding that is a sentence of ours, as a reader of an archive gives one."""
        return self.error(value) if isinstance(value, str) and " " in value else value

    def _value(self, name: str, value: Json) -> Json:
        """A parameter as it is told: several in one line, and what two acts differ in by the word for it."""
        if isinstance(value, list):
            return self.listed([self._value(name, one) for one in value])
        return self.word(name, _plain(value)) if name == "what" else value

    def _form(self, expected: str) -> str:
        """How a text must be written, in words: nobody who delivers should have to read a regular expression."""
        forms = cast("Mapping[str, Mapping[str, str]]", findings()["SCHEMA"]["patterns"])
        meant = next(
            (form for form in forms if form and json.dumps(form, ensure_ascii=False)[:_LONGEST] == expected), ""
        )
        return self._set(forms[meant][self.language])

    def _set(self, text: str) -> str:
        return _set_in_french(text) if self.language == "fr" else text


@dataclass(frozen=True, slots=True)
class _Written:
    """A value in a placeholder, which says how it is to be written."""

    speaker: Speaker
    value: object

    def __format__(self, how: str) -> str:
        return self.speaker.written(self.value, how)

    def __str__(self) -> str:
        return str(self.value)

    def __repr__(self) -> str:
        return repr(str(self.value))


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
    text, remedy = spoken(finding)
    return {**finding, "text": text, "remedy": remedy}


def spoken(finding: Mapping[str, Json]) -> tuple[dict[str, str], dict[str, str]]:
    """The text of a finding and its remedy, each by language."""
    said = {language: Speaker(language).finding(finding) for language in LANGUAGES}
    return {one: text for one, (text, _) in said.items()}, {one: remedy for one, (_, remedy) in said.items()}
