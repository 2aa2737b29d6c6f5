"""The register dictionary: every distinct term of the registers with its number, by script; a value that only grows anew."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from archive.model.message import tell
from indexer.errors import IndexerError
from indexer.names.analysis.script import Script, script_of
from indexer.names.analysis.unread import is_partial
from indexer.names.letter_model.letter_table import ALPHABETS
from indexer.names.register_words.word_arrays import WordShelf, of_arrays, same_shape, shelve

ANALYSIS = 1
"""The version of tokeniser, sounds and arrays: another one makes another dictionary of the same registers."""


class UnreadableDictionary(IndexerError, ValueError):
    """What was given is no dictionary of this version; says what to do."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`shelves` by script; `partial` are the terms with letters that nobody could read, with their numbers.

    `version` is the digest of all of it: weights of another version belong to another index.
    """

    shelves: Mapping[Script, WordShelf]
    partial: Mapping[str, int]
    version: str

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> Dictionary:
        """A dictionary of terms and how often each stands in the registers."""
        return _made(counted, {})

    def extended(self, terms: Iterable[str]) -> Dictionary:
        """The dictionary with the terms of more registers, each occurrence counted."""
        added = Counter(terms)
        return _made(Counter(self.counts()) + added, self.shelves) if added else self

    def changed(self, by: Mapping[str, int]) -> Dictionary:
        """The dictionary with so many more of each term, or fewer; a term of which none is left goes."""
        if not any(by.values()):
            return self
        counted = Counter(self.counts())
        counted.update(by)
        return _made(+counted, self.shelves)

    def counts(self) -> dict[str, int]:
        """Every term with its number."""
        found = dict(self.partial)
        for shelf in self.shelves.values():
            found.update(zip(shelf.words, shelf.counts.tolist(), strict=True))
        return found

    def count(self, word: str) -> int:
        """How often a term stands in the registers."""
        shelf = self.shelves[script_of(word)]
        rows = shelf.within(word)
        if len(rows) and shelf.words[rows[0]] == word:
            return int(shelf.counts[rows[0]])
        return self.partial.get(word, 0)

    def __len__(self) -> int:
        return len(self.partial) + sum(len(shelf.words) for shelf in self.shelves.values())

    def to_bytes(self) -> bytes:
        """One line of JSON, the words of each script, their arrays: what `of_bytes` reads back without analysing anything."""
        head = {
            "dictionary": ANALYSIS,
            "version": self.version,
            "partial": dict(self.partial),
            "words": {script: list(shelf.words) for script, shelf in self.shelves.items()},
        }
        arrays = b"".join(
            part.tobytes()
            for shelf in self.shelves.values()
            for part in (shelf.counts.astype("<i8"), shelf.lengths.astype("<i8"), shelf.letters, shelf.sounded)
        )
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + arrays

    @classmethod
    def of_bytes(cls, kept: bytes) -> Dictionary:
        """Read what `to_bytes` wrote; UnreadableDictionary when it is of another version or was cut short."""
        line, _, arrays = kept.partition(b"\n")
        try:
            head = json.loads(line)
            if head["dictionary"] != ANALYSIS:
                raise UnreadableDictionary(
                    tell(
                        "the name dictionary is of analysis {head}, this program's is {analysis}: index anew",
                        head=head["dictionary"],
                        analysis=ANALYSIS,
                    )
                )
            shelves, at = {}, 0
            for script in Script:
                words = head["words"][script]
                shelf, at = _shelf(words, arrays, at)
                shelves[script] = shelf
            if at != len(arrays) or _version(shelves, head["partial"]) != head["version"]:
                raise UnreadableDictionary(tell("the name dictionary is damaged: index anew"))
        except (KeyError, TypeError, ValueError) as broken:
            if isinstance(broken, UnreadableDictionary):
                raise
            raise UnreadableDictionary(tell("the name dictionary is damaged: index anew")) from broken
        return cls(shelves, head["partial"], head["version"])


def _shelf(words: list[str], arrays: bytes, at: int) -> tuple[WordShelf, int]:
    number = len(words)
    ends = np.cumsum([at, 8 * number, 8 * number, 24 * number, 24 * number])
    parts = [arrays[begin:end] for begin, end in pairwise(ends)]
    counts, lengths = (np.frombuffer(part, dtype="<i8").astype(np.int64) for part in parts[:2])
    spelled, sounded = (np.frombuffer(part, dtype=np.uint8).reshape(number, 24) for part in parts[2:])
    shelf = of_arrays(words, counts, spelled, lengths, sounded)
    if not same_shape(shelf):
        raise UnreadableDictionary(tell("the name dictionary is damaged: index anew"))
    return shelf, int(ends[-1])


def _made(counted: Mapping[str, int], known: Mapping[Script, WordShelf]) -> Dictionary:
    by_script: dict[Script, dict[str, int]] = {script: {} for script in Script}
    partial: dict[str, int] = {}
    for term, number in counted.items():
        if is_partial(term):
            partial[term] = number
        else:
            by_script[script_of(term)][term] = number
    shelves = {
        script: shelve(counts, ALPHABETS.get(script, ""), known.get(script)) for script, counts in by_script.items()
    }
    return Dictionary(shelves, dict(sorted(partial.items())), _version(shelves, partial))


def _version(shelves: Mapping[Script, WordShelf], partial: Mapping[str, int]) -> str:
    digest = hashlib.sha256(f"khizana names {ANALYSIS}\n".encode())
    for script in Script:
        shelf = shelves[script]
        digest.update("\n".join(shelf.words).encode("utf-8", "surrogatepass") + b"\0")
        for part in (shelf.counts.astype("<i8"), shelf.lengths.astype("<i8"), shelf.letters, shelf.sounded):
            digest.update(part.tobytes())
    digest.update(json.dumps(sorted(partial.items())).encode())
    return digest.hexdigest()
