"""Plants the defects of one delivery, stage by stage: in the plan, in acts, in files, after sealing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from archive.model.json import Json, read_json, write_pretty
from register_maker.acts.paper_acts import Acts
from register_maker.chance import Chance
from register_maker.errors import CannotMake
from register_maker.planters.arranging import Ground, settle
from register_maker.planters.kinds import (
    Claim,
    Mark,
    OnAct,
    OnActs,
    OnDescription,
    OnFile,
    OnLine,
    OnPaper,
    OnSealed,
    Planter,
    Site,
    Spot,
    Written,
)
from register_maker.planters.planted import CHECK, Planted
from register_maker.volumes.plan import Volume

Of = TypeVar("Of", OnPaper, OnAct, OnActs, OnLine, OnDescription, OnFile, OnSealed)
Attempt = Callable[[Planter, int, int], Planted | None]
Images = Mapping[str, Sequence[str]]
"""The images of each register, by its name, in order; the first is the cover."""

LEAVING = 20
"""Of so many defects, one may be left out of a mix."""


@dataclass(frozen=True, slots=True)
class Order:
    """One defect that was asked for: its code, who can plant it, and its own chance."""

    number: int
    code: str
    planters: Sequence[Planter]
    seed: int
    spare: bool = False
    """Whether it may be left out: one of a mix, for which no place is left."""

    def chance(self, *about: object) -> Chance:
        return Chance.of(self.seed, "defect", self.number, self.code, *about)

    def by(self, kind: type[Of]) -> list[Of]:
        """Its planters of one kind."""
        return [planter for planter in self.planters if isinstance(planter, kind)]


@dataclass(slots=True)
class Planting:
    """Gathers the truth as it plants; each defect is planted once, by the first of its planters that finds a place."""

    orders: Sequence[Order]
    ground: Ground = field(default_factory=Ground)
    truth: list[Planted] = field(default_factory=list)
    edits: dict[tuple[str, int], tuple[OnAct, Order]] = field(default_factory=dict)
    whole: dict[str, tuple[OnActs, Order]] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)
    """The register that is kept for a defect, by the numbers of both."""
    left_out: set[int] = field(default_factory=set)
    """The defects of a mix for which no place was found, by number."""

    def of(self, kind: type[Of]) -> list[tuple[Order, list[Of]]]:
        """The defects whose first planter is of that kind."""
        return [(order, order.by(kind)) for order in self.orders if isinstance(order.planters[0], kind)]

    def paper(self, volumes: Sequence[Volume]) -> list[Volume]:
        """The plan with the defects of the paper."""
        changed = list(volumes)
        for order, planters in self.of(OnPaper):

            def attempt(planter: Planter, index: int, _: int, order: Order = order) -> Planted | None:
                assert isinstance(planter, OnPaper)
                found = planter.plant(changed[index], order.chance(), changed)
                if found is None:
                    return None
                changed[index], planted = found
                return planted

            self._settle(changed, order, planters, attempt)
        self._keep(changed)
        return changed

    def _keep(self, volumes: Sequence[Volume]) -> None:
        """Keep a register for each defect that needs a whole one, before pages of all of them are taken."""
        for order in self.orders:
            with self._leaving_out(order):
                self._keep_for(order, volumes)

    def _keep_for(self, order: Order, volumes: Sequence[Volume]) -> None:
        whole = [one for one in order.planters if one.claim is Claim.VOLUME and not isinstance(one, OnPaper)]
        if whole:
            chance = order.chance("kept")
            self.kept[order.number] = settle(
                volumes, self.ground, order.code, whole, chance, lambda _, index, __: index
            )

    def _settle(self, volumes: Sequence[Volume], order: Order, planters: Sequence[Planter], attempt: Attempt) -> None:
        """Plant one defect, and note the truth of it."""
        if order.number in self.left_out:
            return
        only, chance = self.kept.get(order.number), order.chance("place")
        with self._leaving_out(order):
            self.truth.append(settle(volumes, self.ground, order.code, planters, chance, attempt, only))

    @contextmanager
    def _leaving_out(self, order: Order) -> Iterator[None]:
        """A defect of a mix that finds no place is left out; CannotMake when it is one too many of them, or was asked for."""
        try:
            yield
        except CannotMake:
            self.left_out.add(order.number)
            if not order.spare or len(self.left_out) * LEAVING > len(self.orders):
                raise

    def acts(self, acts: Acts) -> None:
        """Choose the acts that will be keyed wrong; `edit` does it when they are written."""
        for order, planters in self.of(OnAct):

            def attempt(planter: Planter, index: int, position: int, order: Order = order) -> Planted | None:
                assert isinstance(planter, OnAct)
                volume = acts.volumes[index]
                site = Site(acts, volume, position, order.chance(volume.name, position))
                mark = planter.plant(site.keyed(position), site)
                if mark is None:
                    return None
                self.edits[volume.name, position] = planter, order
                at = position if mark.position is None else mark.position
                about: dict[str, Json] = {"register": volume.name, "act": str(volume.act(position)), **mark.detail}
                return replace(_planted(order.code, volume.place_of(at), mark, about), found_by=planter.found_by)

            self._settle(acts.volumes, order, planters, attempt)

        for order, registers in self.of(OnActs):
            if order.number in self.left_out:
                continue
            volume = acts.volumes[self.kept[order.number]]
            chosen = next(planter for planter in registers if planter.fits(volume))
            self.whole[volume.name] = chosen, order
            self.truth.append(_planted(order.code, volume.acts_file, chosen.mark(volume), {"register": volume.name}))

    def edit(self, acts: Acts, volume: Volume, position: int, act: dict[str, Any]) -> None:
        """Key an act wrong, if it was chosen."""
        if (volume.name, position) in self.edits:
            planter, order = self.edits[volume.name, position]
            planter.plant(act, Site(acts, volume, position, order.chance(volume.name, position)))
        if volume.name in self.whole:
            whole, order = self.whole[volume.name]
            whole.plant(act, Site(acts, volume, position, order.chance(volume.name, position)))

    def lines(self, root: Path, volumes: Sequence[Volume]) -> None:
        """Spoil lines of files of acts."""
        for order, planters in self.of(OnLine):

            def attempt(planter: Planter, index: int, position: int, order: Order = order) -> Planted | None:
                assert isinstance(planter, OnLine)
                volume = volumes[index]
                if not volume.keyed:
                    return None
                place = volume.place_of(position)
                number = int(place.rpartition("=")[2])
                path = root / volume.acts_file
                lines = path.read_bytes().splitlines(keepends=True)
                lines[number - 1] = planter.plant(lines[number - 1], order.chance())
                path.write_bytes(b"".join(lines))
                about: dict[str, Json] = {"register": volume.name, "act": str(volume.act(position))}
                return _planted(order.code, place, Mark(), about)

            self._settle(volumes, order, planters, attempt)

    def descriptions(self, root: Path, volumes: Sequence[Volume], entries: Sequence[Written]) -> None:
        """Say wrong things of registers."""
        for order, planters in self.of(OnDescription):

            def attempt(planter: Planter, index: int, _: int, order: Order = order) -> Planted | None:
                assert isinstance(planter, OnDescription)
                volume = volumes[index]
                path = f"{volume.folder}/register.json"
                description: Any = read_json((root / path).read_bytes())
                mark = planter.plant(description, entries[index], volume, order.chance())
                if mark is None:
                    return None
                (root / path).write_bytes(write_pretty(description))
                return _planted(order.code, path, mark, {"register": volume.name, **mark.detail})

            self._settle(volumes, order, planters, attempt)

    def files(self, root: Path, volumes: Sequence[Volume], images: Images) -> None:
        """Spoil files before the manifest is made."""
        for order, planters in self.of(OnFile):
            self._spots(order, planters, root, volumes, images, {})

    def sealed(self, root: Path, volumes: Sequence[Volume], images: Images, manifest: Written) -> None:
        """Spoil files, or the manifest, after it was made."""
        for order, planters in self.of(OnSealed):
            self._spots(order, planters, root, volumes, images, manifest)

    def _spots(
        self,
        order: Order,
        planters: Sequence[OnFile | OnSealed],
        root: Path,
        volumes: Sequence[Volume],
        images: Images,
        manifest: Written,
    ) -> None:
        def attempt(planter: Planter, index: int, position: int) -> Planted | None:
            assert isinstance(planter, OnFile | OnSealed)
            volume = volumes[index]
            files = tuple(images[volume.name])
            at = volume.order_of(volume.page_of(position))
            spot = Spot(root, volume, at, files, order.chance(volume.name, position), manifest, tuple(volumes))
            mark = planter.plant(spot)
            if mark is None:
                return None
            return _planted(order.code, spot.file, mark, {"register": volume.name, **mark.detail})

        self._settle(volumes, order, planters, attempt)


def _planted(code: str, place: str, mark: Mark, about: Mapping[str, Json]) -> Planted:
    planted = Planted(code, mark.place or place, CHECK, about, mark.follows)
    return replace(planted, place=planted.place + mark.inside) if mark.inside else planted
