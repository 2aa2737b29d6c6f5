"""Runs a command as somebody whom permissions and limits bind, also where root runs the tests."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NOBODY = 61234
"""A user without a name and without other processes, so that a limit of processes counts ours alone."""


def bound(*command: str | Path) -> list[str]:
    """The command as somebody who may read everything and write nothing types it; as ourselves where we are no root."""
    said = [str(one) for one in command]
    if os.geteuid() != 0:
        return said
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv (util-linux) is not here: permissions do not bind root")
    caps = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
    return ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups", *caps, *said]


@contextmanager
def open_to_all() -> Iterator[Path]:
    """A folder that everybody may look into; those of pytest are closed to others."""
    with tempfile.TemporaryDirectory(prefix="khizana-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)
