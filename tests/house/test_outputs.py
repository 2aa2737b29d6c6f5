"""Nothing that a command writes may fall on what is kept. Every parameter of every command is looked at: none is forgotten."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from khizana.cli.app import app
from khizana.cli.options import outputs
from khizana.errors import UsageError
from tests.support.cli import khizana

READ = {
    "archive", "authorities", "certificate", "checkpoint", "delivery", "file", "handover", "held", "kept", "log", "old",
    "package", "paths", "profile", "report", "seen", "witness_key", "witness_keys",
}  # fmt: skip
"""Parameters that are paths and are only read, whichever command has them; `archive` is what a command is about."""

ONLY_READ = {
    ("ledger accept-loss", "key"), ("ledger declare-time", "key"), ("person add", "by_key"), ("person withdraw", "by_key"),
    ("policy adopt", "key"), ("refuse", "key"),
    ("approve", "key"), ("audit verify-report", "key"), ("backup drill", "directory"), ("backup verify", "directory"),
    ("dispose", "key"), ("ledger adopt-key", "key"), ("ledger check-growth", "key"), ("ledger check-proof", "key"),
    ("repair", "key"), ("restore", "directory"), ("witness sign", "request"),
}  # fmt: skip
"""Those that share a name with something that another command writes."""


def commands(command: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its name."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for one in sorted(below):
        yield from commands(below[one], f"{name} {one}".strip())


def kind_of(parameter: Any) -> Callable[..., Any] | None:
    """The guard of a parameter; None where it has none."""
    guard = getattr(parameter.callback, "__wrapped__", None)
    return guard if guard in outputs.KINDS else None


TREE: Any = typer.main.get_command(app)
ALL = list(commands(TREE))
WRITTEN = [(name, command, one) for name, command in ALL for one in command.params if kind_of(one)]


def takes_a_path(parameter: Any) -> bool:
    """By its type, or by what its help calls it, should somebody take a path for a text."""
    named = parameter.metavar in {"FILE", "DIR", "PATH", "PATH...", "NEW-ARCHIVE", "DELIVERY"}
    return named or any(word in str(parameter.type_descriptor.annotation) for word in ("Path", "NewFile", "Folder"))


def test_every_path_of_every_command_is_guarded_or_known_to_be_only_read() -> None:
    unknown = [
        (name, one.name)
        for name, command in ALL
        for one in command.params
        if takes_a_path(one) and not kind_of(one) and one.name not in READ and (name, one.name) not in ONLY_READ
    ]

    assert unknown == []


def test_no_parameter_is_said_to_be_read_and_guarded() -> None:
    stale = [(name, one) for name, one in ONLY_READ if one not in {each.name for each in dict(ALL)[name].params}]

    assert stale == []
    assert len(WRITTEN) >= 20


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One of each kind of place that no output may fall on."""
    root = tmp_path_factory.mktemp("kept")
    archive = root / "archive"
    assert khizana("init", archive, "--name", "kept").code == 0
    assert khizana("replica", "add", "b", root / "replica", "--archive", archive).code == 0
    assert khizana("backup", root / "backup", "--archive", archive).code == 0
    assert khizana("delivery", "template", root / "delivery").code == 0
    assert khizana("witness", "init", root / "witness", "--name", "court.example/w").code == 0
    (root / "elsewhere").symlink_to(archive / "keys", target_is_directory=True)
    (root / "link").symlink_to(archive / "keys" / "ledger.key")
    return {one.name: one for one in root.iterdir()}


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def line(command: Any, parameter: Any, value: Path, tmp_path: Path) -> list[str]:
    """What is typed: the parameter that is tried, and something for all others that the command needs."""
    options, arguments = list[str](), list[str]()
    for one in command.params:
        given = str(value) if one is parameter else str(tmp_path / "x.prom") if takes_a_path(one) else "x"
        if one is not parameter and not one.required:
            continue
        if one.param_type_name == "argument":
            arguments.append(given)
        else:
            options += [one.opts[0], given]
    return [*options, *arguments]


PLACES = ("archive", "archive/keys", "archive/store/packages", "replica", "replica/store", "backup", "backup/files",
          "delivery", "delivery/registers", "witness/refused", "elsewhere")  # fmt: skip


@pytest.mark.parametrize(("name", "command", "parameter"), WRITTEN, ids=[f"{n} {p.name}" for n, _, p in WRITTEN])
def test_no_output_lies_in_what_is_kept_or_was_delivered(
    name: str, command: Any, parameter: Any, kept: dict[str, Path], tmp_path: Path
) -> None:
    before = contents(kept["archive"].parent)
    made = kind_of(parameter) is outputs.delivery_folder
    for place in PLACES[:2] if made else PLACES:
        value = kept["archive"].parent / place / ("" if made else "new.prom")

        assert "lies in" in refused(name, *line(command, parameter, value, tmp_path))
    assert contents(kept["archive"].parent) == before


def refused(name: str, *arguments: str) -> str:
    """Why a command line is refused; asked of the tree of commands that is made already."""
    with pytest.raises(UsageError) as error:
        TREE.main(args=[*name.split(), *arguments], prog_name="khizana", standalone_mode=False)
    return str(error.value)


FILES = [(name, command, one) for name, command, one in WRITTEN if kind_of(one) is outputs.new_file]


@pytest.mark.parametrize(("name", "command", "parameter"), FILES, ids=[f"{n} {p.name}" for n, _, p in FILES])
def test_no_file_is_lost_unless_somebody_agrees(
    name: str, command: Any, parameter: Any, kept: dict[str, Path], tmp_path: Path
) -> None:
    precious = tmp_path / "precious.prom"
    precious.write_bytes(b"precious")
    for value in (precious, tmp_path, Path("/dev/null")):
        assert "is there" in refused(name, *line(command, parameter, value, tmp_path))
    for value in (
        kept["archive"] / "keys" / "ledger.key",
        kept["link"],
        kept["witness"] / "seen.json",
        Path("/dev/null"),
    ):
        assert refused(name, "--force", *line(command, parameter, value, tmp_path))
    assert precious.read_bytes() == b"precious"
    assert b"PRIVATE+KEY" in (kept["archive"] / "keys" / "ledger.key").read_bytes()
    assert Path("/dev/null").is_char_device()


def test_a_file_is_replaced_where_somebody_agrees(kept: dict[str, Path], tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.write_bytes(b"an older one")
    answered = khizana("ledger", "checkpoint", "--archive", kept["archive"], "-o", note, "--force", "--json")

    assert note.read_text() == answered.json["checkpoint"]


def test_figures_replace_our_own_and_nothing_else(kept: dict[str, Path], tmp_path: Path) -> None:
    figures = tmp_path / "khizana.prom"
    asked = ("audit", "metrics", "--archive", kept["archive"], "--textfile", figures)
    assert khizana(*asked).code == khizana(*asked).code == 0

    figures.write_text("# HELP node_other of another program\n", encoding="utf-8")
    assert khizana(*asked).code == 2


def test_a_report_replaces_none_unless_somebody_agrees(kept: dict[str, Path], tmp_path: Path) -> None:
    asked = ("check", kept["delivery"], "--report", tmp_path / "report", "--json")
    first = khizana(*asked)
    assert json.loads(first.out)["files"]

    assert (khizana(*asked).code, khizana(*asked, "--force").code) == (2, first.code)
