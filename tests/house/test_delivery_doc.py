"""docs/delivery.md is enough to make a right delivery: this makes one from it, and from nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from archive import published
from archive.check.schemas import Schemas
from archive.delivery.keyed_tables.columns import ACT, LINK, MENTION, PERSON, column
from khizana import resources
from khizana.service.intake.plain_page import page
from tests.rooms.delivery.made_pages import pdf
from tests.support.deliveries import Delivery

TEXT = (Path(__file__).parents[2] / "docs" / "delivery.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: (\w+)=(\S+))?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FILES = {name: content for _, use, name, content in BLOCKS if use == "file"}
TREE = next(content for language, _, _, content in BLOCKS if language == "text").split()
COMMAND = next(content for language, _, _, content in BLOCKS if language == "sh")
IMAGES = {
    "registers/births-1987/images/0001.tif": page(2480, 3508, [(300, 500, 1900, 400)]),
    "registers/births-1987/images/0002.tif": page(4960, 3508, [(300, 500, 1900, 1300)]),
    "registers/births-1987/images/0003.tif": page(2480, 3508, [(300, 500, 1900, 900)]),
    "registers/deaths-1987/register.pdf": pdf((595.28, 841.89), (595.28, 841.89)),
}


@pytest.fixture
def made(tmp_path: Path) -> Delivery:
    """The delivery of the document, its list of files made by the document's command."""
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    for path, pixels in IMAGES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(pixels)
    said = subprocess.run(["sh", "-c", COMMAND], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    delivery = Delivery(tmp_path)
    with delivery.manifest() as manifest:
        manifest["files"] = json.loads(f"[{said.strip().rstrip(',')}]")
    return delivery


def test_a_delivery_made_from_the_document_is_accepted_without_a_word(made: Delivery) -> None:
    verdict = made.examine()

    assert [(finding.code, finding.place, dict(finding.params)) for finding in verdict.findings] == []
    assert verdict.accepted
    assert (verdict.received.registers, verdict.received.acts) == (2, 3)


def test_the_folder_that_is_shown_is_the_folder_that_is_made(made: Delivery) -> None:
    found = {path.relative_to(made.root).as_posix() for path in made.root.rglob("*") if path.is_file()}

    assert set(TREE) == found


def test_every_fragment_follows_its_part_of_the_schema() -> None:
    fragments = [(name, json.loads(content)) for _, use, name, content in BLOCKS if use == "part"]
    schemas: dict[str, Any] = dict(published.schemas())

    assert len(fragments) >= 3
    for name, fragment in fragments:
        urn = f"urn:khizana:schema:{name}:1"
        assert set(fragment) <= set(schemas[urn]["properties"])
        parts = {word: {"$ref": f"{urn}#/properties/{word}"} for word in fragment}
        schemas["urn:part"] = {"$schema": schemas[urn]["$schema"], "$id": "urn:part", "properties": parts}
        assert list(Schemas(schemas).violations("urn:part", fragment)) == []


def test_no_block_is_left_untested() -> None:
    assert [language for language, use, _, _ in BLOCKS if not use] == ["text", "sh"]


def test_the_table_of_columns_is_whole_and_right() -> None:
    table = TEXT[TEXT.index("| Column | What |") : TEXT.index("Beside each column")]
    named = [name for row in table.splitlines()[2:] for name in re.findall(r"`([^`]+)`", row.split(" | ")[0])]
    concrete = [name.replace("ROLE", "child").replace(".N", ".1") for name in named]
    expected = {f"child.{name}" for name in PERSON} | set(ACT) | {f"linked.1.{name}" for name in LINK}
    expected |= {f"mention.1.{name}" for name in MENTION if not name.startswith("other.") or name == "other.role"}

    assert len(concrete) == len(set(concrete))
    assert set(concrete) == expected
    assert all(column(name) for name in concrete)


def test_every_value_of_a_list_that_is_named_is_in_the_schemas_and_the_reverse() -> None:
    schemas: Any = published.schemas()
    mention = schemas["urn:khizana:schema:mention:1"]["properties"]
    register = schemas["urn:khizana:schema:register:1"]["properties"]
    common = schemas["urn:khizana:schema:common:1"]["$defs"]
    regimes: Any = published.countries()["ma"]["regimes"]
    lists = [
        mention["kind"]["enum"],
        register["views"]["items"]["properties"]["kind"]["enum"],
        register["missing_pages"]["items"]["properties"]["reason"]["enum"],
        common["absence"]["enum"],
        common["source"]["enum"],
        common["person"]["properties"]["role"]["enum"],
        [regime["code"] for regime in regimes],
    ]

    assert [value for values in lists for value in values if f"`{value}`" not in TEXT] == []


def test_the_codes_are_those_of_the_findings() -> None:
    table = TEXT[TEXT.index("## 10.") :]
    codes = re.findall(r"`([A-Z][A-Z_]+)`", table)

    assert set(codes) <= set(resources.findings())
    assert len(codes) > 40
