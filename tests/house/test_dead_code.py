"""Nothing stands in the product that nothing uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "find-dead-code.py"


def test_every_function_class_and_field_is_used_somewhere() -> None:
    said = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)

    assert (said.returncode, said.stdout) == (0, ""), said.stderr
