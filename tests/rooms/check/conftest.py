"""The example delivery, fresh for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
