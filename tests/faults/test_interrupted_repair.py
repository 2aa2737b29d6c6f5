"""Each changing system call of a repair is its last, or fails: who looks finds the damaged package or the repaired one, and never
none or a mixture; what was damaged is never lost; the same repair done again finishes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.model.digest import Digest
from archive.repair import Outcome, repair_document, repair_package
from archive.store.deposit import deposit
from archive.store.folder_store.folder import FolderStore
from tests.faults.conftest import LONG
from tests.rooms.store.made_package import PACKAGE, from_memory, made_plan
from tests.support.damaging import seen
from tests.support.mutate import flip
from tests.support.strace import Attached, Call, calls

STRIDE = 1 if LONG else 2
DOCUMENT = b'{"verdict": "accepted"}\n' * 300
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("interrupted-repair")]


@dataclass(frozen=True, slots=True)
class Base:
    """A damaged store and an intact one, with the digest of the package's tagmanifest; copied for every trial."""

    root: Path
    tagmanifest: Digest

    def act(self, root: Path) -> list[Outcome]:
        """The repair of the package and of the document."""
        damaged, intact = FolderStore(root / "a"), FolderStore(root / "b")
        package = repair_package(PACKAGE, self.tagmanifest, damaged, intact, "case")
        document = repair_document(Digest.of(DOCUMENT), damaged, intact, "case")
        return [package.outcome, document.outcome]

    def fresh(self) -> Path:
        root = self.root.with_name("now")
        if root.exists():
            subprocess.run(["chmod", "-R", "u+w", str(root)], check=True)
            shutil.rmtree(root)
        shutil.copytree(self.root, root, symlinks=True)
        return root


def package_of(root: Path) -> dict[str, tuple[int, bytes]]:
    return seen(FolderStore(root / "a").folder(PACKAGE))


def document_of(root: Path) -> bytes | None:
    digest = Digest.of(DOCUMENT).hex
    path = root / "a" / "documents" / "sha256" / digest[:2] / digest
    return path.read_bytes() if path.exists() else None


def bytes_of(found: dict[str, tuple[int, bytes]]) -> dict[str, bytes]:
    return {path: content for path, (_, content) in found.items()}


def prepared(root: Path, damage: str) -> Base:
    """A package and a document that are `altered` in one store, or `missing` from it, and intact in another."""
    for name in ("a", "b"):
        store = FolderStore.create(root / name)
        receipt = deposit(made_plan(), from_memory(), store)
        store.put_document(DOCUMENT)
    digest = Digest.of(DOCUMENT).hex
    document = root / "a" / "documents" / "sha256" / digest[:2] / digest
    package = FolderStore(root / "a").folder(PACKAGE)
    if damage == "altered":
        flip(min(package.rglob("*.tif")), 5)
        flip(document, 5)
    else:
        subprocess.run(["chmod", "-R", "u+w", str(package)], check=True)
        shutil.rmtree(package)
        document.unlink()
    return Base(root, receipt.tagmanifest)


@pytest.fixture(scope="module", params=["altered", "missing"])
def base(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Base:
    return prepared(tmp_path_factory.mktemp("repair") / "base", request.param)


BROKEN = 70
"""How a child ends that met an error which no disk gives."""


def traced(act: Callable[[], object], log: Path, inject: str | None) -> int:
    """Do it in a child of its own, which strace watches; how the child ended."""
    go, going = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(going)
        os.read(go, 1)
        ended = BROKEN
        try:
            act()
            ended = 0
        except OSError:
            ended = 1
        finally:
            os._exit(ended)
    os.close(go)
    tracer = Attached(child, log, inject)
    os.write(going, b"!")
    os.close(going)
    _, status = os.waitpid(child, 0)
    tracer.end()
    return os.waitstatus_to_exitcode(status)


def changing(base: Base, log: Path) -> list[Call]:
    root = base.fresh()
    assert traced(lambda: base.act(root), log, None) == 0
    return [call for call in calls(log) if "open" not in call.name or "O_CREAT" in str(call.arguments)]


def judge(base: Base, root: Path, told: str) -> None:
    """Now, and after the same repair was done again."""
    damaged, whole = package_of(base.root), seen(FolderStore(base.root / "b").folder(PACKAGE))
    now = bytes_of(package_of(root))
    assert now in (bytes_of(damaged), bytes_of(whole)), told
    assert document_of(root) in (document_of(base.root), DOCUMENT), told

    assert set(base.act(root)) <= {Outcome.INTACT, Outcome.REPAIRED, Outcome.RESTORED}, told
    assert package_of(root) == whole, told
    assert document_of(root) == DOCUMENT, told
    assert list((root / "a" / "staging").iterdir()) == [], told
    case = root / "a" / "quarantine" / PACKAGE / "case"
    kept = [bytes_of(seen(path)) for path in sorted(case.glob("damaged-*"))]
    # A copy that was put in place and not sealed any more is replaced once more, and is kept too.
    assert [one for one in kept if one != bytes_of(whole)] == ([bytes_of(damaged)] if damaged else []), told
    lost = [path.read_bytes() for path in (root / "a" / "quarantine" / Digest.of(DOCUMENT).hex / "case").glob("dam*")]
    assert [one for one in lost if one != DOCUMENT] == ([document_of(base.root)] if damaged else []), told


def test_killed_before_any_call_a_repair_leaves_one_of_the_two_and_finishes_when_done_again(
    base: Base, tmp_path: Path
) -> None:
    found = changing(base, tmp_path / "recorded")
    tried = 0
    for call in found[::STRIDE]:
        root = base.fresh()
        ended = traced(lambda root=root: base.act(root), tmp_path / "log", f"{call.name}:signal=KILL:when={call.nth}")
        tried += 1

        assert ended == -9, f"{call}: {ended}"
        judge(base, root, f"killed before {call} {call.arguments[:2]}")
    print(f"{len(found)} changing calls, {tried} kills")


def test_an_error_of_any_call_leaves_one_of_the_two_and_the_next_repair_finishes(base: Base, tmp_path: Path) -> None:
    found = changing(base, tmp_path / "recorded")
    for call in found[1::STRIDE]:
        root = base.fresh()
        ended = traced(lambda root=root: base.act(root), tmp_path / "log", f"{call.name}:error=EIO:when={call.nth}")

        assert ended in (0, 1), f"{call}: {ended}"
        judge(base, root, f"EIO at {call} {call.arguments[:2]}")
