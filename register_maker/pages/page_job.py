"""What a drawing worker is told about one page: plain values, sent as a line of JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from register_maker.pages.rows import Row
from register_maker.volumes.plan import Format


@dataclass(frozen=True, slots=True)
class Head:
    """What is printed on the pages of a register: office on both sides, title and year between, all in two languages.

    `labels` are the lines of the form on which acts are written.
    """

    register: str
    language: str
    ar: tuple[str, ...]
    fr: tuple[str, ...]
    title_ar: str
    title_fr: str
    year: str
    labels: tuple[Row, ...]
    seed: int


@dataclass(frozen=True, slots=True)
class Block:
    """One act as written on the upper (0) or lower (1) half: its number, lines and margin."""

    slot: int
    number: int
    rows: tuple[Row, ...]
    margin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page to draw into the file `out`. `number` is None for a cover; `lines` are the text of a page without acts.

    `transcript` is the file for what is written there, in the format `transcription`; empty where none is wanted.
    """

    out: str
    head: Head
    kind: str
    number: int | None
    blocks: tuple[Block, ...]
    lines: tuple[Row, ...]
    form: Format
    scale: float
    angle: float
    seed: int
    transcript: str = ""
    transcription: str = ""

    def to_json(self) -> dict[str, Any]:
        """As a worker is told, which stands in another folder than we do."""
        transcript = self.transcript and str(Path(self.transcript).absolute())
        return {**asdict(self), "out": str(Path(self.out).absolute()), "transcript": transcript}

    @classmethod
    def of(cls, written: Mapping[str, Any]) -> Page:
        """Read what `to_json` wrote."""
        head = dict(written["head"])
        head |= {"ar": tuple(head["ar"]), "fr": tuple(head["fr"])}
        head["labels"] = tuple(Row(**row) for row in head["labels"])
        blocks = tuple(
            Block(one["slot"], one["number"], tuple(Row(**row) for row in one["rows"]), tuple(one["margin"]))
            for one in written["blocks"]
        )
        plain = ("out", "kind", "number", "scale", "angle", "seed", "transcript", "transcription")
        rest = {name: written[name] for name in plain}
        lines = tuple(Row(**row) for row in written["lines"])
        return cls(head=Head(**head), blocks=blocks, lines=lines, form=Format(written["form"]), **rest)
