"""An archive of the template delivery, with a replica and two people."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.support.cli import Called, khizana


@dataclass(frozen=True, slots=True)
class Replicated:
    """Where everything lies."""

    root: Path
    replica: Path
    keys: Path
    delivery: Path

    def call(self, *arguments: str | Path) -> Called:
        """A command on this archive."""
        return khizana(*arguments, "--archive", self.root)

    def signed(self, name: str) -> list[str | Path]:
        """The options with which a person signs."""
        return ["--as", name, "--key", self.keys / f"{name}.key"]

    def name(self, name: str) -> None:
        """Name one more person, as amal asks and badr approves."""
        new, by = self.keys / f"{name}.key", ("--as", "amal", "--with", self.keys / "amal.key")
        asked = self.call("person", "add", name, "--key", new, *by, "--json")
        assert self.call("approve", asked.json["request"], *self.signed("badr")).code == 0


def begun(folder: Path) -> Replicated:
    """Empty: the archive, its replica b, and amal and badr, who are named."""
    made = Replicated(folder / "archive", folder / "b", folder / "keys", folder / "delivery")
    made.keys.mkdir()
    assert khizana("delivery", "template", made.delivery).code == 0
    assert khizana("init", made.root, "--name", "twice").code == 0
    assert made.call("replica", "add", "b", made.replica).code == 0
    for name in ("amal", "badr"):
        assert made.call("person", "add", name, "--key", made.keys / f"{name}.key").code == 0
    return made


def replicated(folder: Path) -> Replicated:
    """With the packages of the delivery, and all of it in the replica."""
    made = begun(folder)
    assert made.call("ingest", made.delivery).code == 0
    return made


def copied(base: Replicated, folder: Path) -> Replicated:
    """The same archive, replica and keys once more, which is quicker than taking everything in again."""
    made = Replicated(folder / "archive", folder / "b", folder / "keys", base.delivery)
    for one, other in ((base.root, made.root), (base.replica, made.replica), (base.keys, made.keys)):
        shutil.copytree(one, other, symlinks=True)
    settings = made.root / "archive.toml"
    settings.write_text(settings.read_text("utf-8").replace(str(base.replica), str(made.replica)), encoding="utf-8")
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
