"""What stands on each page of a register: the jobs for the drawers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from archive.model.records.event import Event
from register_maker.acts.paper_acts import Acts
from register_maker.pages.layout import MOST_SKEW, Sheet
from register_maker.pages.page_job import Block, Head, Page
from register_maker.pages.rows import Row, labels, rows
from register_maker.volumes.plan import NAMES_A_TABLE_PAGE, Volume
from register_maker.volumes.statements import closed_on, opened_on
from register_maker.words.dates import gregorian_words
from register_maker.words.numbers import arabic, french
from register_maker.words.offices import Province
from register_maker.words.paper import Name
from register_maker.words.people import of

_TITLES: Final = {
    Event.BIRTH: ("سجل الولادات", "Registre des naissances"),
    Event.DEATH: ("سجل الوفيات", "Registre des décès"),
    Event.MARRIAGE: ("", "Registre des mariages"),
    Event.DIVORCE: ("", "Registre des divorces"),
}
COVER: Final = 0
"""Stands for the cover where a page number is asked for; the cover bears none."""


@dataclass(frozen=True, slots=True)
class Pages:
    """Describes the pages of the volumes of a delivery, at some scale."""

    acts: Acts
    province: Province
    scale: float

    def sheet(self, volume: Volume, page: int) -> Sheet:
        """How that page lies on the scanner."""
        chance = volume.chance(self.acts.seed, "skew", page)
        return Sheet(self.scale, round(chance.uniform(-MOST_SKEW, MOST_SKEW), 3))

    def page(self, volume: Volume, number: int, out: str) -> Page:
        """The job that draws a numbered page, or the cover, into a file."""
        kind = "cover" if number == COVER else volume.kind_of(number)
        return Page(
            out=out,
            head=self._head(volume),
            kind=kind,
            number=number or None,
            blocks=tuple(self._blocks(volume, number)) if kind == "acts" else (),
            lines=tuple(self._lines(volume, kind, number)),
            form=volume.form,
            scale=self.scale,
            angle=self.sheet(volume, number).angle,
            seed=volume.chance(self.acts.seed, "page", number).randrange(2**31),
        )

    def _head(self, volume: Volume) -> Head:
        province, office = self.province.name, volume.office
        title_ar, title_fr = _TITLES[volume.event]
        part = f" — {volume.register.part}/{volume.parts}" if volume.parts > 1 else ""
        bureau = office.code.rpartition("-")[2]
        if volume.language == "fr":
            ar: tuple[str, ...] = ("", "", "", "")
            fr = ("EMPIRE CHÉRIFIEN", "État civil", f"Région {of(province.latin)}", f"Bureau {of(office.name.latin)}")
        else:
            ar = (
                "المملكة المغربية",
                "وزارة الداخلية",
                f"{'عمالة' if self.province.is_prefecture else 'إقليم'} {province.ar}",
                f"جماعة {office.name.ar} — مكتب {bureau}",
            )
            fr = (
                "Royaume du Maroc",
                "Ministère de l'Intérieur",
                f"{'Préfecture' if self.province.is_prefecture else 'Province'} {of(province.latin)}",
                f"Commune {of(office.name.latin)} — bureau {bureau}",
            )
        seed = volume.chance(self.acts.seed, "paper").randrange(2**31)
        printed = labels(self.acts.make(volume, 0))
        year = f"{volume.series.year}{part}"
        return Head(volume.name, volume.language, ar, fr, title_ar, title_fr, year, printed, seed)

    def _blocks(self, volume: Volume, number: int) -> Iterator[Block]:
        for slot, position in enumerate(volume.positions(number)):
            act = self.acts.make(volume, position)
            margin = tuple(mention.text.ar for mention in act.mentions)
            yield Block(slot, act.number, tuple(rows(act)), margin)

    def _lines(self, volume: Volume, kind: str, number: int) -> Iterator[Row]:
        match kind:
            case "opening":
                yield from _opening(volume, self.acts.people.term("prosecutor"))
            case "closing":
                yield from _closing(volume)
            case "table":
                yield from self._table(volume, number - volume.closing_page - 1)
            case _:
                pass

    def _table(self, volume: Volume, order: int) -> Iterator[Row]:
        """Part of the alphabetical table: names with the number of the act, two to a line."""
        entries = sorted(self._entries(volume))[order * NAMES_A_TABLE_PAGE :][:NAMES_A_TABLE_PAGE]
        arabic = volume.language == "ar"
        yield Row("", "", "", "الجدول الأبجدي") if arabic else Row("", "", "Table alphabétique")
        for first, second in zip_longest(entries[::2], entries[1::2], fillvalue=" "):
            yield Row("", second, "", first) if arabic else Row(second, "", first)

    def _entries(self, volume: Volume) -> Iterator[str]:
        for position in range(len(volume.numbers)):
            act = self.acts.make(volume, position)
            person = act.persons[0]
            written = (person.surname, person.given)
            names = " ".join(name.in_language(volume.language) for name in written)
            yield f"{names} — {act.number}"


def _opening(volume: Volume, prosecutor: Name) -> Iterator[Row]:
    day, pages = opened_on(volume), volume.pages
    if volume.language == "fr":
        yield from _french(
            f"Le présent registre contient {french(pages)} ({pages}) pages",
            "cotées et paraphées par nous, juge de paix,",
            f"pour les actes de l'année {french(volume.series.year)}.",
            f"Fait {gregorian_words(day, 'fr')}.",
        )
        return
    counted = "صفحات" if 3 <= pages % 100 <= 10 else "صفحة"
    yield from _arabic(
        f"نحن {prosecutor.ar}",
        "نشهد بأن هذا السجل يحتوي على",
        f"{arabic(pages, feminine=True)} ({pages}) {counted}",
        "مرقمة ومختومة من طرفنا، وهو مخصص لرسوم سنة",
        arabic(volume.series.year, feminine=True),
        f"وحرر في {gregorian_words(day, 'ar')}",
    )


def _closing(volume: Volume) -> Iterator[Row]:
    day, count = closed_on(volume), len(volume.numbers)
    first, last = volume.numbers[0], volume.numbers[-1]
    if volume.language == "fr":
        yield from _french(
            f"Le présent registre est clos et arrêté {gregorian_words(day, 'fr')}.",
            f"Il contient {french(count)} ({count}) actes, du n° {first} au n° {last}.",
        )
        return
    rest = count % 100
    counted = "رسوم" if 3 <= rest <= 10 else "رسما" if rest > 10 else "رسم"
    yield from _arabic(
        "حصر هذا السجل وأقفل في",
        gregorian_words(day, "ar"),
        "وهو يشتمل على",
        f"{arabic(count, feminine=False)} ({count}) {counted}",
        f"من الرقم {first} إلى الرقم {last}",
    )


def _arabic(*texts: str) -> Iterator[Row]:
    return (Row("", "", "", text) for text in texts)


def _french(*texts: str) -> Iterator[Row]:
    return (Row("", "", text) for text in texts)
