"""In which groups a question is answered: this person, nearly so, and what only has the words; each a tree of its own. Pure.

A word without a role is met in one person of the act; words with a role in one person of that role. `PERSON` is group 1: all
words as asked or in another spelling of them; who answers there answers in no other group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from indexer.documents.document import AGAIN
from indexer.documents.searchable_fields import PERSONS, SELF, played_by
from indexer.query_parser.word_candidates import DOUBTFUL_AT_MOST, Spelled, surest
from indexer.question.match_tree import All, AtLeast, Best, Has, Match, Perhaps, Phrase, Without, size

MOST_TERMS = 4_000
"""Terms of one query: a server of 2 GB of heap takes some 5,000 where it has 16 processors."""
PRINCIPAL = 256.0
"""What puts the person whom the act is about before parents and witnesses."""
SURE = 32.0
"""What puts a word that is strong before any that is doubtful."""
LEAST_DISTANT = 6.0
"""What a doubtful word weighs at least that is worth a look where nothing else answers: chance weighs some 3."""
FAMILY_FROM = 3
"""Words from which child, father and mother may share them."""
KIN = (SELF, "father", "mother", "spouse")
NEAR = (*played_by(SELF), "father", "mother", "spouse")
"""Where doubtful words are looked for."""


class Group(StrEnum):
    """`SOME` has a part of the words, and is asked where nothing else answers; `DISTANT` has none but doubtful ones."""

    PERSON = "person"
    NEAR = "near"
    DISTANT = "distant"
    MENTIONS = "mentions"
    PAGES = "pages"
    SCATTERED = "scattered"
    OFFICERS = "officers"
    SOME = "some"


def grouped(words: Callable[[int], Sequence[Spelled]], group: Group) -> All | None:
    """The tree of a group; None where it has no answer or makes no sense.

    `words` gives them with fewer candidates the greater its number is: as few as make the tree small enough for a server.
    """
    share = max(1, len(words(1)))
    while True:
        made = _tree(words(share), group)
        if made is None or size(made) <= MOST_TERMS or share >= DOUBTFUL_AT_MOST:
            return made
        share *= 2


def _tree(words: Sequence[Spelled], group: Group) -> All | None:
    required = [one for one in words if one.word.required]
    optional = tuple(Perhaps(_anywhere(one)) for one in words if not one.word.required)
    if not required:
        some = AtLeast(1, tuple(one.part for one in optional))
        return All((some, *optional)) if group is Group.PERSON else None
    made = _GROUPS[group](_Asked.of(required))
    return None if made is None else All((*made, *optional))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words that must be met: those without a role, and those of each role."""

    bare: tuple[Spelled, ...]
    roles: tuple[tuple[tuple[str, ...], tuple[Spelled, ...]], ...]

    @classmethod
    def of(cls, words: Sequence[Spelled]) -> _Asked:
        by_role: dict[tuple[str, ...], list[Spelled]] = {}
        for one in words:
            by_role.setdefault(one.word.fields, []).append(one)
        bare = tuple(by_role.pop((), ()))
        return cls(bare, tuple((fields, tuple(found)) for fields, found in by_role.items()))

    @property
    def everything(self) -> tuple[Spelled, ...]:
        return (*self.bare, *(one for _, found in self.roles for one in found))

    @property
    def known(self) -> bool:
        return all(one.strong for one in self.everything)


def _person(asked: _Asked) -> tuple[Match, ...] | None:
    if not asked.known:
        return None
    parts = [Best(tuple(_one(found, part) for part in _parts(fields))) for fields, found in asked.roles]
    if asked.bare:
        alone = [_one(asked.bare, part) for role in PERSONS for part in played_by(role)]
        parts.insert(0, Best((*alone, *_family(asked.bare))))
    return tuple(parts)


def _one(words: Sequence[Spelled], field: str) -> Match:
    """All words in one person, or in one part of another kind."""
    return All(tuple(_strong(one, (field,), _lift(words, one, field)) for one in words))


def _family(words: Sequence[Spelled]) -> Iterator[Match]:
    """A child with its parents, or two spouses, named in one breath: every word in one of them, two of them in the first."""
    again = any(one.word.again for one in words)
    if len(words) < FAMILY_FROM and not again:
        return
    parts = tuple(part for role in KIN for part in played_by(role))
    once = [one for one in words if not one.word.again]
    each = [Best(tuple(_strong(one, (part,), _lift(words, one, part)) for part in parts)) for one in once]
    twice = [_twice(one, words, parts) for one in words if one.word.again]
    least = min(2, len(once))
    own = [AtLeast(least, tuple(_strong(one, (part,)) for one in words)) for part in played_by(SELF)]
    # The two alternatives are one requirement that weighs nothing.
    yield All((*each, *twice, AtLeast(1, tuple(own))))
    if not again and len(words) == FAMILY_FROM:
        yield from _by_given_names(words, parts)


def _by_given_names(words: Sequence[Spelled], parts: Sequence[str]) -> Iterator[Match]:
    """Child, father and mother by one name each: every word as it is written, the first in the child; behind all others."""
    exact = [replace(one, strong=tuple(other for other in one.strong if other.word == one.word.term)) for one in words]
    if all(one.strong for one in exact):
        each = [Best(tuple(_strong(one, (part,)) for part in parts)) for one in exact]
        first, *rest = exact
        parents = (AtLeast(1, tuple(_strong(one, played_by(role)) for one in rest)) for role in ("father", "mother"))
        yield All((*each, AtLeast(1, (_strong(first, played_by(SELF)),)), *parents))


def _twice(again: Spelled, words: Sequence[Spelled], parts: Sequence[str]) -> Match:
    """A word that was asked twice is met in two persons, or twice in the name of one."""
    (first,) = (one for one in words if one.word.term == again.word.term and not one.word.again)
    return AtLeast(2, tuple(_strong(surest(one), (part,)) for one in (first, again) for part in parts))


def _near(asked: _Asked) -> tuple[Match, ...] | None:
    if len(asked.everything) < 2:
        return None
    parts: list[Match] = []
    if asked.bare:
        parts.append(Best(tuple(_nearly(asked.bare, part, asked) for part in NEAR)))
    for fields, found in asked.roles:
        parts.append(Best(tuple(_nearly(found, part, asked) for part in _parts(fields))))
    if len(parts) > 1:
        sure = [AtLeast(1, tuple(_strong(one, _parts(one.word.fields) or NEAR) for one in asked.everything))]
        parts += sure
    return (*parts, *_unless(_person(asked)))


def _nearly(words: Sequence[Spelled], field: str, asked: _Asked) -> Match:
    """All words strong or doubtful, one strong at least where there are no others; of three or more, one may lack."""
    each = tuple(_either(one, field, _lift(words, one, field)) for one in words)
    alone = len(words) == len(asked.everything)
    strong = tuple(_strong(one, (field,)) for one in words)
    whole = All((*each, AtLeast(1, strong))) if alone else All(each)
    if len(words) < FAMILY_FROM:
        return whole
    wished = (Perhaps(_strong(one, (field,), SURE + _lift(words, one, field))) for one in words)
    return Best((whole, All((AtLeast(len(words) - 1, strong), *wished))))


def _distant(asked: _Asked) -> tuple[Match, ...] | None:
    if not any(one.strong for one in asked.everything):
        return None
    parts: list[Match] = []
    if asked.bare:
        parts.append(Best(tuple(_all_doubtful(asked.bare, part) for part in NEAR)))
    for fields, found in asked.roles:
        parts.append(Best(tuple(_all_doubtful(found, part) for part in _parts(fields))))
    return (*parts, *_unless(_person(asked)), *_unless(_near(asked)))


def _all_doubtful(words: Sequence[Spelled], field: str) -> Match:
    heavy = [tuple(other for other in one.doubtful if other.weight >= LEAST_DISTANT) for one in words]
    each = zip(words, heavy, strict=True)
    return All(tuple(Has(one.number, worth, (field,), _lift(words, one, field)) for one, worth in each))


def _mentions(asked: _Asked) -> tuple[Match, ...] | None:
    if asked.roles or not asked.known:
        return None
    return (_one(asked.bare, "mention"), *_unless(_person(asked)))


def _pages(asked: _Asked) -> tuple[Match, ...] | None:
    if not asked.known or any(fields != ("text",) for fields, _ in asked.roles):
        return None
    return (_one(asked.everything, "text"),)


def _officers(asked: _Asked) -> tuple[Match, ...] | None:
    return None if asked.roles or not asked.known else (_one(asked.bare, "officer"),)


def _scattered(asked: _Asked) -> tuple[Match, ...] | None:
    if not asked.bare or not asked.known:
        return None
    roles = [Best(tuple(_one(found, part) for part in _parts(fields))) for fields, found in asked.roles]
    others = (_person(asked), _mentions(asked), _officers(asked))
    each = [_anywhere(one) for one in asked.bare if not one.word.again]
    twice = [_twice(one, asked.bare, (*NEAR, "officer")) for one in asked.bare if one.word.again]
    return (*each, *twice, *roles, *(one for other in others for one in _unless(other)))


def _some(asked: _Asked) -> tuple[Match, ...] | None:
    if len(asked.everything) < 2:
        return None
    each = [_strong(one, _parts(one.word.fields) or NEAR) for one in asked.everything]
    return (AtLeast(1, tuple(each)), *(Perhaps(one) for one in each))


_GROUPS: dict[Group, Callable[[_Asked], tuple[Match, ...] | None]] = {
    Group.PERSON: _person,
    Group.NEAR: _near,
    Group.DISTANT: _distant,
    Group.MENTIONS: _mentions,
    Group.PAGES: _pages,
    Group.SCATTERED: _scattered,
    Group.OFFICERS: _officers,
    Group.SOME: _some,
}


def _unless(found: tuple[Match, ...] | None) -> Iterator[Match]:
    if found is not None:
        yield Without(All(found))


def _parts(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for role in fields for part in played_by(role))


def _lift(words: Sequence[Spelled], one: Spelled, field: str) -> float:
    """Principals come first, by the first word that was asked of a person."""
    return PRINCIPAL if one is words[0] and field in played_by(SELF) and not one.word.fields else 0.0


def _strong(one: Spelled, fields: tuple[str, ...], gain: float = 0.0) -> Match:
    if one.word.rest:
        return Phrase(one.number, (one.word.term, *one.word.rest), fields, one.strong[0].weight, gain)
    candidates = one.strong
    if one.word.again:
        candidates = tuple(other._replace(word=f"{other.word}{AGAIN}") for other in candidates)
    return Has(one.number, candidates, fields, gain)


def _either(one: Spelled, field: str, gain: float) -> Match:
    """Strong or doubtful; a phrase has no doubtful words."""
    sure = _strong(one, (field,), SURE + gain)
    return Best((sure, Has(one.number, one.doubtful, (field,), gain))) if one.doubtful else sure


def _anywhere(one: Spelled) -> Match:
    return _strong(one, one.word.fields)
