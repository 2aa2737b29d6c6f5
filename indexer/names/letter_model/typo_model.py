"""Typing errors put into a letter model: whatever a letter writes may have been typed with one letter wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.names.letter_model.noisy_channel import Floats

WAYS = 4
"""Another letter, one more, one less, two in the wrong order: each as probable."""


def slipped(blocks: Sequence[Floats], letters: int, rate: float) -> tuple[Floats, ...]:
    """The same probabilities after typing, where each letter goes wrong at this rate.

    `blocks[k]` has a row for each state and a column for each string of k letters of the alphabet with 0, which no string has.
    A longer string than the blocks have is lost.
    """
    base, each = letters + 1, rate / WAYS
    typed = [block.reshape(-1, *[base] * length) for length, block in enumerate(blocks)]
    some = np.ones(base)
    some[0] = 0.0
    some /= letters
    found = []
    for length, block in enumerate(typed):
        after = block * (1 - rate) ** length
        for place in range(1, length + 1):
            here = some.reshape(-1, *[1] * (length - place))
            after += each * block.sum(axis=place, keepdims=True) * here
            if place > 1 or length == 1:  # one more before the first is what stands between
                after += each * np.expand_dims(typed[length - 1], place) * here
            if place > 1:
                after += each * block.swapaxes(place - 1, place)
        if length + 1 < len(typed):
            for place in range(1, length + 2):
                after += each * typed[length + 1].sum(axis=place)
        found.append(after.reshape(len(block), -1))
    return tuple(found)
