"""Search documents of our own making, and questions to ask of them, the same in every run of one seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from archive.model.dates.interval import gregorian
from indexer.documents.document import STATUSES, Document, Shown
from indexer.documents.searchable_fields import Value

OFFICES = ("ma_01.511.01.03-1", "ma_05.231.02.01-2")
DIVISIONS = {OFFICES[0]: ("01.511.01.03", "01.511", "01"), OFFICES[1]: ("05.231.02.01", "05.231", "05")}
GIVEN = (
    *("محمد", "Mohamed", "Mohammed", "زينب", "Zineb", "Zaynab", "يوسف", "Youssef", "إدريس", "Driss", "آمنة", "Amina"),
    *(
        "رقية",
        "Roukaya",
        "عبد القادر",
        "Abdelkader",
        "سعيد",
        "Saïd",
        "خديجة",
        "Khadija",
        "علي",
        "Ali",
        "M'hamed",
        "أحمد",
    ),
)
SURNAMES = (
    *("الوزاني", "El Ouazzani", "Louazani", "بنجلون", "Benjelloun", "Ben Jelloun", "آيت لحسن", "Aït Lahcen", "الفاسي"),
    *("El Fassi", "العمراني", "Alami", "العلمي", "الناصري", "Naciri", "بن علي", "Benali", "الڭراوي", "El Guerraoui"),
)


def document(
    name: str, *texts: str, office: str = OFFICES[0], year: int = 1987, number: str = "", **more: Any
) -> Document:
    """An act document whose principal bears the texts; `fields` adds texts of other parts.

    Without a number it has that of its name's first letter, so that documents a, b, c of one year stand in this order.
    """
    values = tuple(Value("self", "", text) for text in texts)
    values += tuple(Value(field, "", text) for field, text in more.pop("fields", {}).items())
    shown = Shown(number or str(ord(name[0])), {"gregorian": str(year)}, {"fr": "Riad El Akhdar"}, year)
    chosen: dict[str, Any] = {
        "kind": "act",
        "act": name,
        "view": "",
        "register": "r1",
        "package": "p1",
        "event": "birth",
        "regime": "dahir1950",
        "copy": "office",
        "days": gregorian(year),
        "delivery": "d1",
        "contractor": "atlas",
        "divisions": DIVISIONS[office],
        **more,
    }
    return Document(id=name, office=office, shown=shown, values=values, **chosen)


def register(number: int, chance: random.Random) -> Iterator[Document]:
    """Acts of many kinds, so that every filter parts them."""
    for at in range(number):
        year = chance.randrange(1930, 1990)
        name = f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}"
        others = {part: f"{chance.choice(GIVEN)} {chance.choice(SURNAMES)}" for part in ("father", "mother", "officer")}
        office = chance.choice(OFFICES)
        event = chance.choice(("birth", "death"))
        yield document(
            f"{office}_dahir1950_{event}_{year}_{at:04d}",
            name,
            office=office,
            year=year,
            number=str(at % 97 + 1),
            fields={**others, "number": str(at % 97 + 1), "place": chance.choice(("فاس", "Tanger", "Séfrou"))},
            event=event,
            regime=chance.choice(("dahir1915", "dahir1950")),
            register=f"{office}_dahir1950_{event}_{year}_p1_office",
            package=f"{office}_dahir1950_{event}_{year}_p1_office-v1",
            status=chance.choice(STATUSES),
            mentions=chance.choice(((), ("marriage",), ("marriage", "death"))),
            image=chance.random() < 0.7,
            delivery=chance.choice(("d1", "d2")),
            contractor=chance.choice(("atlas", "rif")),
            lot=f"lot-{at % 3}" if at % 4 else "",
        )


def questions(number: int, chance: random.Random) -> Iterator[str]:
    """What people may type, with every filter now and then."""
    filters = (
        ("office:01.511", "office:05.231.02.01-2", "office:05"),
        ("event:birth", "event:وفاة"),
        ("1950..1960", "1372 هـ"),
        ("status:cancelled", "status:current"),
        ("has:image", "without:image"),
        ("has:marriage", "has:death"),
        ("number:42", "delivery:d2", "regime:dahir1915", "contractor:rif", "lot:lot-1", "kind:act"),
    )
    words = (*GIVEN, *SURNAMES, "moh*", "wa*", "ز..ب", "~Fes", "Tanger", "father:علي", "mother:Amina", '"El Ouazzani"')
    for _ in range(number):
        asked = [chance.choice(words) for _ in range(chance.randrange(1, 4))]
        where = [chance.choice(group) for group in chance.sample(filters, chance.randrange(0, 3))]
        yield " ".join([*asked, *where])
