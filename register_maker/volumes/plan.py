"""Which registers a made delivery holds: offices, years, parts, numbers and pages, all from the seed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from archive.model.identifiers import ActId, RegisterId, Series
from archive.model.message import tell
from archive.model.records.event import Event
from register_maker.chance import Chance
from register_maker.errors import CannotMake
from register_maker.words.offices import COUNTRY, Office, Province

ACTS_A_PAGE: Final = 2
NAMES_A_TABLE_PAGE: Final = 76
CSV_REGISTER: Final = 2
"""The register, in each round of the kinds, whose acts are delivered as CSV, counted from 0; the others have JSON Lines."""
OPENING_PAGE: Final = 1
_TRIES_AT_THE_SEAT: Final = 200
_MOST_TRIES: Final = 20_000
_LONGEST_HOLE: Final = 3
FIRST_ACT_PAGE: Final = 2


class Format(StrEnum):
    """How the pages of a register are delivered."""

    G4 = "tiff-g4"
    TIFF_JPEG = "tiff-jpeg"
    JPEG = "jpeg"
    PDF = "pdf"
    JP2 = "jp2"


USUAL: Final = (Format.G4, Format.TIFF_JPEG, Format.JPEG, Format.PDF)
"""The formats of the registers in turn, where none is asked for."""


def format_named(name: str) -> Format:
    """The format of that name; CannotMake lists the known ones."""
    try:
        return Format(name)
    except ValueError:
        known = ", ".join(Format)
        raise CannotMake(
            tell("there is no format {name!r}; the known ones are {known}", name=name, known=known)
        ) from None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of register and its years; `office` counts offices from the first; `joined` continues the series before it."""

    regime: str
    event: Event
    years: tuple[int, int]
    office: int = 0
    copy: str = "office"
    joined: bool = False


_KINDS: Final = (
    Kind("dahir1950", Event.BIRTH, (1951, 1990)),
    Kind("dahir1950", Event.BIRTH, (1951, 1990), joined=True),
    Kind("law37-99", Event.DEATH, (2003, 2021)),
    Kind("law37-99", Event.BIRTH, (2003, 2021), office=1),
    Kind("dahir1915", Event.MARRIAGE, (1922, 1955)),
    Kind("dahir1950", Event.DEATH, (1951, 2002)),
    Kind("dahir1915", Event.DIVORCE, (1922, 1955)),
    Kind("dahir1950", Event.BIRTH, (1991, 2002), office=2, copy="court"),
    Kind("law36-21", Event.BIRTH, (2022, 2024), office=1),
)


@dataclass(frozen=True, slots=True)
class Volume:
    """One register volume; `name` is its identifier as text.

    `numbers` holds the number that each paper act bears, in the order of the pages.
    """

    register: RegisterId
    name: str
    event: Event
    office: Office
    parts: int
    language: str
    numbers: tuple[int, ...]
    before: int
    in_series: int
    blank_pages: int
    form: Format
    table: bool
    csv: bool
    transcription: str = ""
    """The format of the transcription of each image, page or alto; empty where there is none."""
    keyed: bool = True
    not_keyed: frozenset[int] = frozenset()
    not_imaged: frozenset[int] = frozenset()
    links: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """The act of another volume of the delivery about the same person: position to (volume, position)."""

    @property
    def series(self) -> Series:
        return self.register.series

    @property
    def folder(self) -> str:
        """Where the register lies in the delivery."""
        return f"registers/{self.name}"

    @property
    def acts_file(self) -> str:
        """Where its acts lie in the delivery."""
        return f"{self.folder}/acts.{'csv' if self.csv else 'jsonl'}"

    @property
    def closing_page(self) -> int:
        return FIRST_ACT_PAGE + -(-len(self.numbers) // ACTS_A_PAGE)

    @property
    def table_pages(self) -> int:
        return -(-len(self.numbers) // NAMES_A_TABLE_PAGE) if self.table else 0

    @property
    def pages(self) -> int:
        """How many pages the prosecutor certified."""
        return self.closing_page + self.table_pages + self.blank_pages

    def page_of(self, position: int) -> int:
        """The page that bears the act at that position, from 0."""
        return FIRST_ACT_PAGE + position // ACTS_A_PAGE

    def positions(self, page: int) -> range:
        """The acts on a page of acts."""
        first = (page - FIRST_ACT_PAGE) * ACTS_A_PAGE
        return range(first, min(first + ACTS_A_PAGE, len(self.numbers)))

    def kind_of(self, page: int) -> str:
        """What a numbered page shows, in the words of schemas/register.schema.json."""
        if page == OPENING_PAGE:
            return "opening"
        if page < self.closing_page:
            return "acts"
        if page == self.closing_page:
            return "closing"
        return "table" if page <= self.closing_page + self.table_pages else "blank"

    def delivered(self) -> Iterator[int]:
        """The positions of the acts that are delivered."""
        if not self.keyed:
            return
        for position in range(len(self.numbers)):
            if position not in self.not_keyed and self.page_of(position) not in self.not_imaged:
                yield position

    def act(self, position: int) -> ActId:
        """The identifier that the archive will give the act, unless its number is repeated."""
        return ActId(self.series, self.numbers[position])

    def place_of(self, position: int) -> str:
        """Where a delivered act stands in its file, as the archive names it; the header of a table is its first line."""
        line = sum(1 for delivered in self.delivered() if delivered < position) + (2 if self.csv else 1)
        return f"{self.acts_file}#line={line}"

    def order_of(self, page: int) -> int:
        """Which image of the register shows a numbered page, from 0; the cover is image 0."""
        return sum(1 for other in range(page) if other not in self.not_imaged)

    def chance(self, seed: int, *about: object) -> Chance:
        """The chance of this register, or of something in it."""
        return Chance.of(seed, self.name, *about)


def plan(
    province: Province,
    *,
    acts: int,
    seed: int,
    registers: int,
    keyed: bool = True,
    formats: Sequence[Format] = USUAL,
    transcription: str = "",
) -> list[Volume]:
    """The volumes of a delivery, without defects, their formats in turn. CannotMake for fewer acts than registers."""
    if registers < 1 or acts < registers:
        raise CannotMake(
            tell(
                "{acts} acts do not fill {registers} registers; ask for at least one act a register",
                acts=acts,
                registers=registers,
            )
        )
    chance = Chance.of(seed, "plan")
    shares = [acts // registers + (index < acts % registers) for index in range(registers)]
    volumes: list[Volume] = []
    taken: dict[Series, str] = {}
    first = chance.randrange(len(province.offices))
    for index, share in enumerate(shares):
        kind = _KINDS[index % len(_KINDS)]
        if kind.joined:
            volumes[-1], volume = _joined(volumes[-1], share, index)
        else:
            volume = _volume(province, kind, share, index, first, chance, taken)
        taken[volume.series] = volume.register.copy
        volumes.append(volume)
    return [
        replace(volume, keyed=keyed, form=formats[index % len(formats)], transcription=transcription)
        for index, volume in enumerate(volumes)
    ]


def _volume(
    province: Province, kind: Kind, share: int, index: int, first: int, chance: Chance, taken: Mapping[Series, str]
) -> Volume:
    series = None
    step = 3 * (index // len(_KINDS)) + kind.office
    tries = 0
    while series is None or series in taken or _leaves_a_hole(series, kind.copy, taken):
        offices = province.offices
        seated = kind.regime == "dahir1915" and tries < _TRIES_AT_THE_SEAT
        office = province.seat if seated else offices[(first + step) % len(offices)]
        series = Series(COUNTRY, office.code, kind.regime, str(kind.event), chance.randint(*kind.years))
        step += 0 if seated else 1
        tries += 1
        if tries > _MOST_TRIES:
            raise CannotMake(
                tell(
                    "the offices have no year left for register {number}; ask for fewer registers or for more offices",
                    number=index + 1,
                )
            )
    register = RegisterId(series, 1, kind.copy)
    return Volume(
        register=register,
        name=str(register),
        event=kind.event,
        office=office,
        parts=1,
        language="fr" if kind.regime == "dahir1915" else "ar",
        numbers=tuple(range(1, share + 1)),
        before=0,
        in_series=share,
        blank_pages=chance.randrange(3),
        form=Format.G4,
        table=chance.random() < 0.75,
        csv=index % len(_KINDS) == CSV_REGISTER,
    )


def _leaves_a_hole(series: Series, copy: str, taken: Mapping[Series, str]) -> bool:
    """Whether a few years would lack between this register and another of its office: such a delivery would not be right."""
    years = [
        other.year
        for other, its_copy in taken.items()
        if (other.office, other.event, its_copy) == (series.office, series.event, copy)
    ]
    below = min((series.year - year for year in years if year < series.year), default=1)
    above = min((year - series.year for year in years if year > series.year), default=1)
    return any(1 < apart <= _LONGEST_HOLE + 1 for apart in (below, above))


def _joined(first: Volume, share: int, index: int) -> tuple[Volume, Volume]:
    """The volume before as part 1 of 2, and its part 2, whose numbers go on (decree 2-99-665, article 12)."""
    before = len(first.numbers)
    total = before + share
    register = RegisterId(first.series, 2, first.register.copy)
    last = replace(
        first,
        register=register,
        name=str(register),
        parts=2,
        numbers=tuple(range(before + 1, total + 1)),
        before=before,
        in_series=total,
        csv=index % len(_KINDS) == CSV_REGISTER,
    )
    return replace(first, parts=2, in_series=total), last
