"""Does every register belong to an office of the lot that the delivery is for?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from archive.check.register_view import DeliveryView
from archive.check.rule import Found, Profile, Rule
from archive.delivery.manifest import PATH
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "OFFICE_OUTSIDE_LOT",
    75,
    Severity.BLOCKING,
    None,
    "A contract is for the offices of its lot; another contractor is paid for the others. Asked when the profile has the lots.",
    {"lots": {}},
)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Found]:
    """OFFICE_OUTSIDE_LOT for each register whose office begins with none of the codes of the declared lot.

    `lots` maps a lot to office or division codes: `03.451` stands for every office of that province. Without it nothing is asked.
    """
    lots = cast("Mapping[str, Json]", profile.setting(RULE, "lots"))
    if not lots or delivery.batch.manifest is None:
        return
    lot = str(delivery.batch.manifest.content.get("lot", ""))
    if lot not in lots:
        yield Found(f"{PATH}#/lot", {"lot": lot, "office": ""})
        return
    codes = cast("Sequence[str]", lots[lot])
    for register in delivery.registers:
        office = str(register.description["office"])
        if not any(office == code or office.startswith((f"{code}.", f"{code}-")) for code in codes):
            yield Found(register.path, {"lot": lot, "office": office})
