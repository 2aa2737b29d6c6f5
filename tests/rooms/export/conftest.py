"""The example delivery, fresh for each test, and the report of its verdict."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive import published
from archive.check.examine import Nothing, Reference, examine
from archive.delivery.folder import FolderSource
from archive.delivery.receive import acts_of, receive
from khizana.export.verdict_report import VerdictReport, report_of
from khizana.service.intake.delivery_template import write_template
from tests.support.deliveries import Delivery


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("example")
    write_template(root)
    return root


@pytest.fixture
def delivery(example: Path, tmp_path: Path) -> Delivery:
    return Delivery(Path(shutil.copytree(example, tmp_path / "delivery")))


@pytest.fixture
def reported() -> Callable[[Delivery], VerdictReport]:
    def report(delivery: Delivery) -> VerdictReport:
        source = FolderSource(delivery.root)
        batch = receive(source)
        reference = Reference(published.schemas(), published.countries(), Nothing())
        return report_of(examine(batch, lambda register: acts_of(source, register), reference), batch, source)

    return report
