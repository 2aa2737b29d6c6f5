"""An act as it stands, read from the packages alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archive.api.archive import Archive
from archive.api.errors import NotHeld
from archive.holdings import queries
from archive.model.identifiers import ActId
from archive.model.message import tell
from archive.model.records.act import ActObject
from archive.store.package_content_port import Reading


@dataclass(frozen=True, slots=True)
class KeptAct:
    """An act of one paper copy: as keyed, the register, the package that holds it so, and the packages of the register.

    `chain` is in order of versions; the act is the last one along it.
    """

    act: ActObject
    register: str
    package: str
    chain: tuple[str, ...]


def read(archive: Archive, identifier: str) -> tuple[KeptAct, ...]:
    """An act, once for each paper copy that is held. NotHeld when none is, InvalidIdentifier for what names no act.

    Found by its frozen identifier; by a corrected office, year or number it is found through the catalogue (`khizana show`).
    """
    chains: dict[str, list[str]] = {}
    for package in queries.of_series(archive.holdings, str(ActId.parse(identifier).series)):
        if package.gone is None:
            chains.setdefault(package.register, []).append(package.package)
    standing = (_kept(archive.reading, register, tuple(chain), identifier) for register, chain in chains.items())
    found = tuple(kept for kept in standing if kept is not None)
    if not found:
        raise NotHeld(
            tell(
                "no act {identifier} is held: look it up with `khizana search`, or see `khizana status` for lag",
                identifier=identifier,
            )
        )
    return found


def standing(reading: Reading, chain: Sequence[str], identifier: str) -> tuple[str, ActObject] | None:
    """The last package along a chain that holds an act, and the act as it has it; None where none does."""
    for package in reversed(chain):
        act = act_in(reading, package, identifier)
        if act is not None:
            return package, act
    return None


def act_in(reading: Reading, package: str, identifier: str) -> ActObject | None:
    """The act as one package holds it; None when the package did not change it."""
    return next((one for one in reading.acts(package) if one["id"] == identifier), None)


def _kept(reading: Reading, register: str, chain: tuple[str, ...], identifier: str) -> KeptAct | None:
    found = standing(reading, chain, identifier)
    return None if found is None else KeptAct(found[1], register, found[0], chain)
