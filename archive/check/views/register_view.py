"""A register as the rules see it: its description taken apart once, with what its country, office and files say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from archive.check.profile.knowledge import IGNORANT, Knowledge
from archive.check.reference import HoldingsView, Nothing, Reference
from archive.check.views.siblings import Beside
from archive.delivery.facts.batch import Batch, DeliveredRegister, DeliveredView, FileFacts, Size
from archive.model.identifiers import InvalidIdentifier, RegisterId
from archive.model.json import Json
from archive.model.records.register import RegisterObject, Statements, is_keyed, reasons, statements
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Version, register_of, version_of

_NOTHING: Mapping[str, Json] = {}
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _day(written: Json) -> str:
    """The day of a time; nothing for what is none, which SCHEMA says."""
    day = _DAY.match(written) if isinstance(written, str) else None
    return day[0] if day else ""


@dataclass(frozen=True, slots=True)
class RegisterView:
    """One register that follows its schema.

    `identifier` is None where none can be minted. `pages` maps each page number to the positions of the views that show it, in
    reading order; `missing_*` what the paper is declared to lack, with the reason code. `office` and `country` are the records
    as published, empty where unknown. `files` are the facts of the files
    that views name, and of transcriptions and what they transcribe. `previous` states the part before
    this one, where it came in the same delivery. `created` is the day on which the delivery was closed (YYYY-MM-DD), which no
    date in it can follow; empty where the manifest does not say. `knowledge` is what was handed in of names and divisions.
    """

    delivered: DeliveredRegister
    identifier: RegisterId | None
    event: str
    regime: str
    year: int
    part: int
    parts: int
    copy: str
    keyed: bool
    nil: bool
    stated: Statements
    views: tuple[DeliveredView, ...]
    pages: Mapping[int, tuple[int, ...]]
    missing_pages: Mapping[int, str]
    missing_acts: Mapping[int, str]
    office: Mapping[str, Json]
    country: Mapping[str, Json]
    files: Mapping[str, FileFacts]
    previous: Statements | None
    created: str
    knowledge: Knowledge = IGNORANT
    hijri_years: tuple[int, ...] = ()
    version: Version | None = None
    """What follows a chain, and why; None for a register that comes for the first time."""
    existing: HoldingsView = field(default_factory=Nothing)
    standing: RegisterState | None = None
    """The register as it is held, where this version may follow it."""
    beside: Beside | None = None
    """The other parts of its year and its other paper copies; None where it has no identifier."""

    @property
    def path(self) -> str:
        """The place of the description in the delivery."""
        return self.delivered.path

    @property
    def description(self) -> RegisterObject:
        return self.delivered.description

    @property
    def abroad(self) -> bool:
        """Whether the office is a consulate, where the law gives more time."""
        return self.office.get("kind") == "consulate"

    def size(self, file: str, leaf: int) -> Size | None:
        """The size of one image in pixels; None where it could not be measured."""
        facts = self.files.get(file)
        return facts.leaves[leaf - 1] if facts and 1 <= leaf <= len(facts.leaves) else None


def view(
    register: DeliveredRegister,
    batch: Batch,
    country: Mapping[str, Json],
    previous: Statements | None = None,
    knowledge: Knowledge = IGNORANT,
    existing: HoldingsView | None = None,
) -> RegisterView:
    """A register taken apart; its description must follow its schema."""
    description = register.description
    pages: dict[int, tuple[int, ...]] = {}
    for position, shown in enumerate(register.views):
        for page in shown.pages:
            pages[page] = (*pages.get(page, ()), position)
    try:
        identifier = register_of(batch.country, description)
    except InvalidIdentifier:
        identifier = None  # the country was found at fault already, or the predecessor is no package
    return RegisterView(
        delivered=register,
        identifier=identifier,
        event=str(description["event"]),
        regime=str(description["regime"]),
        year=cast(int, description["year"]),
        part=cast(int, description["part"]),
        parts=cast(int, description["parts"]),
        copy=str(description["copy"]),
        keyed=is_keyed(description),
        nil=bool(description.get("nil")),
        stated=statements(description),
        views=register.views,
        pages=pages,
        missing_pages=reasons(description, "missing_pages"),
        missing_acts=reasons(description, "missing_acts"),
        office=batch.offices.get(str(description["office"]), _NOTHING),
        country=country,
        files={path: batch.files[path] for path in _files(register) if path in batch.files},
        previous=previous,
        created=_day(batch.manifest.content.get("created")) if batch.manifest else "",
        knowledge=knowledge,
        hijri_years=tuple(cast("Sequence[int]", description.get("hijri_years") or ())),
        version=version_of(description),
        existing=existing or Nothing(),
    )


def beside_its_chain(register: RegisterView) -> RegisterView:
    """A version with the state of the register that it follows; as it is, where it follows none.

    Looked up for one register at a time, because the state of a register is all of its acts.
    """
    version, identifier, existing = register.version, register.identifier, register.existing
    if version is None or identifier is None or not existing.at_hand or existing.disposed(identifier):
        return register
    chain = existing.chain(identifier)
    followed = bool(chain) and chain[-1] == version.predecessor
    return replace(register, standing=existing.standing(identifier)) if followed else register


def _files(register: DeliveredRegister) -> Iterable[str]:
    return (*(shown.file for shown in register.views), *register.transcriptions, *register.texts)


def views_of(batch: Batch, registers: Iterable[DeliveredRegister], reference: Reference) -> dict[str, RegisterView]:
    """Registers that follow their schema, by path; each knows what the part before it states, where that came with it."""
    listed = tuple(registers)
    country = cast("Mapping[str, Json]", reference.countries.get(batch.country) or _NOTHING)
    knowledge = reference.known_of(batch.country)
    stated = {_part(one.description, 0): statements(one.description) for one in listed}
    return {
        one.path: view(one, batch, country, stated.get(_part(one.description, -1)), knowledge, reference.existing)
        for one in listed
    }


def _part(description: RegisterObject, ahead: int) -> tuple[str | int, ...]:
    """Which volume a description is of, or the one that stands `ahead` of it in its series and copy."""
    series = (str(description[name]) for name in ("office", "regime", "event", "year", "copy"))
    return (*series, cast(int, description["part"]) + ahead)
