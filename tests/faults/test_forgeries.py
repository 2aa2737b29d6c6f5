"""Forgeries that agree with themselves: another BagIt tool calls each of them valid, and our audit finds it."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bagit
import pytest

from archive.model.digest import Digest
from archive.model.verdicts import Verdicts
from khizana.service.index import agreement
from khizana.service.index.agreement import Disagreement
from khizana.wiring.opening import open_archive
from khizana.wiring.session import Session
from tests.support.cli import khizana
from tests.support.hurting import MANIFEST, TAGS, opened, payload, rewrite

pytestmark = pytest.mark.xdist_group("forgeries")


@pytest.fixture
def archive(small_delivery: Path, tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    assert khizana("init", made, "--name", "forged").code == 0
    assert khizana("ingest", small_delivery, "--archive", made).code == 0
    return made


@pytest.fixture
def bag(archive: Path) -> Path:
    return min((archive / "store" / "packages").glob("*/*"))


def page(bag: Path) -> Path:
    return min(bag.rglob("representations/master/data/*"))


def agree(bag: Path) -> None:
    """Rewrite payload manifest, Oxum and tag manifest so that they fit what is there, as a careful forger would."""
    listed = [path for path in sorted((bag / "data").rglob("*")) if path.is_file()]
    lines = [f"{_digest(path)}  {path.relative_to(bag).as_posix()}\n" for path in listed]
    rewrite(bag / MANIFEST, "".join(lines).encode())
    size, count = payload(bag)
    info = (bag / "bag-info.txt").read_text("utf-8")
    rewrite(bag / "bag-info.txt", re.sub(r"Payload-Oxum: .*", f"Payload-Oxum: {size}.{count}", info).encode())
    tags = "".join(f"{_digest(bag / name)}  {name}\n" for name in ("bagit.txt", "bag-info.txt", MANIFEST))
    rewrite(bag / TAGS, tags.encode())


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def a_page_rewritten(bag: Path) -> None:
    rewrite(page(bag), page(bag).read_bytes() + b"forged")
    agree(bag)


def a_page_removed(bag: Path) -> None:
    with opened(page(bag).parent):
        page(bag).unlink()
    agree(bag)


def a_page_added(bag: Path) -> None:
    with opened(page(bag).parent):
        added = page(bag).parent / "v9999.tif"
        added.write_bytes(b"II*\0forged")
        added.chmod(0o444)
    agree(bag)


def bag_info_edited_without_a_tag_manifest(bag: Path) -> None:
    rewrite(bag / "bag-info.txt", (bag / "bag-info.txt").read_bytes() + b"Contact-Name: Nobody\n")
    with opened(bag):
        (bag / TAGS).unlink()


FORGERIES = (a_page_rewritten, a_page_removed, a_page_added, bag_info_edited_without_a_tag_manifest)


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_package_that_is_a_valid_bag_is_found(archive: Path, bag: Path, forge: Callable[[Path], None]) -> None:
    forge(bag)
    answered = khizana("audit", "fixity", "--archive", archive, "--json")
    (found,) = answered.json["report"]["packages"]
    outcomes = {(one["path"], one["outcome"]) for one in found["differences"]}

    assert bagit.Bag(str(bag)).is_valid()
    assert answered.code == 3
    assert (found["package"], found["outcome"]) == (bag.name, "altered")
    assert (TAGS, "missing" if forge is bag_info_edited_without_a_tag_manifest else "altered") in outcomes


def catalogue(archive: Path) -> Path:
    return max((archive / "catalogue").rglob("catalogue.db"), key=lambda path: path.stat().st_mtime)


def change(archive: Path, statement: str, *values: object) -> None:
    """What somebody with the right to write the file can do to it."""
    connection = sqlite3.connect(catalogue(archive))
    with connection:
        connection.execute(statement, values)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        (f"UPDATE packages SET tagmanifest = 'sha256:{'0' * 64}' WHERE id = ?", "tagmanifest"),
        ("UPDATE packages SET acts = acts + 1 WHERE id = ?", "acts"),
        ("UPDATE packages SET views = 0 WHERE id = ?", "views"),
        ("UPDATE packages SET stored_at = 1 WHERE id = ?", "position"),
        ("DELETE FROM packages WHERE id = ?", "package"),
        ("UPDATE packages SET id = id || 'x' WHERE id = ?", "package"),
    ],
)
def test_a_rewritten_catalogue_disagrees_with_the_ledger_until_it_is_rebuilt(
    archive: Path, bag: Path, statement: str, what: str
) -> None:
    before = khizana("status", "--archive", archive, "--json")
    change(archive, statement, bag.name)
    rewritten = khizana("status", "--archive", archive, "--json")
    rebuilt = khizana("rebuild", "--archive", archive)
    after = khizana("status", "--archive", archive, "--json")

    assert (before.code, before.json["disagreements"]) == (0, [])
    assert rewritten.code == 3
    assert {one["what"] for one in rewritten.json["disagreements"]} == {what}
    assert any(one["package"] == bag.name for one in rewritten.json["disagreements"])
    assert (rebuilt.code, after.code, after.json) == (0, 0, before.json)


def test_a_package_forged_together_with_the_catalogue_is_found(archive: Path, bag: Path) -> None:
    a_page_rewritten(bag)
    change(archive, "UPDATE packages SET tagmanifest = ? WHERE id = ?", f"sha256:{_digest(bag / TAGS)}", bag.name)

    assert khizana("audit", "fixity", "--archive", archive).code == 3
    assert khizana("status", "--archive", archive).code == 3


def test_forged_proofs_in_the_catalogue_keep_no_package_from_being_read(archive: Path, bag: Path) -> None:
    change(
        archive,
        "INSERT INTO proofs SELECT id, 'main', '2999-01-01T00:00:00Z', 'intact', 1 FROM packages",
    )
    report = _report(archive, "--due", "90d")

    assert report["counts"]["packages"] == report["counts"]["packages_named"] > 0


def test_a_forged_document_of_verdicts_keeps_no_package_from_being_read(archive: Path, bag: Path) -> None:
    _report(archive, "--package", bag.name)
    opened_archive = open_archive(archive)
    entry = [one.entry for one in opened_archive.ledger.since(0)][-1]
    digest = entry.digests["verdicts"]
    kept = archive / "store" / "documents" / "sha256" / digest.hex[:2] / digest.hex
    verdicts = Verdicts.decode(kept.read_bytes())
    forged = Verdicts(verdicts.store, verdicts.began, {"intact": ((0, 99),)}).encode()
    rewrite(kept, forged)
    report = _report(archive, "--due", "90d")

    assert report["counts"]["packages"] == report["counts"]["packages_named"]
    assert [(one["document"], one["outcome"]) for one in report["documents"]] == [(str(digest), "altered")]
    assert report["documents"][0]["found"] == str(Digest.of(forged))


def _report(archive: Path, *options: str) -> Any:
    return khizana("audit", "fixity", "--archive", archive, "--json", *options).json["report"]


def test_a_catalogue_that_agreed_is_compared_again_once_anybody_else_wrote_there(archive: Path, bag: Path) -> None:
    agreed = [khizana("status", "--archive", archive, "--json").json["disagreements"] for _ in range(2)]
    change(archive, "UPDATE packages SET mentions = mentions + 1 WHERE id = ?", bag.name)
    told = khizana("status", "--archive", archive, "--json")

    assert agreed == [[], []]
    assert (told.code, {one["what"] for one in told.json["disagreements"]}) == (3, {"mentions"})


def test_what_waits_in_a_log_beside_the_catalogue_is_compared_too(archive: Path, bag: Path) -> None:
    assert khizana("status", "--archive", archive, "--json").json["disagreements"] == []
    connection = sqlite3.connect(catalogue(archive))
    connection.execute("PRAGMA journal_mode = WAL")
    with connection:
        connection.execute("UPDATE packages SET views = views + 1 WHERE id = ?", (bag.name,))
    told = khizana("status", "--archive", archive, "--json")
    connection.close()

    assert {one["what"] for one in told.json["disagreements"]} == {"views"}


def test_reconcile_looks_at_the_catalogue_whatever_is_sealed(archive: Path, bag: Path) -> None:
    change(archive, "UPDATE packages SET views = views + 1 WHERE id = ?", bag.name)
    agreement.vouch(open_archive(archive))
    told = khizana("reconcile", "--archive", archive, "--json")

    assert (told.code, {one["what"] for one in told.json["catalogue"]}) == (3, {"views"})


def test_what_is_written_while_the_catalogue_is_compared_is_not_sealed(
    archive: Path, bag: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = agreement._all

    def meanwhile(session: Session) -> Iterator[Disagreement]:
        found = list(compared(session))
        change(archive, "UPDATE packages SET views = views + 1 WHERE id = ?", bag.name)
        return iter(found)

    monkeypatch.setattr(agreement, "_all", meanwhile)
    session = open_archive(archive)

    assert agreement.disagreements(session) == []
    assert not agreement.known_to_agree(session)
