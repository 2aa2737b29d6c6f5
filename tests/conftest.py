"""What every test may count on."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests reaches them."""
    for name in ("KHIZANA_ARCHIVE", "KHIZANA_LANG", "KHIZANA_ACTOR", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
