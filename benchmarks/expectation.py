"""Expectation-maximisation for the letter model, many pairs at once.

A pair is either a true one, written by the letter model, or a misaligned one, written by chance (letter after letter as usual in
the script); how probably it is a true one weighs what it teaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.names.letter_model.noisy_channel import FIRST, INNER, LAST, Channel, Floats, Letters, letters

Ids = npt.NDArray[np.int32]

VOWEL_LIKE, CONSONANTS = "aeiouywh", "bcdfghjklmnpqrstvwxyz"
"""A letter writes vowels or consonants, not both: what stands between the consonants of an Arabic word is inserted."""
MISALIGNED = 0.15
"""The share of pairs that are taken to be misaligned before anything is known."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one iteration found: mean log-likelihood of a pair, share held to be true, trust in and fit of each pair."""

    likelihood: float
    true: float
    trust: Floats
    fit: Floats


WRITTEN = 3
"""Letters that one letter can write at most."""


def strings(found: Letters, size: int, longest: int = WRITTEN) -> list[Ids]:
    """For 0 to `longest` letters: the number of the string that begins at each place, `size` being the alphabet's with 0."""
    wide = found.astype(np.int32)
    width = found.shape[1]
    ids = [np.zeros_like(wide), wide]
    for length in range(2, longest + 1):
        longer = np.zeros_like(wide)
        longer[:, : width - length + 1] = ids[-1][:, : width - length + 1] * size + wide[:, length - 1 :]
        ids.append(longer)
    return ids


def by_chance(channel: Channel, targets: Letters, lengths: npt.NDArray[np.int64]) -> Floats:
    """The log probability of each word as any word of the target's script, whatever its source."""
    edged = np.zeros((len(targets), targets.shape[1] + 2), dtype=np.uint8)
    edged[:, 1:-1] = targets
    steps = channel.usual[edged[:, :-1], edged[:, 1:]]
    summed: Floats = np.where(np.arange(steps.shape[1]) <= lengths[:, None], steps, 0.0).sum(axis=1)
    return summed


def usual(words: Sequence[str], alphabet: str) -> Floats:
    """Log probability of each letter after each other letter, 0 being the edge of a word; one is added to every count."""
    found, lengths = letters(words, alphabet)
    size = len(alphabet) + 1
    counts = np.ones((size, size))
    edged = np.pad(found, ((0, 0), (1, 1)))
    inside = np.arange(edged.shape[1] - 1) <= lengths[:, None]
    np.add.at(counts, (edged[:, :-1][inside], edged[:, 1:][inside]), 1.0)
    return np.log(counts / counts.sum(axis=1, keepdims=True))


def start(source: str, target: str, most: int, common: Floats, inner: str) -> Channel:
    """A channel that knows lengths, that letters of one script mostly stay, and what may come between letters."""
    size, base = len(source) + 1, len(target) + 1
    shares = [0.08, 0.6, 0.25, 0.07][: most + 1]
    written = [np.full((3 * size, base**k), shares[k] / len(target) ** k) for k in range(most + 1)]
    if source == target:
        for letter in range(1, size):
            for place in range(3):
                written[1][place * size + letter] *= 0.2
                written[1][place * size + letter, letter] = 0.5
    else:
        for k in range(2, most + 1):
            vowels, consonants = (_product(_allowed(target, some), k) for some in (VOWEL_LIKE, CONSONANTS))
            written[k] *= np.maximum(vowels, consonants)
    inserted = [np.full((3, base**k), share / base**k) for k, share in enumerate([0.85, 0.1, 0.04, 0.01][: most + 1])]
    for k in range(1, most + 1):
        inserted[k][INNER] *= _product(_allowed(target, inner), k)
    return Channel(source, target, tuple(written), tuple(inserted), common)


def _allowed(alphabet: str, some: str) -> Floats:
    found = np.zeros(len(alphabet) + 1)
    found[[alphabet.index(letter) + 1 for letter in some]] = 1.0
    return found


def _product(allowed: Floats, length: int) -> Floats:
    found = allowed
    for _ in range(length - 1):
        found = np.multiply.outer(found, allowed).ravel()
    return found


def iterate(channel: Channel, pairs: Sequence[tuple[str, str]], weights: Floats) -> tuple[Channel, Round]:
    """One step: expected counts under the channel, and the channel that makes them most likely."""
    written = [np.full_like(row, 1e-9) for row in channel.written]
    inserted = [np.full_like(row, 1e-9) for row in channel.inserted]
    for counts, rows in ((written, channel.written), (inserted, channel.inserted)):
        for count, row in zip(counts, rows, strict=True):
            count[row == 0] = 0.0
    trust, fit, total = np.zeros(len(pairs)), np.zeros(len(pairs)), 0.0
    for batch in _batches(pairs):
        mixed, fit[batch], trust[batch] = _count(
            channel, [pairs[at] for at in batch], weights[batch], written, inserted
        )
        total += mixed
    seen = sum(row.sum(axis=1) for row in written)
    between = sum(row.sum(axis=1) for row in inserted)
    better = Channel(
        channel.source,
        channel.target,
        tuple(row / seen[:, None] for row in written),
        tuple(row / between[:, None] for row in inserted),
        channel.usual,
    )
    return better, Round(total / weights.sum(), float((trust * weights).sum() / weights.sum()), trust, fit)


def _batches(pairs: Sequence[tuple[str, str]], most: int = 4000) -> Iterator[npt.NDArray[np.int64]]:
    order = np.array(sorted(range(len(pairs)), key=lambda at: (len(pairs[at][0]), len(pairs[at][1]))), dtype=np.int64)
    lengths = np.array([len(pairs[at][0]) for at in order])
    for length in np.unique(lengths):
        same = order[lengths == length]
        yield from (same[begin : begin + most] for begin in range(0, len(same), most))


def _count(
    channel: Channel, pairs: Sequence[tuple[str, str]], weights: Floats, written: list[Floats], inserted: list[Floats]
) -> tuple[float, Floats, Floats]:
    """Forward and backward over pairs whose sources are of one length; adds to the counts, returns likelihood, fits and trust."""
    sources, source_lengths = letters([one for one, _ in pairs], channel.source)
    targets, lengths = letters([other for _, other in pairs], channel.target)
    size, length, width = len(channel.source) + 1, int(source_lengths[0]), int(lengths.max())
    padded = np.pad(targets[:, :width], ((0, 0), (0, 1)))
    ids = strings(padded, len(channel.target) + 1, channel.most)
    fits = [np.arange(width + 1)[None, :] + k <= lengths[:, None] for k in range(channel.most + 1)]
    steps: list[tuple[bool, npt.NDArray[np.int64]]] = [(False, np.full(len(pairs), FIRST))]
    for place in range(length):
        last = place + 1 == length
        position = LAST if last and place else INNER if place else FIRST
        steps.append((True, position * size + sources[:, place].astype(np.int64)))
        steps.append((False, np.full(len(pairs), LAST if last else INNER)))

    def emitting(step: tuple[bool, npt.NDArray[np.int64]]) -> list[Floats]:
        table = channel.written if step[0] else channel.inserted
        return [np.where(fits[k], table[k][step[1][:, None], ids[k]], 0.0) for k in range(channel.most + 1)]

    emitted = [emitting(step) for step in steps]
    forward = [np.zeros((len(pairs), width + 1))]
    forward[0][:, 0] = 1.0
    for probabilities in emitted:
        at, after = forward[-1], forward[-1] * probabilities[0]
        for k in range(1, channel.most + 1):
            after[:, k:] += at[:, : width + 1 - k] * probabilities[k][:, : width + 1 - k]
        forward.append(after)
    rows = np.arange(len(pairs))
    whole = np.maximum(forward[-1][rows, lengths], 1e-300)
    as_chance = by_chance(channel, targets, lengths)
    true = 1.0 / (1.0 + np.exp(np.clip(as_chance - np.log(whole) + np.log(MISALIGNED / (1 - MISALIGNED)), -500, 500)))
    share = (weights * true / whole)[:, None]
    behind = np.zeros((len(pairs), width + 1))
    behind[rows, lengths] = 1.0
    for step, probabilities, before in zip(reversed(steps), reversed(emitted), reversed(forward[:-1]), strict=True):
        table = written if step[0] else inserted
        earlier = np.zeros_like(behind)
        for k in range(channel.most + 1):
            reach = width + 1 - k
            through = probabilities[k][:, :reach] * behind[:, k:]
            earlier[:, :reach] += through
            expected = before[:, :reach] * through * share
            some = expected > 1e-8
            owners = np.broadcast_to(step[1][:, None], some.shape)
            np.add.at(table[k], (owners[some], ids[k][:, :reach][some]), expected[some])
        behind = earlier
    mixed = np.logaddexp(np.log(whole) + np.log(1 - MISALIGNED), as_chance + np.log(MISALIGNED))
    return float((weights * mixed).sum()), np.log(whole), true
