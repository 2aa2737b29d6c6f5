"""The example delivery, fresh for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from khizana.delivery_template import write_template
from tests.support.deliveries import Delivery


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    root = tmp_path / "delivery"
    write_template(root)
    return Delivery(root)
