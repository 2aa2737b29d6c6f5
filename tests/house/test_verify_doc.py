"""Every command of docs/verify.md works on what is right, and fails on what is not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.authority import authority
from tests.support.books import Book, made_witness
from tests.support.cli import khizana
from tests.support.mutate import flip
from tests.support.tessera import fsck

pytestmark = [pytest.mark.judge, pytest.mark.xdist_group("verify_doc")]

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", (ROOT / "docs" / "verify.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
PACKAGE, LISTED, PROOF, CHECKPOINT, WITNESS, LEDGER, STAMP = range(7)


@dataclass(frozen=True, slots=True)
class Papers:
    """What a stranger was given."""

    folder: Path
    names: dict[str, Path]

    def run(self, block: int) -> int:
        """The exit code of a block of the page."""
        judges = ROOT / os.environ.get("KHIZANA_CACHE", ".cache") / "judges" / "bin"
        given = {name: str(path) for name, path in self.names.items()}
        scratch = self.folder / "scratch"
        scratch.mkdir(exist_ok=True)
        environment = {"PATH": f"{judges}:{os.environ['PATH']}", "TMPDIR": str(scratch), "LC_ALL": "C.UTF-8", **given}
        command = ["bash", "-euo", "pipefail", "-c", BLOCKS[block]]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120).returncode


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    khizana("delivery", "template", folder / "delivery")
    khizana("init", folder / "archive", "--name", "page")
    taken = khizana("ingest", folder / "delivery", "--archive", folder / "archive", "--json").json
    name = next(one for one in taken["stored"] if "_birth_1987_" in one)
    book = Book(folder / "archive")
    book.grow(300)
    seen = made_witness(folder / "witness", book).see(book, "first")
    with authority(folder / "authority") as running:
        stamp = Path(book.ask("timestamp", "--authority", running.url, "--ca", running.ca).json["file"])
    papers = folder / "given"
    papers.mkdir()
    book.ask("prove", name, "-o", papers / "one.tlog-proof")
    book.ask("checkpoint", "-o", papers / "checkpoint")
    shutil.copytree(next((folder / "archive" / "store" / "packages").glob(f"*/{name}")), papers / name)
    shutil.copytree(book.ledger, papers / "ledger")
    for path, given in (
        (book.key, "ledger.pub"),
        (seen, "witnessed"),
        (folder / "witness" / "witness.pub", "witness.pub"),
    ):
        shutil.copy(path, papers / given)
    for path, given in (
        (stamp, "stamp.tsr"),
        (stamp.with_suffix(".checkpoint"), "stamp.checkpoint"),
        (running.ca, "ca.pem"),
    ):
        shutil.copy(path, papers / given)
    return papers


@pytest.fixture
def papers(original: Path, tmp_path: Path) -> Iterator[Papers]:
    here = tmp_path / "given"
    shutil.copytree(original, here)
    files = {"PROOF": "one.tlog-proof", "KEY": "ledger.pub", "CHECKPOINT": "checkpoint", "WITNESSED": "witnessed"}
    files |= {"WITNESS_KEY": "witness.pub", "LEDGER": "ledger", "STAMP": "stamp.tsr", "AUTHORITY": "ca.pem"}
    names = {name: here / file for name, file in files.items()}
    yield Papers(tmp_path, {**names, "PACKAGE": next(here.glob("ma_*"))})


def altered_page(papers: Papers) -> Path:
    return next(papers.names["PACKAGE"].rglob("representations/master/data/*"))


def added_file(papers: Papers) -> None:
    folder = altered_page(papers).parent
    folder.chmod(0o755)
    (folder / "9999.tif").write_bytes(b"II*\0")


def test_the_page_has_the_blocks_that_are_tested() -> None:
    assert len(BLOCKS) == 7


@pytest.mark.parametrize("block", range(7))
def test_each_command_works(papers: Papers, block: int) -> None:
    if block == LEDGER:
        fsck(
            papers.names["LEDGER"], papers.names["KEY"].read_text().strip()
        )  # skips loudly where the judge is not built

    assert papers.run(block) == 0


def test_a_flipped_page_is_found(papers: Papers) -> None:
    flip(altered_page(papers), 1000)

    assert papers.run(PACKAGE) != 0


def test_an_added_file_is_found(papers: Papers) -> None:
    added_file(papers)

    assert papers.run(PACKAGE) == 0
    assert papers.run(LISTED) != 0


def test_a_package_that_agrees_with_itself_and_not_with_the_ledger_is_found(papers: Papers) -> None:
    info = papers.names["PACKAGE"] / "tagmanifest-sha256.txt"
    info.chmod(0o644)
    info.write_bytes(b"".join(reversed(info.read_bytes().splitlines(keepends=True))))

    assert papers.run(PACKAGE) == 0
    assert papers.run(PROOF) != 0


@pytest.mark.parametrize(("name", "block"), [("PROOF", PROOF), ("CHECKPOINT", CHECKPOINT), ("WITNESSED", WITNESS)])
def test_no_line_can_change_unseen(papers: Papers, name: str, block: int) -> None:
    path = papers.names[name]
    lines = path.read_bytes().split(b"\n")
    whole = [number for number, line in enumerate(lines) if line and not line.startswith("—".encode())]

    for number in whole:
        altered = [*lines]
        middle = len(lines[number]) // 2  # the last letter of base64 may hold bits that say nothing
        altered[number] = lines[number][:middle] + bytes([lines[number][middle] ^ 1]) + lines[number][middle + 1 :]
        path.write_bytes(b"\n".join(altered))
        assert papers.run(block) != 0, lines[number]


@pytest.mark.parametrize("block", [PROOF, CHECKPOINT])
def test_the_key_of_another_is_refused(papers: Papers, tmp_path: Path, block: int) -> None:
    khizana("init", tmp_path / "other", "--name", "page")
    shutil.copy(tmp_path / "other" / "keys" / "ledger.pub", papers.names["KEY"])

    assert papers.run(block) != 0


def test_an_altered_entry_bundle_is_found(papers: Papers) -> None:
    flip(papers.names["LEDGER"] / "tile" / "entries" / "000", 500)
    outcome = fsck(papers.names["LEDGER"], papers.names["KEY"].read_text().strip(), seconds=3)

    assert not outcome.accepted


def test_a_stamp_of_another_checkpoint_is_refused(papers: Papers) -> None:
    flip(papers.names["STAMP"].with_suffix(".checkpoint"), 5)

    assert papers.run(STAMP) != 0
