"""How sure it is that a stored word is the word that was asked: the odds of the pair by what the written word tells at all.

The odds of a right pair grow with its length: a long word says more than a short one. Their logarithm divided by the information
of the word that was written (how unlikely its letters are, one after another) is near 1 for a perfect pair and 0 for chance, at
every length and in every script.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from indexer.names.analysis.script import Script, script_of
from indexer.names.letter_model.agreement import as_long, disagree
from indexer.names.letter_model.noisy_channel import Channel, Floats, Letters, letters
from indexer.names.letter_model.query_likelihoods import Singles

SURE = 0.3
"""The least share of a spelling that is taken for the word itself."""
GAP = 0.2
"""How much less share than the best of its script it may have."""
OWN = 0.6
"""The least share of another spelling where the registers have the very word that was asked: in its own script neighbours are
mostly other names then."""
UNLIKE = 4.0
"""What a letter of a word tells, in units of e, from which the word is written like no name: asdfgh, xyz. Some name always has
some of its letters, so that another spelling needs as much as beside the very word. Of held-out words hardly one in fifty
tells so much."""
APART = 0.1
"""How much less share than a word that agrees with the one asked (`agreement`) has another person's name at least."""
DOUBTFUL = -0.2
"""The least share of a spelling that is worth a look."""

# Held-out pairs decided these numbers, never a question of the benchmark: benchmarks/thresholds.py makes the table again.


class Closeness(StrEnum):
    """`STRONG`: this word, as asked or as another spelling of it; `DOUBTFUL`: perhaps; `FAR`: no more than chance."""

    STRONG = "strong"
    DOUBTFUL = "doubtful"
    FAR = "far"


def information(channel: Channel, spelled: Letters, lengths: npt.NDArray[np.int64]) -> Floats:
    """What words of the channel's target script tell: the negative log probability of their letters, edges included."""
    edged = np.zeros((len(spelled), spelled.shape[1] + 2), dtype=np.uint8)
    edged[:, 1:-1] = spelled
    steps = channel.usual[edged[:, :-1], edged[:, 1:]]
    told: Floats = -np.where(np.arange(steps.shape[1]) <= lengths[:, None], steps, 0.0).sum(axis=1)
    return told


def information_of(channel: Channel, word: str) -> Floats:
    """The same of one word, as an array of one."""
    return information(channel, *letters([word], channel.target))


def unlike_names(channel: Channel, word: str) -> bool:
    """Whether a word of the channel's target script is written as no name is."""
    return float(information_of(channel, word)[0]) > UNLIKE * (len(word) + 1)


def shares(odds: Singles, told: Floats) -> Floats:
    """The log odds of pairs as shares of what the written words tell."""
    found: Floats = np.log(odds) / np.maximum(told, 1e-9)
    return found


def least_sure(found: Floats, same: npt.NDArray[np.bool_], own: bool, unlike: bool = False) -> float:
    """The share from which words of one script are the word itself; `same` marks the very word that was asked.

    `unlike` says that it is written like no name.
    """
    if own and same.any():
        return OWN
    others, sure = found[~same], OWN if unlike else SURE
    return max(sure, float(others.max()) - GAP) if len(others) else sure


def closeness(share: float, same: bool, least: float) -> Closeness:
    """What one candidate is."""
    if same or share >= least:
        return Closeness.STRONG
    return Closeness.DOUBTFUL if share >= DOUBTFUL else Closeness.FAR


def names_of_others(word: str, strong: Mapping[str, float]) -> frozenset[str]:
    """Of words that are strong by their shares, those that are the names of others.

    A word that disagrees is, where the registers have the very word that was asked, or in the same script one that is sure;
    elsewhere it may be a slip of who typed. Beside the very word, one of the other script with more or fewer consonants is too.
    """
    others = {one for one in strong if disagree(word, one)}
    known, script = word in strong, script_of(word)
    unlike = {one for one in strong if known and script_of(one) is not script and not as_long(word, one)} - others
    sure: dict[Script, float] = {}
    for one in strong.keys() - others - unlike:
        if strong[one] >= OWN:
            sure[script_of(one)] = max(strong[one], sure.get(script_of(one), OWN))
    clear = {one for one in others | unlike if strong[one] <= sure.get(script_of(one), -1.0) - APART}
    return frozenset(others | clear if known else clear)
