"""Version deliveries for tests, made as a contractor makes them: from what the archive shows of a register."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from archive.ingest.ledger_holdings import LedgerHoldings
from archive.model.identifiers import RegisterId
from archive.model.records.register_state import RegisterState
from khizana.service.intake.delivery_template import write_template
from khizana.service.intake.plain_page import page
from khizana.wiring.ingesting import ingest_context
from khizana.wiring.opening import open_archive
from tests.support.cli import khizana
from tests.support.deliveries import Delivery

FOLDER = "registers/version/"
ACTS = f"{FOLDER}acts.jsonl"
DESCRIPTION = f"{FOLDER}register.json"
Change = Callable[[dict[str, Any]], None]
Text = tuple[Mapping[str, str], bytes]
"""A transcription, by the delivered image (`image`) or the held one (`view`, `sha256`) that it describes."""


def archive_of_template(folder: Path) -> Path:
    """An archive that holds the four registers of the example delivery."""
    write_template(folder / "first")
    assert khizana("init", folder / "archive", "--name", "versions").code == 0
    took = khizana("ingest", folder / "first", "--archive", folder / "archive", "--json")
    assert took.code == 0, took.out + took.err
    return folder / "archive"


def held(archive: Path) -> LedgerHoldings:
    """What the archive holds, as the rules ask it."""
    return LedgerHoldings.replay(ingest_context(open_archive(archive)), None)


def standing(archive: Path, register: str) -> RegisterState:
    """A register as its chain leaves it now."""
    return held(archive).standing(RegisterId.parse(register))


def as_delivered(act: Mapping[str, Any]) -> dict[str, Any]:
    """A held act as it goes into a version, to be changed: its regions go on naming held images."""
    return {name: value for name, value in copy.deepcopy(dict(act)).items() if name != "register"}


def write_version(
    root: Path,
    archive: Path,
    register: str,
    reason: str,
    acts: Sequence[Mapping[str, Any]] = (),
    views: Sequence[Mapping[str, Any]] = (),
    name: str = "",
    describe: Change = lambda description: None,
    texts: Sequence[Text] = (),
) -> Delivery:
    """A delivery of one version of a register as an archive holds it."""
    stands = standing(archive, register)
    package = open_archive(archive).reading.register(stands.head.package)
    return write_version_of(root, stands, package["office"], reason, acts, views, name, describe, texts)


def write_version_of(
    root: Path,
    stands: RegisterState,
    office: Any,
    reason: str,
    acts: Sequence[Mapping[str, Any]] = (),
    views: Sequence[Mapping[str, Any]] = (),
    name: str = "",
    describe: Change = lambda description: None,
    texts: Sequence[Text] = (),
) -> Delivery:
    """A delivery of one version. A view's `file` is drawn as a page with a mark of its own.

    Without a name it is called after what it brings, because an identifier means one content for ever.
    """
    description = copy.deepcopy(dict(stands.description))
    description["version"] = {
        "predecessor": {"package": stands.head.package, "tagmanifest": str(stands.head.tagmanifest)},
        "reason": reason,
    }
    description["views"] = [dict(view) for view in views]
    describe(description)
    (root / FOLDER).mkdir(parents=True)
    entry: dict[str, Any] = {"description": DESCRIPTION}
    for order, view in enumerate(description["views"], start=1):
        path = root / view["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            page(2480, 3508, [(300, 500, 1900, 600 + 10 * order + len(stands.chain)), (310, 2000, 900, 400)])
        )
    if acts:
        entry["acts"] = ACTS
        (root / ACTS).write_text("".join(json.dumps(act, ensure_ascii=False) + "\n" for act in acts), encoding="utf-8")
    for order, (image, content) in enumerate(texts, start=1):
        listed = {"file": f"{FOLDER}page/{order}.xml", **image}
        entry.setdefault("transcriptions", []).append(listed)
        (root / FOLDER / "page").mkdir(exist_ok=True)
        (root / listed["file"]).write_bytes(content)
    pages = {number for view in description["views"] for number in view["pages"]}
    entry["counts"] = {"views": len(description["views"]), "pages": len(pages), "acts": len(acts)}
    offices = {"schema": "offices/1", "country": "ma", "offices": [office]}
    brought = json.dumps([description, acts, [image for image, _ in texts]], ensure_ascii=False, default=dict).encode()
    manifest = {
        "schema": "delivery/2" if any("view" in image for image, _ in texts) else "delivery/1",
        "delivery": name or f"version-{hashlib.sha256(brought).hexdigest()[:12]}",
        "country": "ma",
        "contractor": "contractor-code",
        "lot": "lot-5",
        "created": "2026-03-01T08:00:00Z",
        "offices": "offices.json",
        "registers": [entry],
        "counts": {"registers": 1, **entry["counts"], "files": 0},
        "files": [],
    }
    for path, content in (("offices.json", offices), (DESCRIPTION, description), ("manifest.json", manifest)):
        (root / path).write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    delivery = Delivery(root)
    delivery.seal()
    return delivery


def marriage(order: int = 1) -> dict[str, Any]:
    """A marginal mention of a marriage, as it is keyed."""
    return {
        "order": order,
        "kind": "marriage",
        "text": {"ar": {"value": "تزوج بتاريخ 9 غشت 2014 رسم عدد 77"}},
        "event_date": {"gregorian": {"value": "2014-08-09"}},
        "mention_date": {"gregorian": {"value": "2014-09-01"}},
        "authority": {"ar": {"value": "عدول صفرو"}},
        "reference": {"value": "عدد 77 صحيفة 41"},
        "officer": {"ar": {"value": "سعيد الوزاني"}},
        "certifiable": {"value": True},
    }
