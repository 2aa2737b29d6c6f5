"""Are the country, the offices and the regimes that a delivery names known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.manifest import PATH
from archive.model.json import Json

_SOURCE = "Identifiers are minted from country, office and regime, and are for ever"
COUNTRY_UNKNOWN = blocks("COUNTRY_UNKNOWN", Stage.DELIVERY, Fixed.IDENTITY, _SOURCE)
COUNTRY_DIFFERS = blocks("COUNTRY_DIFFERS", Stage.DELIVERY, Fixed.IDENTITY, _SOURCE)
OFFICE_UNKNOWN = blocks("OFFICE_UNKNOWN", Stage.DELIVERY, Fixed.IDENTITY, _SOURCE)
REGIME_UNKNOWN = blocks("REGIME_UNKNOWN", Stage.DELIVERY, Fixed.IDENTITY, _SOURCE)
RULES = (COUNTRY_UNKNOWN, COUNTRY_DIFFERS, OFFICE_UNKNOWN, REGIME_UNKNOWN)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """COUNTRY_UNKNOWN, COUNTRY_DIFFERS; of registers that follow their schema OFFICE_UNKNOWN and REGIME_UNKNOWN."""
    batch, countries = delivery.batch, delivery.countries
    if batch.manifest is None:
        return
    country = countries.get(batch.country)
    if not isinstance(country, Mapping):
        params: dict[str, Json] = {"country": batch.country, "known": ", ".join(sorted(countries))}
        yield Breach(COUNTRY_UNKNOWN, f"{PATH}#/country", params)
        return
    listed = batch.documents.get(batch.manifest.offices)
    if isinstance(listed, Mapping) and listed.get("country") != batch.country:
        yield Breach(COUNTRY_DIFFERS, f"{batch.manifest.offices}#/country", {"declared": batch.country})
    regimes = [str(regime["code"]) for regime in cast("Sequence[Mapping[str, Json]]", country["regimes"])]
    for register in delivery.registers:
        office = str(register.description["office"])
        if isinstance(listed, Mapping) and office not in batch.offices:
            yield Breach(OFFICE_UNKNOWN, f"{register.path}#/office", {"office": office})
        if register.regime not in regimes:
            params = {"regime": register.regime, "known": ", ".join(regimes)}
            yield Breach(REGIME_UNKNOWN, f"{register.path}#/regime", params)
