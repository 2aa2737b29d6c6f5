"""The register maker at the command line: an invented delivery, right or with planted defects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from archive.ingest import Progress
from archive.model.message import sentence
from khizana.errors import UsageError
from khizana.outcome import Answer, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryInvented(Answer):
    """An invented delivery: how much is in it, the codes of what was planted, and the file that says where."""

    command: Literal["demo make"] = "demo make"
    directory: str
    delivery: str
    truth: str
    registers: int
    views: int
    pages: int
    acts: int
    files: int
    planted: tuple[str, ...]


def make(
    directory: Path,
    progress: Progress,
    *,
    acts: int,
    seed: int,
    registers: int,
    images: bool,
    defects: Sequence[str],
    mix: int,
    formats: Sequence[str],
    transcription: str,
    province: str,
    offices: Sequence[str],
    lot: str,
) -> Outcome[DeliveryInvented]:
    """Invent a delivery with the register maker. UsageError when it cannot make what was asked for."""
    from khizana.settings import person
    from register_maker.errors import CannotMake
    from register_maker.maker import make as invent

    try:
        made = invent(
            directory,
            acts=acts,
            seed=seed,
            registers=registers,
            images=images,
            defects=defects,
            mix=mix,
            formats=formats,
            transcription=transcription,
            province=province,
            offices=offices,
            lot=lot,
            fonts=person().fonts,
            progress=partial(progress, "made"),
        )
    except CannotMake as error:
        raise UsageError(sentence(error)) from None
    return Outcome(
        DeliveryInvented(
            directory=str(made.directory),
            delivery=made.delivery,
            truth=str(made.truth),
            registers=made.registers,
            views=made.views,
            pages=made.pages,
            acts=made.acts,
            files=made.files,
            planted=tuple(made.planted),
        )
    )
