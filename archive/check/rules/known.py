"""Are the country, the offices and the regimes that a delivery names known?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from archive.delivery.batch import Batch, DeliveredRegister
from archive.delivery.manifest import PATH
from archive.model.finding import Finding, blocking
from archive.model.json import Json


def findings(batch: Batch, registers: Sequence[DeliveredRegister], countries: Mapping[str, Json]) -> Iterator[Finding]:
    """COUNTRY_UNKNOWN, COUNTRY_DIFFERS, OFFICE_UNKNOWN, REGIME_UNKNOWN; the registers follow their schema."""
    if batch.manifest is None:
        return
    country = countries.get(batch.country)
    if not isinstance(country, Mapping):
        yield blocking("COUNTRY_UNKNOWN", f"{PATH}#/country", country=batch.country, known=", ".join(sorted(countries)))
        return
    listed = batch.documents.get(batch.manifest.offices)
    if isinstance(listed, Mapping) and listed.get("country") != batch.country:
        yield blocking("COUNTRY_DIFFERS", f"{batch.manifest.offices}#/country", declared=batch.country)
    regimes = [str(regime["code"]) for regime in cast("Sequence[Mapping[str, Json]]", country["regimes"])]
    for register in registers:
        office, regime = str(register.description["office"]), str(register.description["regime"])
        if isinstance(listed, Mapping) and office not in batch.offices:
            yield blocking("OFFICE_UNKNOWN", f"{register.path}#/office", office=office)
        if regime not in regimes:
            yield blocking("REGIME_UNKNOWN", f"{register.path}#/regime", regime=regime, known=", ".join(regimes))
