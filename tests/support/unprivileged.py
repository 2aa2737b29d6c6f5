"""Runs a command as somebody whom permissions and limits bind, also where root runs the tests."""

from __future__ import annotations

import os
import shutil
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
