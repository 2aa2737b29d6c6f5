"""Walks through a trie with the odds of one query word: every stored word that the letter model does not rule out is met.

Probabilities are summed over every way in which one word can have become the other. At each depth the beginnings that promise
most go on, at most so many. Compiled by numba, and kept compiled between runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

import numpy as np
from numba import njit

from indexer.names.odds import BEFORE, Read, Singles, Written
from indexer.names.trie import Bytes, Ids, Trie

_Function = TypeVar("_Function", bound=Callable[..., object])

KEPT = 3_000
"""Beginnings of one depth that are gone on with."""
HOPE = np.float32(np.exp(-15.0))
"""A beginning that promises so much less than the best of its depth is left."""
GAIN_TARGET, GAIN_SOURCE = 1.2, 2.2
"""What each letter of the query that is to come may add to the logarithm: of one that is written, and one that writes."""
LEAST = 1e-3
"""Words of lesser odds are not told."""


def met_writing(trie: Trie, odds: Written) -> tuple[Ids, Singles]:
    """Rows of stored words that may have been written as the query, and how much likelier than by chance."""
    width = len(odds.start)
    hope = np.zeros(width, dtype=np.float32)
    hope[: odds.length + 1] = np.exp(GAIN_TARGET * np.arange(odds.length, -1, -1))
    return _written(
        *_shape(trie),
        odds.start,
        odds.onward,
        odds.ending,
        odds.holding,
        odds.giving,
        odds.giving_last,
        hope,
        np.concatenate([hope[2:], np.zeros(2, dtype=np.float32)]),
        trie.depth,
    )


def met_reading(trie: Trie, odds: Read) -> tuple[Ids, Singles]:
    """Rows of stored words that the query may have written, and how much likelier than by chance."""
    hope = np.exp(GAIN_SOURCE * np.arange(odds.length, -1, -1)).astype(np.float32)
    one, two, three, four = odds.letter
    none, single, double = odds.between
    return _read(*_shape(trie), one, two, three, four, none, single, double, odds.usual, hope, trie.depth)


def _shape(trie: Trie) -> tuple[Ids, Bytes, Singles, Ids, Ids]:
    return trie.first, trie.letter, trie.preference, trie.ends, trie.rows


def _compiled(function: _Function) -> _Function:
    return cast(_Function, njit(cache=True, nogil=True, fastmath=True)(function))


@_compiled
def _least(promise: Singles, number: int) -> np.float32:
    """What a beginning must promise to go on."""
    best = np.float32(0)
    for at in range(number):
        best = max(best, promise[at])
    cut = best * HOPE
    above = 0
    for at in range(number):
        above += promise[at] > cut
    if above > KEPT:
        cut = np.partition(promise[:number], number - KEPT)[number - KEPT]
    return cut


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
    onward: Singles,
    ending: Singles,
    holding: Singles,
    giving: Singles,
    giving_last: Singles,
    hope: Singles,
    held_hope: Singles,
    depth: int,
) -> tuple[Ids, Singles]:
    """For each beginning: the odds of having written so many letters of the query, and of holding one for the next letter."""
    width = len(start)
    live = np.zeros(1, np.int32)
    at = np.zeros((1, BEFORE + width), np.float32)
    held = np.zeros((1, BEFORE + width), np.float32)
    at[0, BEFORE:] = start
    told_rows, told_odds, told = np.empty(1024, np.int32), np.empty(1024, np.float32), 0
    for place in range(depth):
        number = 0
        for begun in live:
            number += first[begun + 1] - first[begun]
        after = np.zeros((number, BEFORE + width), np.float32)
        holds = np.zeros((number, BEFORE + width), np.float32)
        promise, nodes = np.empty(number, np.float32), np.empty(number, np.int32)
        position, last, number = min(place, 1), 2 * min(place, 1), 0
        for parent in range(len(live)):
            a, h = at[parent], held[parent]
            for node in range(first[live[parent]], first[live[parent] + 1]):
                own = letter[node]
                if ends[node + 1] > ends[node]:
                    odds = np.float32(0)
                    for j in range(width):
                        odds += a[BEFORE + j] * ending[last, own, j] + h[BEFORE + j] * giving_last[last, own, j]
                    if odds > LEAST:
                        told_rows, told_odds, told = _told(rows, ends, node, odds, told_rows, told_odds, told)
                if first[node + 1] == first[node]:
                    continue
                on, gives, keeps = onward[position, own], giving[position, own], holding[position, own]
                new, waits, best = after[number], holds[number], np.float32(0)
                for j in range(width):
                    found = h[BEFORE + j - 2] * gives[0, j] + h[BEFORE + j - 3] * gives[1, j]
                    for taken in range(BEFORE + 1):
                        found += a[BEFORE + j - taken] * on[taken, j]
                    new[BEFORE + j] = found
                    waits[BEFORE + j] = a[BEFORE + j] * keeps[0, j] + a[BEFORE + j - 1] * keeps[1, j]
                    best = max(best, max(found * hope[j], waits[BEFORE + j] * held_hope[j]))
                promise[number], nodes[number] = best * preference[node], node
                number += 1
        if number == 0:
            break
        going = promise[:number] > _least(promise, number)
        live, at, held = nodes[:number][going], after[:number][going], holds[:number][going]
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
) -> tuple[Ids, Singles]:
    """Five rows a beginning: before and after what comes between, now, then the same of one and of two letters ago."""
    places = len(hope)
    base = len(usual)
    live, ids = np.zeros(1, np.int32), np.zeros(1, np.int32)
    state = np.zeros((1, 5, places), np.float32)
    state[0, 0, 0] = 1.0
    for i in range(places):
        if i:
            state[0, 0, i] = state[0, 1, i - 1] * one0[0, i - 1]
        state[0, 1, i] = state[0, 0, i] * gap0[0, i]
    told_rows, told_odds, told = np.empty(1024, np.int32), np.empty(1024, np.float32), 0
    for _ in range(depth):
        number = 0
        for begun in live:
            number += first[begun + 1] - first[begun]
        after = np.empty((number, 5, places), np.float32)
        promise, nodes, strings = np.empty(number, np.float32), np.empty(number, np.int32), np.empty(number, np.int32)
        number = 0
        for parent in range(len(live)):
            before = state[parent]
            for node in range(first[live[parent]], first[live[parent] + 1]):
                own = letter[node]
                two, three = (ids[parent] % base) * base + own, ids[parent] * base + own
                chance = usual[ids[parent] % base, own]
                new, best = after[number], np.float32(0)
                for i in range(places):
                    now = np.float32(0)
                    if i:
                        now = new[1, i - 1] * one0[0, i - 1] + chance * (
                            before[1, i - 1] * one1[own, i - 1]
                            + before[3, i - 1] * one2[two, i - 1]
                            + before[4, i - 1] * one3[three, i - 1]
                        )
                    between = chance * (before[0, i] * gap1[own, i] + before[2, i] * gap2[two, i])
                    new[0, i], new[1, i] = now, now * gap0[0, i] + between
                    new[2, i], new[3, i], new[4, i] = (
                        chance * before[0, i],
                        chance * before[1, i],
                        chance * before[3, i],
                    )
                    best = max(best, new[1, i] * hope[i])
                if ends[node + 1] > ends[node]:
                    odds = new[1, places - 1] * usual[own, 0]
                    if odds > LEAST:
                        told_rows, told_odds, told = _told(rows, ends, node, odds, told_rows, told_odds, told)
                if first[node + 1] > first[node]:
                    promise[number], nodes[number], strings[number] = best * preference[node], node, two
                    number += 1
        if number == 0:
            break
        going = promise[:number] > _least(promise, number)
        live, ids, state = nodes[:number][going], strings[:number][going], after[:number][going]
    return told_rows[:told], told_odds[:told]
