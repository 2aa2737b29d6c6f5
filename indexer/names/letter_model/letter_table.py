"""The letter table: what training learnt, read from its JSON, with typing errors and a floor put into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from archive.model.message import tell
from indexer.errors import IndexerError
from indexer.names.analysis.script import Script
from indexer.names.letter_model.noisy_channel import ARABIC, LATIN, Channel, Floats, dense
from indexer.names.letter_model.typo_model import slipped

ALPHABETS = {Script.ARABIC: ARABIC, Script.LATIN: LATIN}
_CHANNELS = {
    "ar-latin": (Script.ARABIC, Script.LATIN),
    "latin-latin": (Script.LATIN, Script.LATIN),
    "ar-ar": (Script.ARABIC, Script.ARABIC),
}
SLIPS = 0.04
"""How probably a letter of a query goes wrong in typing."""
UNHEARD = 0.005
"""How probably a letter is written in a way that the table does not know."""
STRAY = 0.01
"""How probably a letter that does not belong there comes between two."""
_UNHEARD = (0.3, 0.6, 0.1)
"""Of letters written in an unknown way: how many write nothing, any letter, any two."""


class UnreadableTable(IndexerError, ValueError):
    """The letter table is not one; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class LetterTable:
    """Channels by source and target script. `digest` names the table: an index made with another one is not comparable."""

    channels: Mapping[tuple[Script, Script], Channel]
    digest: str

    @classmethod
    def of(cls, written: bytes) -> LetterTable:
        """Read the JSON that benchmarks/training.py writes; UnreadableTable where it is something else."""
        try:
            document: Mapping[str, Any] = json.loads(written)
            if document["schema"] != "letters/1":
                raise UnreadableTable(
                    tell(
                        "a letter table of the form {document} is not known here: letters/1 is",
                        document=document["schema"],
                    )
                )
            usual = {Script(script): np.array(rows, dtype=np.float64) for script, rows in document["usual"].items()}
            channels = {
                scripts: _channel(scripts, document["channels"][name], usual[scripts[1]])
                for name, scripts in _CHANNELS.items()
            }
        except (KeyError, TypeError, IndexError, json.JSONDecodeError, UnicodeDecodeError) as broken:
            raise UnreadableTable(
                tell("the letter table cannot be read: {name} {broken}", name=type(broken).__name__, broken=broken)
            ) from broken
        return cls(channels, hashlib.sha256(written).hexdigest())


def _channel(scripts: tuple[Script, Script], table: Mapping[str, Any], usual: Floats) -> Channel:
    source, target = (ALPHABETS[script] for script in scripts)
    if usual.shape != (len(target) + 1, len(target) + 1):
        raise UnreadableTable(
            tell("the letter table has {shape} usual steps for {target} letters", shape=usual.shape, target=len(target))
        )
    most = max(len(text) for part in table.values() for row in part.values() for text in row)
    written, inserted = dense(source, target, table["written"], table["inserted"], max(2, most))
    unheard = [UNHEARD * share / len(target) ** length for length, share in enumerate(_UNHEARD)]
    written = slipped(written, len(target), SLIPS)
    for length, block in enumerate(written):
        block *= 1 - UNHEARD
        block += unheard[length] if length < len(unheard) else 0.0
    inserted = slipped(inserted, len(target), SLIPS)
    for block in inserted:
        block *= 1 - STRAY
    inserted[1][:] += STRAY / len(target)
    return Channel(source, target, written, inserted, usual)
