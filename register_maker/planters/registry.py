"""Every planter by the code that it plants, and the defects of one delivery as they were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from archive.model.message import tell
from register_maker.errors import CannotMake
from register_maker.planters.acts import dates, links, listed, mentions, names, single_acts, texts, whole
from register_maker.planters.arranging import mixed
from register_maker.planters.files import looks, pdfs, sealed, spoilt_images, transcriptions
from register_maker.planters.kinds import Claim, OnAct, OnPaper, Planter
from register_maker.planters.planted import CHECK
from register_maker.planters.planting import Order, Planting
from register_maker.planters.registers import descriptions, offices, paper, years
from register_maker.planters.unplanted import NOT_PLANTED
from register_maker.volumes.plan import Volume

_FAMILIES: Final[Sequence[Sequence[Planter]]] = (
    paper.PLANTERS,
    spoilt_images.PLANTERS,
    sealed.PLANTERS,
    looks.PLANTERS,
    single_acts.PLANTERS,
    dates.PLANTERS,
    names.PLANTERS,
    mentions.PLANTERS,
    descriptions.PLANTERS,
    texts.PLANTERS,
    whole.PLANTERS,
    pdfs.PLANTERS,
    offices.PLANTERS,
    transcriptions.PLANTERS,
    years.PLANTERS,
    links.PLANTERS,
    listed.PLANTERS,
)


def _by_code() -> Mapping[str, Sequence[Planter]]:
    found: dict[str, list[Planter]] = {}
    for family in _FAMILIES:
        for planter in family:
            found.setdefault(planter.code, []).append(planter)
    return found


REGISTRY: Final = _by_code()


def known() -> tuple[str, ...]:
    """The codes that can be planted."""
    return tuple(REGISTRY)


def planting(codes: Sequence[str], mix: int, volumes: Sequence[Volume], seed: int) -> Planting:
    """The defects that were asked for by code, and so many more of mixed kinds. CannotMake for a code that is not known."""
    for code in codes:
        if code in NOT_PLANTED:
            raise CannotMake(tell("{code} cannot be planted: {reason}", code=code, reason=NOT_PLANTED[code]))
        if code not in REGISTRY:
            raise CannotMake(
                tell("there is no defect {code!r}; the known ones are {known}", code=code, known=", ".join(known()))
            )
    orders = [Order(number, code, _able(code, volumes), seed) for number, code in enumerate(codes)]
    alone = [order.code for order in orders if order.planters[0].claim is Claim.DELIVERY]
    if alone and len(orders) + mix > 1:
        raise CannotMake(tell("{code} hides every other defect: plant it alone", code=alone[0]))
    return Planting([*orders, *_mix(mix, len(orders), volumes, seed)])


def _able(code: str, volumes: Sequence[Volume]) -> Sequence[Planter]:
    """The planters of a code that fit some register; all of one kind, that of the first."""
    able = [planter for planter in REGISTRY[code] if any(map(planter.fits, volumes))] or list(REGISTRY[code])
    return [planter for planter in able if type(planter) is type(able[0])]


def _mix(count: int, first: int, volumes: Sequence[Volume], seed: int) -> Iterator[Order]:
    able = {code: _able(code, volumes) for code in REGISTRY}
    fitting = {
        code: found
        for code, found in able.items()
        if all(map(_checked, found)) and any(one.fits(volume) for one in found for volume in volumes)
    }
    for number, code in enumerate(mixed(fitting, count, seed), start=first):
        yield Order(number, code, fitting[code], seed, spare=True)


def _checked(planter: Planter) -> bool:
    """Whether a check finds it by itself: only such defects are mixed, so that every one is expected to be found."""
    return not isinstance(planter, OnPaper | OnAct) or planter.found_by == CHECK
