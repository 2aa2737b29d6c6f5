"""Compiles the catalogue of texts when the program is built or installed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledTexts(BuildHookInterface):  # type: ignore[type-arg]
    """A wheel has the compiled texts; an editable installation gets them beside the written ones."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        spec = importlib.util.spec_from_file_location("catalogue", root / "khizana" / "catalogue.py")
        assert spec and spec.loader
        catalogue = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(catalogue)
        for written in sorted((root / "khizana" / "locale").glob("*/LC_MESSAGES/*.po")):
            written.with_suffix(".mo").write_bytes(catalogue.compiled_of(written))
