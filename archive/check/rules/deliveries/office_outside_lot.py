"""Does every register belong to an office of the lot that the delivery is for?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from archive.check.engine.rule import Breach, Profile, ProfileUnusable, Rule, Stage
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.manifest import PATH
from archive.model.finding import Severity
from archive.model.message import tell

RULE = Rule(
    "OFFICE_OUTSIDE_LOT",
    Stage.DELIVERY,
    Severity.BLOCKING,
    None,
    "A contract is for the offices of its lot; another contractor is paid for the others. Asked when the profile has the lots.",
    {"lots": {}},
    numbers=(75,),
)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach] | None:
    """OFFICE_OUTSIDE_LOT for each register whose office begins with none of the codes of the declared lot.

    `lots` maps a lot to office or division codes: `03.451` stands for every office of that province. Without it nothing is asked.
    """
    lots = cast("Mapping[str, Sequence[str]]", profile.setting(RULE, "lots"))
    for lot, codes in lots.items():
        if not isinstance(codes, list | tuple):
            raise ProfileUnusable(
                tell(
                    "{code}.lots.{lot} of the profile {name} is not a list of codes: {codes!r}",
                    code=RULE.code,
                    lot=lot,
                    name=profile.name,
                    codes=codes,
                )
            )
    return _outside(delivery, lots) if lots and delivery.batch.manifest else None


def _outside(delivery: DeliveryView, lots: Mapping[str, Sequence[str]]) -> Iterator[Breach]:
    manifest = delivery.batch.manifest
    lot = str(manifest.content.get("lot", "")) if manifest else ""
    if lot not in lots:
        yield Breach(RULE, f"{PATH}#/lot", {"lot": lot, "office": ""})
        return
    for register in delivery.volumes:
        office = str(register.description["office"])
        if not any(office == code or office.startswith((f"{code}.", f"{code}-")) for code in lots[lot]):
            yield Breach(RULE, register.path, {"lot": lot, "office": office})
