"""The documents of one package: what all of them share is read once of its register, the rest of each act or view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from archive.model.dates.interval import TOLERANCE, gregorian
from archive.model.identifiers import RegisterId
from archive.model.json import Json
from archive.model.records.act import ActObject, mentions
from archive.model.records.keyed import value_of
from archive.model.records.register import RegisterObject
from archive.model.records.transcription import Line
from indexer.dates.written_dates import occurred
from indexer.documents.document import ACT, CANCELLED, CORRECTED, CURRENT, VIEW, Document, Shown
from indexer.documents.searchable_fields import number_of, values_of

_CORRECTING = frozenset({"rectification_court", "rectification_prosecutor", "latin_spelling", "name_change"})
_CANCELLING = "cancellation"


@dataclass(frozen=True, slots=True)
class Volume:
    """A kept register (schemas/kept-register.schema.json) as one package has it; fields as of Document.

    `office` and `year` are as the package describes them: in frozen identifiers they may be wrong. `lot` is empty where none is.
    """

    of: RegisterId
    register: str
    package: str
    office: str
    year: int
    office_name: Mapping[str, str]
    divisions: tuple[str, ...]
    delivery: str
    contractor: str
    lot: str

    @classmethod
    def read(cls, register: RegisterObject, package: str) -> Volume:
        """What `register` says of the documents of `package`."""
        of = RegisterId.parse(str(register["id"]))
        described = cast(Mapping[str, Json], register["register"])
        delivery = cast(Mapping[str, Json], register["delivery"])
        office = cast(Mapping[str, Json], register["office"])
        return cls(
            of=of,
            register=str(of),
            package=package,
            office=f"{of.series.country}_{described['office']}",
            year=cast(int, described["year"]),
            office_name=dict(cast(Mapping[str, str], office.get("name") or {})),
            divisions=_divisions(office),
            delivery=str(delivery["id"]),
            contractor=str(delivery["contractor"]),
            lot=str(delivery.get("lot", "")),
        )


def act_document(act: ActObject, volume: Volume, tolerance: int = TOLERANCE) -> Document:
    """The document of one kept act (schemas/act.schema.json)."""
    of = volume.of
    act_id = str(act["id"])
    kinds = tuple(dict.fromkeys(str(mention["kind"]) for mention in mentions(act)))
    return Document(
        id=act_id if of.copy == "office" else f"{act_id}@{of.copy}",
        kind=ACT,
        act=act_id,
        view="",
        register=volume.register,
        package=volume.package,
        office=volume.office,
        event=str(act["event"]),
        regime=of.series.regime,
        copy=of.copy,
        days=occurred(act, volume.year, tolerance),
        shown=Shown(number_of(act), _date_as_written(act), volume.office_name, volume.year),
        values=tuple(dict.fromkeys(values_of(act))),
        divisions=volume.divisions,
        delivery=volume.delivery,
        contractor=volume.contractor,
        lot=volume.lot,
        status=_status(act, kinds),
        mentions=kinds,
        image=bool(act.get("regions")),
    )


def view_document(lines: Iterable[Line], volume: Volume, status: str = CURRENT) -> Document:
    """The document of one transcribed view: its lines, which all lie in that view, so that a word answers with its boxes.

    It is of the package that holds the image, whichever brought the text.
    """
    of = volume.of
    read = tuple(lines)
    view, package = read[0].region.view, read[0].region.package
    return Document(
        id=f"{package}#{view}",
        kind=VIEW,
        act="",
        view=view,
        register=volume.register,
        package=package,
        office=volume.office,
        event=of.series.event,
        regime=of.series.regime,
        copy=of.copy,
        days=gregorian(volume.year),
        shown=Shown("", {}, volume.office_name, volume.year),
        lines=read,
        divisions=volume.divisions,
        delivery=volume.delivery,
        contractor=volume.contractor,
        lot=volume.lot,
        status=status,
    )


def _status(act: ActObject, kinds: Sequence[str]) -> str:
    """Cancelled when the paper or a mention says so, corrected when a mention changed what it says, else current."""
    if act.get("status") == CANCELLED or _CANCELLING in kinds:
        return CANCELLED
    return CORRECTED if kinds and not _CORRECTING.isdisjoint(kinds) else CURRENT


def _divisions(office: Mapping[str, Json]) -> tuple[str, ...]:
    """The codes of the divisions that the office lies in, the nearest first."""
    within = cast(Sequence[Mapping[str, Json]], office.get("within") or ())
    codes = (str(office.get("division") or ""), *(str(division["code"]) for division in within))
    return tuple(dict.fromkeys(code for code in codes if code))


def _date_as_written(act: ActObject) -> dict[str, str]:
    """The event's date by calendar, in the words of the paper where they were keyed."""
    day = cast(Mapping[str, Mapping[str, Json]], cast(ActObject, act["occurred"])["date"])
    written = {
        name: day[name].get("as_written") or value_of(day[name]) for name in ("gregorian", "hijri") if name in day
    }
    return {name: str(text) for name, text in written.items() if text is not None}
