"""Puts policies in force for tests, as two people do or one alone where fewer were ever named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.support.cli import khizana

_SAID = {"country": "ma", "source": "A test: nobody has decided this."}


def written(folder: Path, kind: str, rules: Sequence[dict[str, Any]]) -> Path:
    """A policy of Morocco in a file."""
    word = "keep" if kind == "retention" else "close"
    path = folder / f"{kind}.json"
    path.write_text(json.dumps({"schema": f"{kind}-policy/1", **_SAID, word: list(rules)}), encoding="utf-8")
    return path


def adopt(archive: Path, kind: str, rules: Sequence[dict[str, Any]], keys: Path | None = None) -> None:
    """With `keys`, amal asks and badr approves; their key files lie there."""
    asking = () if keys is None else ("--as", "amal", "--key", keys / "amal.key")
    file = written(archive.parent, kind, rules)
    asked = khizana("policy", "adopt", kind, "--file", file, *asking, "--archive", archive, "--json")
    assert asked.code == 0, asked.err
    if keys is not None:
        request = asked.json["request"]
        done = khizana("approve", request, "--as", "badr", "--key", keys / "badr.key", "--archive", archive)
        assert done.code == 0, done.err
