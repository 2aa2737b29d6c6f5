"""What two people accepted as lost no longer stands in the way; everything else that was seen still does."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.ledger.entry import Entry, EntryType
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.log import loss
from archive.ledger.log.files import FilesLedger
from archive.ledger.log.loss import Loss
from archive.ledger.log.observed_heads import CutShort, ObservedHead, ObservedHeads
from archive.ledger.port import Head
from archive.model.digest import Digest
from tests.rooms.ledger.made_entries import several

TIME = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def whole(ledger: FilesLedger) -> Head:
    """The head before the loss: 9 entries, of which 5 will be left."""
    ledger.append(several(5))
    return ledger.head()


@pytest.fixture
def cut(whole: Head, ledger: FilesLedger, folder: Path, tmp_path: Path) -> tuple[Head, Head]:
    """The head that is left, and the head that was; no file lies beyond."""
    shutil.copytree(folder, tmp_path / "older")
    longer = ledger.append(several(4, first=5))
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)
    return whole, longer


def lost(seen: tuple[ObservedHead, ...], head: Head, ledger: Path, packages: tuple[str, ...] = ()) -> Loss:
    files = {one.file: Digest.of((ledger / one.file).read_bytes()) for one in seen if one.file}
    return Loss(head, seen, files, packages)


def accepting(what: Loss) -> Entry:
    digests = {"lost": Digest.of(what.encode())}
    return Entry(EntryType.LOSS_ACCEPTED, TIME, "two", "khizana/test", "accepted", digests, {"entries": what.size})


def opened(folder: Path, signer: Signer, *seen: ObservedHead) -> FilesLedger:
    return FilesLedger(folder, signer.verifier, signer, lambda: ObservedHeads(seen))


def test_the_document_says_who_saw_what_and_which_files_and_packages_are_lost() -> None:
    seen = (
        ObservedHead("court", 9, bytes(32)),
        ObservedHead("copy", 7, None),
        ObservedHead("x", 12, None, "tile/0/000"),
    )
    what = Loss(Head(5, b"\x01" * 32), seen, {"tile/0/000": Digest.of(b"t"), "a": Digest.of(b"a")}, ("p-v1",))

    assert what.size == 12
    assert json.loads(what.encode()) == {
        "schema": "loss/1",
        "ledger": {"size": 5, "root": "01" * 32},
        "entries": 12,
        "seen": [{"by": "court", "size": 9, "root": "00" * 32}, {"by": "copy", "size": 7, "root": None}],
        "files": {"a": str(Digest.of(b"a")), "tile/0/000": str(Digest.of(b"t"))},
        "packages": ["p-v1"],
    }


@pytest.mark.parametrize("rooted", [True, False])
def test_what_was_accepted_hinders_no_later_append(
    cut: tuple[Head, Head], folder: Path, signer: Signer, rooted: bool
) -> None:
    left, was = cut
    seen = ObservedHead("court", was.size, was.root if rooted else None)
    with pytest.raises(CutShort):
        opened(folder, signer, seen).append(several(1, first=20))
    what = lost((seen,), left, folder)
    loss.keep(folder, what)
    opened(folder, signer, seen).append([accepting(what)], accepted=(seen,))

    assert opened(folder, signer, seen).append(several(1, first=20)).size == 7
    assert (folder / "lost" / "5.json").read_bytes() == what.encode()


def test_what_somebody_else_saw_still_hinders(cut: tuple[Head, Head], folder: Path, signer: Signer) -> None:
    left, was = cut
    seen = ObservedHead("court", was.size, was.root)
    what = lost((seen,), left, folder)
    loss.keep(folder, what)
    opened(folder, signer, seen).append([accepting(what)], accepted=(seen,))

    for other in (ObservedHead("copy", 12, None), replace(seen, root=bytes(32)), replace(seen, root=None)):
        with pytest.raises(CutShort):
            opened(folder, signer, other).append(several(1, first=20))


def test_a_document_that_no_entry_names_accepts_nothing(cut: tuple[Head, Head], folder: Path, signer: Signer) -> None:
    left, was = cut
    seen = ObservedHead("court", was.size, was.root)
    loss.keep(folder, lost((seen,), left, folder))
    opened(folder, signer).append([*several(1, first=20)])

    with pytest.raises(CutShort):
        opened(folder, signer, seen).append(several(1, first=21))


def test_files_beyond_an_accepted_loss_are_kept_as_evidence_and_cleared(
    whole: Head, ledger: FilesLedger, folder: Path, signer: Signer
) -> None:
    older = (folder / "checkpoint").read_bytes()
    kept = {path: (folder / path).read_bytes() for path in ("tile/0/000.p/5", "tile/entries/000.p/5")}
    ledger.append(several(300, first=5))
    for path, content in kept.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    (folder / "checkpoint").write_bytes(older)
    beyond, unasked = opened(folder, signer).objections()
    what = lost(beyond, whole, folder)
    tile = (folder / "tile/0/000").read_bytes()
    loss.keep(folder, what)
    opened(folder, signer).append([accepting(what)], accepted=beyond)

    assert {one.file for one in beyond} >= {"tile/0/000", "tile/entries/000", "tile/0/001.p/49", "tile/1/000.p/1"}
    assert unasked == ()
    assert (folder / "lost" / "5.tile-0-000").read_bytes() == tile
    assert not (folder / "tile/0/001.p/49").exists()
    assert opened(folder, signer).verify().size == 6
    assert opened(folder, signer).objections() == ((), ())
