"""What the tests of interrupted operations share: one small delivery, one driver, and how far to go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.model.records.version import Link
from archive.package.package_reader import PackageReading
from khizana.service.intake.delivery_template import write_template
from tests.faults.interrupting import Interrupting
from tests.faults.operations import Deliveries, Rooms, version_of
from tests.support.versions import FOLDER, as_delivered, marriage, write_version_of

REGISTER = "ma_01.511.01.03-1_dahir1950_birth_1987_p1_office"
LONG = os.environ.get("KHIZANA_FAULTS") == "long"
"""`make faults` tries every call and very many disk states; `make test` a part of them."""


@pytest.fixture(scope="session")
def small_delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The delivery that contractors are shown: four registers, eleven pages."""
    folder = tmp_path_factory.mktemp("small") / "delivery"
    write_template(folder)
    write_following(folder, tmp_path_factory.mktemp("held"))
    return folder


def write_following(delivery: Path, root: Path) -> None:
    """Beside a delivery, a version of one of its registers: a mention and a page imaged again. Taking it in gives the same
    bytes each time, so what it follows is known before."""
    rooms = Rooms.create(root)
    Deliveries().take_in(delivery, rooms)
    entries = (recorded.entry for recorded in rooms.ledger.since(0))
    stored = next(entry for entry in entries if entry.links.get("register") == REGISTER)
    reading = PackageReading(rooms.store)
    stands = reading.standing((Link(stored.subject, stored.digests["tagmanifest"]),))
    act = as_delivered(next(iter(stands.acts.values())))
    act["mentions"].append(marriage(2))
    view = {"file": f"{FOLDER}images/1.tif", "kind": "acts", "pages": [2, 3], "replaces": ["v0003"]}
    office = reading.register(stored.subject)["office"]
    write_version_of(version_of(delivery), stands, office, "mentions", [act], [view])


@pytest.fixture(scope="module")
def interrupting(small_delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Interrupting]:
    """A driver that does operations on a tiny archive, to be interrupted."""
    made = Interrupting(tmp_path_factory.mktemp("interrupted"), small_delivery)
    try:
        yield made
    finally:
        made.close()
