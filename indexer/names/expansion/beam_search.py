"""Walks through a trie with the odds of one query word: every stored word that the letter model does not rule out is met.

Probabilities are summed over every way in which one word can have become the other. At each depth the beginnings that promise
most go on, at most so many. Compiled by numba, and kept compiled between runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit

from indexer.names.letter_model.query_likelihoods import BEFORE, GIVING, HOLDING, Read, Singles, StoredWritesQuery
from indexer.names.register_words.trie import Bytes, Ids, Trie

_Function = TypeVar("_Function", bound=Callable[..., object])

ACROSS, WITHIN = 5_000, 1_500
"""Beginnings of one depth that are gone on with, where the other script is looked through, and where the query's own is."""
HOPE = np.float32(np.exp(-17.0))
"""A beginning that promises so much less than the best of its depth is left."""
GAIN_TARGET, GAIN_SOURCE = 1.2, 2.2
"""What each letter of the query that is to come may add to the logarithm: of one that is written, and one that writes."""
OCTAVE_PART = 19
"""Bits of a number of single precision below a sixteenth of an octave."""
LEAST = 0.01
"""Words of lesser odds are not told: only the commonest would gain enough to weigh anything."""


def met_writing(trie: Trie, odds: StoredWritesQuery, kept: int = ACROSS) -> tuple[Ids, Singles]:
    """Rows of stored words that may have been written as the query, and how much likelier than by chance."""
    hope = np.zeros((2, len(odds.start)), dtype=np.float32)
    hope[0, : odds.length + 1] = np.exp(GAIN_TARGET * np.arange(odds.length, -1, -1))
    hope[1, :-2] = hope[0, 2:]
    return _written(*_shape(trie), odds.start, odds.steps, odds.ending, hope, trie.depth, kept)


def met_reading(trie: Trie, odds: Read, kept: int = ACROSS) -> tuple[Ids, Singles]:
    """Rows of stored words that the query may have written, and how much likelier than by chance."""
    hope = np.exp(GAIN_SOURCE * np.arange(odds.length, -1, -1)).astype(np.float32)
    one, two, three, four = odds.letter
    none, single, double = odds.between
    return _read(*_shape(trie), one, two, three, four, none, single, double, odds.usual, hope, trie.depth, kept)


def _shape(trie: Trie) -> tuple[Ids, Bytes, Singles, Ids, Ids]:
    return trie.first, trie.letter, trie.preference, trie.ends, trie.rows


def _compiled(function: _Function) -> _Function:
    """Kept where numba finds a folder for it; somebody who may write nowhere waits while it is compiled."""
    try:
        return cast(_Function, njit(cache=True, nogil=True, fastmath=True)(function))
    except RuntimeError:
        return cast(_Function, njit(nogil=True, fastmath=True)(function))


@_compiled
def _children(first: Ids, live: Ids) -> int:
    """How many nodes are below these."""
    number = 0
    for node in live:
        number += first[node + 1] - first[node]
    return number


@_compiled
def _best(promise: Singles, nodes: Ids, after: Singles, number: int, kept: int) -> tuple[Ids, Singles]:
    """The beginnings that go on, with their states: as many sixteenths of an octave from the best down as are `kept` at most."""
    best = np.zeros(1, np.float32)
    for at in range(number):
        best[0] = max(best[0], promise[at])
    hopeless = (best * HOPE).view(np.int32)[0] >> OCTAVE_PART
    parts = (
        promise[:number].view(np.int32) >> OCTAVE_PART
    )  # the bits of positive numbers are in the order of the numbers
    counts = np.zeros(1 << (32 - OCTAVE_PART), np.int32)
    for at in range(number):
        counts[parts[at]] += 1
    least, above = (best.view(np.int32)[0] >> OCTAVE_PART) + 1, 0
    while least - 1 > hopeless and above + counts[least - 1] <= kept:
        least -= 1
        above += counts[least]
    going = 0
    for at in range(number):
        if parts[at] >= least:
            nodes[going] = nodes[at]
            for j in range(after.shape[1]):
                after[going, j] = after[at, j]
            going += 1
    return nodes[:going], after[:going]


@_compiled
def _told(
    rows: Ids, ends: Ids, node: np.int32 | int, odds: np.float32, told_rows: Ids, told_odds: Singles, told: int
) -> tuple[Ids, Singles, int]:
    """Add the words that end at a node; the arrays, longer where they were full, and how many they hold."""
    for at in range(ends[node], ends[node + 1]):
        if told == len(told_rows):
            told_rows = np.concatenate((told_rows, np.empty(told, np.int32)))
            told_odds = np.concatenate((told_odds, np.empty(told, np.float32)))
        told_rows[told], told_odds[told] = rows[at], odds
        told += 1
    return told_rows, told_odds, told


@_compiled
def _written(
    first: Ids,
    letter: Bytes,
    preference: Singles,
    ends: Ids,
    rows: Ids,
    start: Singles,
    steps: Singles,
    ending: Singles,
    hope: Singles,
    depth: int,
    kept: int,
) -> tuple[Ids, Singles]:
    """A row a beginning: the odds of having written so many letters of the query, then of holding one for the next letter.

    Few arrays, each with all of a beginning, let the compiler take several places at a time.
    """
    width = len(start)
    held = 2 * BEFORE + width
    live = np.zeros(1, np.int32)
    state = np.zeros((1, held + width), np.float32)
    state[0, BEFORE : BEFORE + width] = start
    told_rows, told_odds, told = np.empty(1024, np.int32), np.empty(1024, np.float32), 0
    for place in range(depth):
        number = _children(first, live)
        after = np.empty((number, held + width), np.float32)
        after[:, :BEFORE] = 0
        after[:, BEFORE + width : held] = 0
        promise, nodes = np.empty(number, np.float32), np.empty(number, np.int32)
        position, last, number = min(place, 1), 2 * min(place, 1), 0
        for parent in range(len(live)):
            before = state[parent]
            for node in range(first[live[parent]], first[live[parent] + 1]):
                own = letter[node]
                if ends[node + 1] > ends[node]:
                    odds = np.float32(0)
                    for j in range(width):
                        odds += (
                            before[BEFORE + j] * ending[last, own, 0, j] + before[held + j] * ending[last, own, 1, j]
                        )
                    if odds > LEAST:
                        told_rows, told_odds, told = _told(rows, ends, node, odds, told_rows, told_odds, told)
                if first[node + 1] == first[node]:
                    continue
                step, new, best = steps[position, own], after[number], np.float32(0)
                for j in range(width):
                    new[BEFORE + j] = (
                        before[BEFORE + j] * step[0, j]
                        + before[BEFORE + j - 1] * step[1, j]
                        + before[BEFORE + j - 2] * step[2, j]
                        + before[BEFORE + j - 3] * step[3, j]
                        + before[BEFORE + j - 4] * step[4, j]
                        + before[held + j - 2] * step[GIVING, j]
                        + before[held + j - 3] * step[GIVING + 1, j]
                    )
                    new[held + j] = (
                        before[BEFORE + j] * step[HOLDING, j] + before[BEFORE + j - 1] * step[HOLDING + 1, j]
                    )
                for j in range(width):
                    best = max(best, new[BEFORE + j] * hope[0, j], new[held + j] * hope[1, j])
                promise[number], nodes[number] = best * preference[node], node
                number += 1
        if number == 0:
            break
        live, state = _best(promise, nodes, after, number, kept)
    return told_rows[:told], told_odds[:told]


@_compiled
def _read(
    first: Ids,
    letter: Bytes,
    preference: Singles,
    ends: Ids,
    rows: Ids,
    one0: Singles,
    one1: Singles,
    one2: Singles,
    one3: Singles,
    gap0: Singles,
    gap1: Singles,
    gap2: Singles,
    usual: Singles,
    hope: Singles,
    depth: int,
    kept: int,
) -> tuple[Ids, Singles]:
    """A row a beginning, in parts with a place for each letter of the query that was read: the odds now, before and after what
    comes between; the same of a letter ago; after what comes between of two letters ago. Last the letter before its last one.
    """
    places, base = len(hope), len(usual)
    passed, ago, passed_ago, passed_before, penult = places, 2 * places, 3 * places, 4 * places, 5 * places
    live = np.zeros(1, np.int32)
    state = np.zeros((1, penult + 1), np.float32)
    state[0, 0] = 1.0
    for i in range(places):
        if i:
            state[0, i] = state[0, passed + i - 1] * one0[0, i - 1]
        state[0, passed + i] = state[0, i] * gap0[0, i]
    told_rows, told_odds, told = np.empty(1024, np.int32), np.empty(1024, np.float32), 0
    for _ in range(depth):
        number = _children(first, live)
        after = np.empty((number, penult + 1), np.float32)
        promise, nodes = np.empty(number, np.float32), np.empty(number, np.int32)
        number = 0
        for parent in range(len(live)):
            before, second = state[parent], letter[live[parent]]
            third = np.int64(before[penult])
            for node in range(first[live[parent]], first[live[parent] + 1]):
                own = letter[node]
                two = second * base + own
                three = third * base * base + two
                chance, best = usual[second, own], np.float32(0)
                new = after[number]
                for i in range(places):
                    now = np.float32(0)
                    if i:
                        now = new[passed + i - 1] * one0[0, i - 1] + chance * (
                            before[passed + i - 1] * one1[own, i - 1]
                            + before[passed_ago + i - 1] * one2[two, i - 1]
                            + before[passed_before + i - 1] * one3[three, i - 1]
                        )
                    between = before[i] * gap1[own, i] + before[ago + i] * gap2[two, i]
                    new[i], new[passed + i] = now, now * gap0[0, i] + chance * between
                    new[ago + i], new[passed_ago + i] = chance * before[i], chance * before[passed + i]
                    new[passed_before + i] = chance * before[passed_ago + i]
                    best = max(best, new[passed + i] * hope[i])
                new[penult] = second
                if ends[node + 1] > ends[node]:
                    odds = new[passed + places - 1] * usual[own, 0]
                    if odds > LEAST:
                        told_rows, told_odds, told = _told(rows, ends, node, odds, told_rows, told_odds, told)
                if first[node + 1] > first[node]:
                    promise[number], nodes[number] = best * preference[node], node
                    number += 1
        if number == 0:
            break
        live, state = _best(promise, nodes, after, number, kept)
    return told_rows[:told], told_odds[:told]
