"""What the tests of interrupted operations share: one small delivery, one driver, and how far to go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from khizana.delivery_template import write_template
from tests.faults.interrupting import Interrupting

LONG = os.environ.get("KHIZANA_FAULTS") == "long"
"""`make faults` tries every call and very many disk states; `make test` a part of them."""


@pytest.fixture(scope="session")
def small_delivery(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The delivery that contractors are shown: four registers, eleven pages."""
    folder = tmp_path_factory.mktemp("small") / "delivery"
    write_template(folder)
    return folder


@pytest.fixture(scope="module")
def interrupting(small_delivery: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Interrupting]:
    """A driver that does operations on a tiny archive, to be interrupted."""
    made = Interrupting(tmp_path_factory.mktemp("interrupted"), small_delivery)
    try:
        yield made
    finally:
        made.close()
