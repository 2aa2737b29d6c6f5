"""An archive that an earlier Khizana made, unpacked as it was, with its keys in their places."""

from __future__ import annotations

import hashlib
import json
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.ledger.keys.checkpoint import SignatureKind, Signer
from tests.support.cli import Called, khizana

FOLDER = Path(__file__).parents[1] / "kept"
MADE_AT = "/tmp/kept/replica"
"""Where the replica lay when the archive was made, as its archive.toml says."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where it lies, and what the Khizana that made it answered."""

    root: Path
    replica: Path
    keys: Path
    answers: dict[str, Any]

    def call(self, *arguments: str | Path) -> Called:
        """A command on this archive."""
        return khizana(*arguments, "--archive", self.root)

    def signed(self, name: str) -> list[str | Path]:
        """The options with which a person signs."""
        return ["--as", name, "--key", self.keys / f"{name}.key"]


def unpacked(folder: Path, form: str = "0.1") -> Kept:
    """The archive of a form, ready to be written to."""
    with tarfile.open(FOLDER / f"{form}.tar.xz") as packed:
        packed.extractall(folder, filter="tar")
    made = Kept(folder / "archive", folder / "replica", folder, json.loads((FOLDER / f"{form}.json").read_bytes()))
    settings = made.root / "archive.toml"
    settings.write_text(settings.read_text("utf-8").replace(MADE_AT, str(made.replica)), encoding="utf-8")
    names = ("khizana/kept", "khizana/kept/people/amal", "khizana/kept/people/badr", "court.example/witness")
    places = (
        made.root / "keys" / "ledger.key",
        folder / "amal.key",
        folder / "badr.key",
        folder / "witness/witness.key",
    )
    for number, (name, place) in enumerate(zip(names, places, strict=True), start=1):
        seed = hashlib.sha256(f"khizana kept archive {form}, key {number}".encode()).digest()
        signer = Signer(name, seed, SignatureKind.WITNESS if "witness" in name else SignatureKind.LOG)
        place.write_text(f"{signer.encoded()}\n", encoding="ascii")
        place.chmod(0o600)
    return made
