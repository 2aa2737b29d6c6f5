"""What a document must have, as a tree of seven kinds of node, and what each weighs: the definition for every engine. Pure.

Weights are multiples of 1/64, so that sums and greatest ones are exact everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, Protocol, assert_never

from indexer.names.expansion.expand import Candidate


class Met(NamedTuple):
    """By which stored word a document meets query word `number`, in which part (empty where any will do), and what it adds.

    `gain` is what it adds for where it stands, beside its own weight.
    """

    number: int
    word: str
    field: str
    weight: float
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Has:
    """One of these words in one of these parts, of the whole document where none is named; the heaviest counts, with `gain`.

    The heaviest candidates stand first.
    """

    number: int
    candidates: tuple[Candidate, ...]
    fields: tuple[str, ...] = ()
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words one after another in one value of one of these parts, of any part where none is named."""

    number: int
    words: tuple[str, ...]
    fields: tuple[str, ...]
    weight: float
    gain: float = 0.0


@dataclass(frozen=True, slots=True)
class All:
    """Every part must hold; they add up."""

    parts: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Best:
    """One part at least must hold; the heaviest counts."""

    parts: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many parts must hold; they weigh nothing."""

    least: int
    parts: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Perhaps:
    """Adds what it weighs where it holds."""

    part: Match


@dataclass(frozen=True, slots=True)
class Without:
    """Must not hold."""

    part: Match


Match = Has | Phrase | All | Best | AtLeast | Perhaps | Without


class Words(Protocol):
    """The words of one document, ready to be asked."""

    @property
    def parts(self) -> Mapping[str, frozenset[str]]: ...

    @property
    def anywhere(self) -> frozenset[str]: ...

    def said(self, fields: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The values of these parts, each with its part and its words in order; of all parts where none is named."""


def meets(match: Match, words: Words) -> tuple[Met, ...] | None:
    """How a document meets a tree, the reference for every engine; None where it does not."""
    match match:
        case Has():
            return _has(match, words)
        case Phrase():
            found = (field for field, said in words.said(match.fields) if _follow(match.words, said))
            field = next(found, None)
            return None if field is None else (Met(match.number, match.words[0], field, match.weight, match.gain),)
        case All(parts):
            made: tuple[Met, ...] = ()
            for part in parts:
                met = meets(part, words)
                if met is None:
                    return None
                made += met
            return made
        case Best(parts):
            each = (meets(part, words) for part in parts)
            return max((met for met in each if met is not None), key=weight, default=None)
        case AtLeast(least, parts):
            return () if sum(meets(part, words) is not None for part in parts) >= least else None
        case Perhaps(part):
            return meets(part, words) or ()
        case Without(part):
            return () if meets(part, words) is None else None
        case _:
            assert_never(match)


def weight(met: tuple[Met, ...]) -> float:
    """What it adds up to."""
    return sum(one.weight + one.gain for one in met)


def in_order(match: Match) -> bool:
    """Whether some words must follow one another: what no index of single words can tell."""
    match match:
        case Has():
            return False
        case Phrase():
            return True
        case All(parts) | Best(parts) | AtLeast(_, parts):
            return any(map(in_order, parts))
        case Perhaps(part) | Without(part):
            return in_order(part)
        case _:
            assert_never(match)


def size(match: Match) -> int:
    """How many terms an engine is asked for: servers take only so many."""
    match match:
        case Has(_, words, fields) | Phrase(_, words, fields):
            return len(words) * max(1, len(fields))
        case All(parts) | Best(parts) | AtLeast(_, parts):
            return sum(map(size, parts))
        case Perhaps(part) | Without(part):
            return size(part)
        case _:
            assert_never(match)


def _has(asked: Has, words: Words) -> tuple[Met] | None:
    here = [("", words.anywhere)] if not asked.fields else []
    here += [(field, words.parts[field]) for field in asked.fields if field in words.parts]
    for one in asked.candidates if here else ():
        for field, has in here:
            if one.word in has:
                return (Met(asked.number, one.word, field, one.weight, asked.gain),)
    return None


def _follow(wanted: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[at : at + len(wanted)] == wanted for at in range(len(said) - len(wanted) + 1))


Tokenise = Callable[[str], tuple[str, ...]]
"""What makes terms of a text."""
