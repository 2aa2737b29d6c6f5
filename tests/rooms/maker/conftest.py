"""Two made deliveries for the whole session: a small one that is drawn, and a wide one without images."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive.delivery.facts.batch import Batch, DeliveredAct, DeliveredRegister
from archive.delivery.folder import FolderSource
from archive.delivery.keyed_tables.acts import acts_of
from archive.delivery.receive import receive
from register_maker.maker import Made, make
from tests.support.judges import Saying

DRAWN_SEED = 11
WIDE_SEED = 12


@dataclass(frozen=True, slots=True)
class Received:
    """A made delivery, and what the archive's own door makes of it."""

    made: Made
    batch: Batch

    @property
    def root(self) -> Path:
        return self.made.directory

    def acts(self, register: DeliveredRegister) -> Iterator[Any]:
        """The acts of a register, whether it came as JSON Lines or CSV."""
        for act in acts_of(FolderSource(self.root), register):
            assert isinstance(act, DeliveredAct)
            yield act.content


def drawn_delivery(folder: Path) -> Made:
    """Every format of page, at a third of the size."""
    return make(folder, acts=14, seed=DRAWN_SEED, registers=5, scale=0.35)


@pytest.fixture(scope="session")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Received:
    made = drawn_delivery(tmp_path_factory.mktemp("maker") / "drawn")
    return Received(made, receive(FolderSource(made.directory), workers=1, judge=Saying()))


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Received:
    made = make(tmp_path_factory.mktemp("maker") / "wide", acts=330, seed=WIDE_SEED, registers=11, images=False)
    return Received(made, receive(FolderSource(made.directory), workers=1, judge=Saying()))
