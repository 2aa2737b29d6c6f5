"""Learns the letter table from published pairs of spellings: `python -m benchmarks.training FOLDER [--out FILE]`.

FOLDER holds *.tsv files: a Latin and an Arabic spelling of one name word and a count. 15 of 100 Arabic names, chosen by their
digest, are held out, and every pair that shares a spelling with them is left out. The project carries the resulting numbers only.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.expectation import iterate, start, usual
from benchmarks.name_pairs import Pair, attested, read_pairs, split
from indexer.names.letter_model.noisy_channel import ARABIC, LATIN, Channel, Floats

DEFAULT = Path(__file__).parents[1] / "schemas" / "names" / "letters.json"
VOWELS = "aeiouy"
FOREIGN = 0.1
_ARABIC_FIRST = re.compile("^ال|[عحصضظذ]")
LEAST = 0.002
"""Probabilities below it are left out of the table; the floor for typing errors stands for them."""


def train(
    name: str, channel: Channel, pairs: Sequence[tuple[str, str]], weights: Floats, iterations: int
) -> tuple[Channel, Floats, list[float]]:
    """Iterate and tell how it goes; the channel, the trust in each pair, and the log-likelihoods."""
    told: list[float] = []
    trust = np.ones(len(pairs))
    for number in range(1, iterations + 1):
        before = time.perf_counter()
        channel, found = iterate(channel, pairs, weights)
        trust = found.trust
        told.append(round(found.likelihood, 4))
        print(
            f"{name} {number:2d}: {found.likelihood:.4f} a pair, {found.true:.1%} trusted, {time.perf_counter() - before:.1f} s"
        )
    return channel, trust, told


def origin(published: Sequence[Pair], blank: Channel, pairs: Sequence[tuple[str, str]], weights: Floats) -> Floats:
    """How much each pair counts: names that were Arabic first count whole, foreign ones put in Arabic letters FOREIGN.

    Foreign names write every vowel, Arabic ones leave the short ones out. Which is which is not published: words with an article
    or a letter that transliterations hardly use begin, and two models then share out the rest.
    """
    arabic = np.array([0.9 if _ARABIC_FIRST.search(pair.written_arabic) else 0.2 for pair in published])
    ours = theirs = blank
    for number in range(1, 9):
        ours, told = iterate(ours, pairs, weights * arabic)
        theirs, other = iterate(theirs, pairs, weights * (1 - arabic))
        if number >= 5:
            share = float((weights * arabic).sum() / weights.sum())
            odds = np.clip(told.fit - other.fit, -50, 50) + math.log(share / (1 - share))
            arabic = np.where(arabic == 0.9, 0.9, 1 / (1 + np.exp(-odds)))
            print(f"origin {number}: {share:.1%} of what is learnt from is held to be Arabic")
    return FOREIGN + (1 - FOREIGN) * arabic


def variants(groups: Mapping[str, Sequence[Pair]], part: str, most: int) -> tuple[list[tuple[str, str]], Floats]:
    """Ordered pairs of spellings in one script that share their other spelling, and each spelling with itself."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for pairs in groups.values():
        best = sorted(pairs, key=lambda pair: (-pair.count, pair.latin, pair.arabic))[:most]
        for one, other in itertools.product(best, best):
            spelled = getattr(one, part), getattr(other, part)
            found[spelled] = max(
                found[spelled], math.sqrt(1 + math.log(one.count)) * math.sqrt(1 + math.log(other.count))
            )
    return list(found), np.array(list(found.values()))


def table(channel: Channel) -> dict[str, dict[str, dict[str, float]]]:
    """The numbers that are worth keeping, each row adding up to at most 1."""
    written: dict[str, dict[str, float]] = {}
    size = len(channel.source) + 1
    for place, (at, letter) in itertools.product(range(3), enumerate(channel.source, start=1)):
        row = _row([block[place * size + at] for block in channel.written], channel.target)
        if row:
            written[f"{place}{letter}"] = row
    inserted = {str(place): _row([block[place] for block in channel.inserted], channel.target) for place in range(3)}
    return {"written": written, "inserted": inserted}


def _row(blocks: Sequence[Floats], target: str) -> dict[str, float]:
    kept: dict[str, float] = {}
    base = len(target) + 1
    for length, block in enumerate(blocks):
        for at in np.flatnonzero(block >= LEAST):
            text, rest = "", int(at)
            for _ in range(length):
                rest, digit = divmod(rest, base)
                text = (target[digit - 1] if digit else "?") + text
            if "?" not in text:
                kept[text] = round(float(block[at]), 4)
    return dict(sorted(kept.items(), key=lambda item: (-item[1], item[0])))


def numbers(tables: Mapping[str, Mapping[str, Mapping[str, Mapping[str, float]]]]) -> int:
    """How many probabilities tables hold."""
    return sum(len(row) for one in tables.values() for part in one.values() for row in part.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=DEFAULT)
    parser.add_argument("--iterations", type=int, default=10)
    asked = parser.parse_args()
    everything = read_pairs(asked.folder)
    parts = split(everything)
    print(
        f"{len(everything)} pairs of one term each; {len(parts.training)} to train on, {len(parts.held_out)} held out"
    )

    latin = usual([pair.latin for pair in parts.training], LATIN)
    arabic = usual([pair.arabic for pair in parts.training], ARABIC)
    pairs = [(pair.arabic, pair.latin) for pair in parts.training]
    weights = np.array([1 + math.log(pair.count) for pair in parts.training])
    weights *= origin(parts.training, start(ARABIC, LATIN, 3, latin, VOWELS), pairs, weights)
    across, trust, across_told = train(
        "ar-latin", start(ARABIC, LATIN, 3, latin, VOWELS), pairs, weights, asked.iterations
    )

    sure = [pair for pair, trusted in zip(parts.training, trust, strict=True) if trusted > 0.5]
    by_arabic, by_latin = defaultdict(list), defaultdict(list)
    for pair in attested(sure, parts.training, least=1, share=0.34):
        by_arabic[pair.arabic].append(pair)
        by_latin[pair.latin].append(pair)
    said, said_weights = variants(by_arabic, "latin", 8)
    within_latin, _, latin_told = train("latin-latin", start(LATIN, LATIN, 2, latin, LATIN), said, said_weights, 6)
    spelled, spelled_weights = variants(by_latin, "arabic", 6)
    within_arabic, _, arabic_told = train(
        "ar-ar", start(ARABIC, ARABIC, 2, arabic, ARABIC), spelled, spelled_weights, 6
    )

    tables = {"ar-latin": table(across), "latin-latin": table(within_latin), "ar-ar": table(within_arabic)}
    document = {
        "schema": "letters/1",
        "about": "How letters of names are written, learnt by benchmarks/training.py from published pairs of spellings.",
        "trained": {
            "pairs": len(parts.training),
            "held_out": len(parts.held_out),
            "variants": {"latin-latin": len(said), "ar-ar": len(spelled)},
            "log_likelihood": {"ar-latin": across_told, "latin-latin": latin_told, "ar-ar": arabic_told},
            "numbers": numbers(tables),
        },
        "channels": tables,
        "usual": {"latin": latin.round(2).tolist(), "ar": arabic.round(2).tolist()},
    }
    asked.out.write_text(_written(document), "utf-8")
    print(f"{numbers(tables)} numbers in {asked.out}, {asked.out.stat().st_size} bytes")


def _written(document: Mapping[str, object]) -> str:
    """One line a row, so that a change of the table can be read."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    lines: list[str] = []
    depth = 0
    for line in text.splitlines():
        inner = len(line) - len(line.lstrip()) > 4 or (line.startswith("    ") and line.strip()[:1] in "-0123456789]")
        if inner or (depth and line.strip() in ("}", "},", "]", "],")):
            lines[-1] += line.strip() if not lines[-1].endswith(",") else " " + line.strip()
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
