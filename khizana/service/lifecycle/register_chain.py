"""Reading along the chain of a register: which act stands, where its images lie, what came when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.api.acts import standing
from archive.model.identifiers import ActId, parse_package
from archive.model.message import tell
from archive.model.records.act import ActObject
from archive.model.records.view import View
from archive.store.package_content_port import Reading
from khizana.errors import CannotWork
from khizana.wiring.session import Session

Current = tuple[tuple[str, ...], str, ActObject]
"""The packages of the act's register, the oldest first; the one that holds the act as it stands; the act."""

OFFICE = "office"


class Images:
    """The views of a chain by package and name, read when they are asked for."""

    def __init__(self, reading: Reading, chain: Sequence[str]) -> None:
        self._reading = reading
        self._chain = chain
        self._views: dict[str, dict[str, View]] = {}

    def view(self, package: str, name: str) -> View:
        """The view of a package; CannotWork when it has none of that name."""
        found = self._of(package).get(name)
        if found is None:
            raise CannotWork(
                tell(
                    "{package} has no view {name}: run `khizana audit fixity --package {package}`",
                    package=package,
                    name=name,
                )
            )
        return found

    def replaced_by(self, name: str) -> list[str]:
        """The views that show its pages anew, each with its package: `…-v2/v0021`; none while it stands."""
        return [
            f"{package}/{view.name}"
            for package in self._chain[1:]
            for view in self._of(package).values()
            if name in view.replaces
        ]

    def _of(self, package: str) -> dict[str, View]:
        if package not in self._views:
            self._views[package] = {view.name: view for view in self._reading.views(package)}
        return self._views[package]


def current(session: Session, identifier: str) -> tuple[str, list[Current]]:
    """The frozen identifier, and the act as it stands in each paper copy; CannotWork when none holds it.

    An act is found also by the identifier that its corrected office, year or number would mint today.
    """
    for name in (identifier, session.catalogue.aliased(str(ActId.parse(identifier)))):
        found = sorted(_standing(session, name), key=_office_first) if name else []
        if name and found:
            return name, found
    raise CannotWork(
        tell(
            "no act {identifier} is held: look it up with `khizana search`, or see `khizana status` for lag",
            identifier=identifier,
        )
    )


def _office_first(one: Current) -> tuple[bool, str]:
    """The office's copy is the register; the court's is its witness."""
    register, _ = parse_package(one[1])
    return register.copy != OFFICE, str(register)


def _standing(session: Session, identifier: str) -> Iterator[Current]:
    for register in session.catalogue.registers_of(ActId.parse(identifier)):
        chain = tuple(row.id for row in session.catalogue.chain(register))
        found = standing(session.reading, chain, identifier)
        if found is not None:
            yield chain, *found


def frozen_register(session: Session, identifier: str) -> str:
    """The identifier of a register that is held, found also by its corrected office or year; CannotWork when it is not."""
    for one in (identifier, session.catalogue.aliased(identifier) or ""):
        if session.catalogue.chain(one):
            return one
    raise CannotWork(tell("no register {identifier} is held: see `khizana status` for lag", identifier=identifier))
