"""The kinds of planters: by what they change, and by how much of the delivery they need for themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Any

from archive.model.json import Json
from register_maker.acts.keying import delivered
from register_maker.acts.paper_acts import Acts
from register_maker.chance import Chance
from register_maker.planters.planted import CHECK, Planted
from register_maker.volumes.plan import Volume

Written = MutableMapping[str, Any]
"""A JSON object that a planter may change."""


class Claim(Enum):
    """What a defect needs for itself, so that none hides another or is blamed for it."""

    NOTHING = auto()
    PAGE = auto()
    """One page, its image, and the acts on it."""
    DESCRIPTION = auto()
    """What is said of a register, in its description or in the manifest."""
    VOLUME = auto()
    """A whole register."""
    DELIVERY = auto()
    """The whole delivery: nothing else can be seen beside it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a planter did. `place` where the check names another place than the thing itself; `inside` goes behind a place.

    `position` names another act of the register in place of the changed one; `follows` as in Planted.
    """

    detail: Mapping[str, Json] = field(default_factory=dict)
    place: str = ""
    inside: str = ""
    position: int | None = None
    follows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """One act in its register, for planters that change it as keyed."""

    acts: Acts
    volume: Volume
    position: int
    chance: Chance

    @property
    def year(self) -> int:
        return self.volume.series.year

    def keyed(self, position: int) -> dict[str, Any]:
        """Another act of the register as keyed, without its regions."""
        act = self.acts.make(self.volume, position)
        return delivered(act, [], [[] for _ in act.mentions])


@dataclass(frozen=True, slots=True)
class Spot:
    """Files of a delivery. `page` is the place of an image among those of the register, from 0 for its cover.

    `manifest` is what will be written; it is empty before the delivery is sealed.
    """

    root: Path
    volume: Volume
    order: int
    files: tuple[str, ...]
    chance: Chance
    manifest: Written = field(default_factory=dict)
    volumes: tuple[Volume, ...] = ()

    @property
    def file(self) -> str:
        """The path of the image below the delivery's root."""
        return self.files[self.order]

    @property
    def path(self) -> Path:
        return self.root / self.file

    @property
    def transcription(self) -> str | None:
        """The path of the transcription of the image, where there is one."""
        name = f"{self.volume.folder}/{self.volume.transcription}/{Path(self.file).stem}.xml"
        return name if self.volume.transcription and (self.root / name).is_file() else None

    @property
    def standing(self) -> tuple[str, ...]:
        """The places of the acts that stand on the image."""
        volume = self.volume
        page = next(page for page in range(volume.pages + 1) if volume.order_of(page) == self.order)
        delivered = set(volume.delivered())
        return tuple(volume.place_of(position) for position in volume.positions(page) if position in delivered)


def anywhere(volume: Volume) -> bool:
    """Any register will do."""
    return True


def among_any(volume: Volume, volumes: Sequence[Volume]) -> bool:
    """Whatever other registers there are."""
    return True


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Changes the plan: what the officer or the scanner did. It is shown all registers too; None where this one does not fit."""

    code: str
    plant: Callable[[Volume, Chance, Sequence[Volume]], tuple[Volume, Planted] | None]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.VOLUME
    found_by: str = CHECK
    placed: Callable[[Volume, Sequence[Volume]], bool] = among_any


@dataclass(frozen=True, slots=True)
class OnAct:
    """Changes an act as the keyer delivers it; None where this act does not lend itself."""

    code: str
    plant: Callable[[Written, Site], Mark | None]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.PAGE
    among: Callable[[Volume], Sequence[int]] | None = None
    """The positions of the acts that may be tried; all where it is None."""
    found_by: str = CHECK


@dataclass(frozen=True, slots=True)
class OnActs:
    """Changes every act of a register as the keyer delivers it; `mark` says where that is named."""

    code: str
    plant: Callable[[Written, Site], None]
    mark: Callable[[Volume], Mark]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.VOLUME


@dataclass(frozen=True, slots=True)
class OnLine:
    """Changes the bytes of one line of a file of acts, its end included.

    It cannot be read then, and what all acts of the register say together is not asked.
    """

    code: str
    plant: Callable[[bytes, Chance], bytes]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.VOLUME


@dataclass(frozen=True, slots=True)
class OnDescription:
    """Changes a register's description, and may change its entry in the manifest."""

    code: str
    plant: Callable[[Written, Written, Volume, Chance], Mark | None]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.DESCRIPTION
    placed: Callable[[Volume, Sequence[Volume]], bool] = among_any


@dataclass(frozen=True, slots=True)
class OnFile:
    """Changes files before the manifest is made, which so agrees with them; None where this file does not lend itself."""

    code: str
    plant: Callable[[Spot], Mark | None]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.PAGE


@dataclass(frozen=True, slots=True)
class OnSealed:
    """Changes files or the manifest after it was made; None where this spot does not lend itself."""

    code: str
    plant: Callable[[Spot], Mark | None]
    fits: Callable[[Volume], bool] = anywhere
    claim: Claim = Claim.PAGE


Planter = OnPaper | OnAct | OnActs | OnLine | OnDescription | OnFile | OnSealed
