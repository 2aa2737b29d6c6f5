"""Deliveries for tests: the one that contractors are shown, and ways to change it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive import published
from archive.check.engine.rule import CONTRACTOR, Profile
from archive.check.examine import Nothing, Reference, examine
from archive.check.reference import HoldingsView
from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.folder import FolderSource
from archive.delivery.receive import acts_of, receive
from tests.support.judges import Saying

BIRTHS = "registers/births-1987/"
DEATHS = "registers/deaths-1987/"
PAGES_ONLY = "registers/births-1951/"
NIL = "registers/deaths-1951/"
DESCRIPTIONS = (PAGES_ONLY, BIRTHS, NIL, DEATHS)
"""In the order of the manifest."""


@dataclass(frozen=True)
class Delivery:
    """A delivery folder that a test may spoil."""

    root: Path

    def receive(self) -> Batch:
        return receive(FolderSource(self.root), judge=Saying())

    def examine(self, existing: HoldingsView | None = None, profile: Profile = CONTRACTOR) -> Verdict:
        source = FolderSource(self.root)
        reference = Reference(published.schemas(), published.countries(), existing or Nothing(), profile=profile)
        return examine(receive(source, judge=Saying()), lambda register: acts_of(source, register), reference)

    def findings(self, existing: HoldingsView | None = None) -> list[tuple[str, str]]:
        """Code and place of every finding."""
        return [(finding.code, finding.place) for finding in self.examine(existing).findings]

    @contextmanager
    def document(self, path: str) -> Iterator[Any]:
        """A JSON document to change; it is written back, and the manifest is not told."""
        written = json.loads((self.root / path).read_bytes())
        yield written
        (self.root / path).write_text(json.dumps(written, ensure_ascii=False, indent=2), encoding="utf-8")

    @contextmanager
    def manifest(self) -> Iterator[Any]:
        with self.document("manifest.json") as written:
            yield written

    @contextmanager
    def register(self, folder: str = BIRTHS) -> Iterator[Any]:
        """A register description to change; the manifest is told."""
        with self.document(folder + "register.json") as written:
            yield written
        self.seal()

    @contextmanager
    def acts(self) -> Iterator[list[Any]]:
        """The acts of the births register to change; the manifest is told of the new bytes, not of another count."""
        path = self.root / BIRTHS / "acts.jsonl"
        acts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        yield acts
        path.write_text("".join(json.dumps(act, ensure_ascii=False) + "\n" for act in acts), encoding="utf-8")
        self.seal()

    def write(self, path: str, content: bytes) -> None:
        (self.root / path).write_bytes(content)

    def spoil(self, path: str) -> None:
        """Turn every bit of the byte in the middle."""
        content = bytearray((self.root / path).read_bytes())
        content[len(content) // 2] ^= 0xFF
        self.write(path, bytes(content))

    def seal(self) -> None:
        """List the files anew in the manifest, as a contractor would who meant what now lies there."""
        with self.manifest() as manifest:
            found = (path for path in sorted(self.root.rglob("*")) if path.is_file() and path.name != "manifest.json")
            manifest["files"] = [_listed(path.relative_to(self.root).as_posix(), path.read_bytes()) for path in found]
            manifest["counts"]["files"] = len(manifest["files"])


def _listed(path: str, content: bytes) -> dict[str, Any]:
    return {"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
