"""Decides where each defect goes: none hides another, and the same seed gives the same places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from archive.model.message import tell
from register_maker.chance import Chance
from register_maker.errors import CannotMake
from register_maker.planters.kinds import Claim, OnAct, OnDescription, OnPaper, Planter
from register_maker.volumes.plan import Volume

_TRIES = 400
Tried = TypeVar("Tried")


@dataclass(slots=True)
class Ground:
    """What is taken already: pages and descriptions by register, whole registers, the whole delivery."""

    pages: set[tuple[int, int]] = field(default_factory=set)
    descriptions: set[int] = field(default_factory=set)
    volumes: set[int] = field(default_factory=set)
    everything: bool = False

    def free(self, claim: Claim, volume: int, page: int) -> bool:
        """Whether a defect that needs this for itself may go there."""
        if self.everything:
            return False
        match claim:
            case Claim.NOTHING:
                return volume not in self.volumes
            case Claim.PAGE:
                return volume not in self.volumes and (volume, page) not in self.pages
            case Claim.DESCRIPTION:
                return volume not in self.volumes and volume not in self.descriptions
            case Claim.VOLUME:
                used = volume in self.volumes or volume in self.descriptions
                return not used and all(taken != volume for taken, _ in self.pages)
            case Claim.DELIVERY:
                return not (self.pages or self.descriptions or self.volumes)
            case _:
                assert_never(claim)

    def take(self, claim: Claim, volume: int, page: int) -> None:
        """Let nothing else go there."""
        match claim:
            case Claim.NOTHING:
                pass
            case Claim.PAGE:
                self.pages.add((volume, page))
            case Claim.DESCRIPTION:
                self.descriptions.add(volume)
            case Claim.VOLUME:
                self.volumes.add(volume)
            case Claim.DELIVERY:
                self.everything = True
            case _:
                assert_never(claim)


def places(
    volumes: Sequence[Volume], planter: Planter, chance: Chance, only: int | None = None
) -> Iterator[tuple[int, int]]:
    """Registers and positions of acts to try, in an order that chance gives: first every register, then any act."""
    able = [index for index, volume in enumerate(volumes) if planter.fits(volume) and volume.numbers]
    if isinstance(planter, OnPaper | OnDescription):
        able = [index for index in able if planter.placed(volumes[index], volumes)]
    able = able if only is None else [only]
    chance.shuffle(able)
    for _ in range(-(-_TRIES // max(1, len(able)))):
        for index in able:
            yield index, chance.choice(_shown(volumes[index], planter))


def _shown(volume: Volume, planter: Planter) -> Sequence[int]:
    """The positions of the acts that are delivered, or of all where none is keyed."""
    if isinstance(planter, OnAct) and planter.among:
        return planter.among(volume)
    return list(volume.delivered()) or range(len(volume.numbers))


def settle(
    volumes: Sequence[Volume],
    ground: Ground,
    code: str,
    planters: Sequence[Planter],
    chance: Chance,
    attempt: Callable[[Planter, int, int], Tried | None],
    only: int | None = None,
) -> Tried:
    """Try places until one lends itself, and take it. CannotMake says what to ask for when there is none.

    `only` is the register that was kept for this defect, if there is one.
    """
    for planter in planters:
        for index, position in places(volumes, planter, chance, only):
            page = volumes[index].page_of(position)
            if only is None and not ground.free(planter.claim, index, page):
                continue
            done = attempt(planter, index, position)
            if done is not None:
                ground.take(planter.claim, index, page)
                return done
    raise CannotMake(
        tell(
            "no register is left for {code}: ask for more acts, for more registers, for other formats, or for fewer defects",
            code=code,
        )
    )


def mixed(registry: Mapping[str, Sequence[Planter]], count: int, seed: int) -> list[str]:
    """So many codes of mixed kinds: each in its turn, in an order that chance gives anew each round."""
    chance = Chance.of(seed, "mix")
    found: list[str] = []
    while len(found) < count:
        turn = sorted(
            code for code, planters in registry.items() if any(p.claim is not Claim.DELIVERY for p in planters)
        )
        chance.shuffle(turn)
        found += turn
    return found[:count]
