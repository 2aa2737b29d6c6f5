"""Names what nothing uses (vulture, `[tool.vulture]` of pyproject.toml). What a test alone uses is used; tests are not named."""

from __future__ import annotations

import sys
from pathlib import Path

from vulture.config import make_config
from vulture.core import Vulture

ROOT = Path(__file__).parents[1]


def main() -> int:
    config = make_config(["--config", str(ROOT / "pyproject.toml")])
    found = Vulture(ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"])
    found.scavenge([str(ROOT / path) for path in config["paths"]])
    dead = found.get_unused_code(min_confidence=config["min_confidence"])
    named = [one for one in dead if not Path(one.filename).is_relative_to(ROOT / "tests")]
    for one in named:
        sys.stdout.write(f"{Path(one.filename).relative_to(ROOT)}:{one.first_lineno}: {one.message}\n")
    return 1 if named else 0


if __name__ == "__main__":
    sys.exit(main())
