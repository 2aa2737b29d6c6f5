"""Which small words belong to a name: what joins with the next word, what is an article, what is an abbreviation."""

from __future__ import annotations

import re

ARABIC_JOINS = {"عبد": "عبد", "بن": "بن", "ابن": "بن", "بو": "بو", "ابو": "بو", "ايت": "ايت", "اد": "اد", "بل": "بل"}
_SPELLED = {
    "abd": "abd abdel abdal abdul abdoul abder abdes abden abdess abderr abdenn abdeln",
    "ben": "ben bin ibn ibnou ibnu",
    "bou": "bou abou abu aboul abul",
    "ait": "ait ayt",
    "id": "id",
    "bel": "bel",
}
LATIN_JOINS = {written: joined for joined, several in _SPELLED.items() for written in several.split()}
"""A word that is joined with the one after it, in its canonical spelling: عبد القادر, Abd el Kader, Ben Ali, Aït Lahcen."""

JOINED = frozenset((*ARABIC_JOINS, *ARABIC_JOINS.values(), *LATIN_JOINS, *LATIN_JOINS.values()))
"""All that is never a name alone."""

ABBREVIATIONS = dict.fromkeys(("md", "med", "mhd", "mohd", "mhmd"), "mohamed") | {"my": "moulay"}

LATIN_ARTICLES = frozenset({"al", "el", "l"})
ASSIMILATED = re.compile(r"[ae](?:(ch|sh)|([rstndz]))")
"""An article that took the sound of what follows, standing alone: Ech Chaoui, Er Rachidi, Ed Dine."""

RELIGION = frozenset({"din", "dine", "deen", "dinn"})
RELIGION_JOINED = frozenset(start + end for start in ("ed", "edd", "add", "udd", "ald", "eld") for end in ("in", "ine"))
GOD_JOINED = frozenset({"allah", "ellah", "ullah"})

_WHOLE = (
    "elias elyas ilyas elham ellen elena elina elisa elsa elizabeth elisabeth elie albert alfred alphonse alexandre "
    "alexandra alice alain alba aldo "
    "الياس الهام الين الينا اليسا اليزابيث الكسندر الكسندرا البرت البير الفريد الفونس الان"
)
WHOLE = frozenset(_WHOLE.split())
"""Words that begin like an article and have none."""

_ARABIC_SERVANT = re.compile(r"^(بن|)عبدال(?=..)")
_ARABIC_RELIGION = re.compile(r"^(.{2,})الدين$")
_ARABIC_GOD = re.compile(r"^(.{2,})الله$")
_ARABIC_CHILD = re.compile(r"^ابن(?=...)")
_ARABIC_FATHER = re.compile(r"^ابو(?=...)")
_ARABIC_INNER = re.compile(r"^(بن|ايت)ال(?=...)")
_ARABIC_ARTICLE = re.compile(r"^ال(?=...)")

_LATIN_SERVANT = re.compile(r"^(ben|)abd(?:[aeiou]{1,2}l(?=..)|[aeou](?=([rsntdzl])\2|chch|shsh|c?hch))")
_LATIN_RELIGION = re.compile(r"^(.{3,}?)(?:[aeiu]dd|e[dl]?d|ald)(?:i|ee|y)nn?e?$")
_LATIN_GOD = re.compile(r"^(.{3,}?)[aeou]llah$")
_LATIN_FATHER = re.compile(r"^abou(?=...)")
_LATIN_INNER = re.compile(r"^(ben|ait)el(?=...)")
_LATIN_ARTICLE = re.compile(r"^(?:[ae]l(?=[bcdfghjkmnpqrstvwxz]..)|el(?=[aiouy]...)|l(?=[bcdfghjkmnpqrstvwz]..))")
_LATIN_ASSIMILATED = re.compile(r"^e(?:(ch|sh)(?=\1.)|([rstndz])(?=\2..))")


def arabic_canonical(word: str) -> str:
    """A word in Arabic letters with the joints that others write apart, and without its article."""
    if word in WHOLE:
        return word
    joined = _ARABIC_FATHER.sub("بو", _ARABIC_CHILD.sub("بن", word))
    if servant := _ARABIC_SERVANT.match(joined):
        return f"{servant[1]}عبد{joined[servant.end() :]}"
    religious = _ARABIC_RELIGION.sub(r"\1دين", _ARABIC_GOD.sub(r"\1له", joined))
    return _ARABIC_ARTICLE.sub("", _ARABIC_INNER.sub(r"\1", religious))


def latin_canonical(word: str) -> str:
    """The same for a word in Latin letters."""
    if word in WHOLE:
        return word
    if servant := _LATIN_SERVANT.match(word):
        rest = word[servant.end() :]
        return f"{servant[1]}abd{rest[1:] if servant[2] else rest}"
    religious = _LATIN_RELIGION.sub(r"\1dine", _LATIN_GOD.sub(r"\1lah", word))
    bare = _LATIN_INNER.sub(r"\1", _LATIN_FATHER.sub("bou", religious))
    return _LATIN_ASSIMILATED.sub("", _LATIN_ARTICLE.sub("", bare))
