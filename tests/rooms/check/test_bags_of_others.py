"""A bag that others made is judged by RFC 8493, and by the drafts where it says that it follows them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from archive.check.engine.rule import CONTRACTOR, weighed
from archive.check.rules.foreign import bag as rule
from archive.check.views.foreign_view import ForeignView
from archive.delivery.bags.foreign_bag import read_bag
from archive.delivery.folder import FolderSource
from archive.model.finding import Finding, Severity
from tests.conftest import SHARED

SUITE = SHARED / "data" / "bagit-suite"
PAYLOAD = {"data/a.txt": b"first", "data/sub/b.txt": b"second"}
Break = Callable[[Path], None]


def bag(root: Path, *, version: str = "1.0", algorithms: tuple[str, ...] = ("sha256",), newline: str = "\n") -> Path:
    """A right bag with these manifests, without a tag manifest."""
    for path, content in PAYLOAD.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    declared = f"BagIt-Version: {version}{newline}Tag-File-Character-Encoding: UTF-8{newline}"
    (root / "bagit.txt").write_bytes(declared.encode())
    for algorithm in algorithms:
        lines = [f"{hashlib.new(algorithm, content).hexdigest()}  {path}" for path, content in PAYLOAD.items()]
        (root / f"manifest-{algorithm}.txt").write_bytes((newline.join(lines) + newline).encode())
    return root


def judged_of(root: Path) -> list[Finding]:
    read = read_bag(FolderSource(root), payload_folder=(root / "data").is_dir(), workers=1)
    return list(weighed(rule.judge(ForeignView(bag=read), CONTRACTOR), CONTRACTOR))


def found(root: Path) -> dict[str, str]:
    return {one.code: str(one.severity) for one in judged_of(root)}


def edit(name: str, change: Callable[[str], str]) -> Break:
    def apply(root: Path) -> None:
        content = (root / name).read_bytes().decode()
        (root / name).write_bytes(change(content).encode())

    return apply


def write(name: str, content: str) -> Break:
    return lambda root: (root / name).write_text(content, newline="") and None


def link_payload(root: Path) -> None:
    (root / "data/a.txt").unlink()
    (root / "data/a.txt").symlink_to("/etc/hostname")


MANIFEST = "manifest-sha256.txt"
ONE_OF_TWO = f"{hashlib.md5(b'first').hexdigest()}  data/a.txt\n"
OF_CRC = "ab  data/a.txt\ncd  data/sub/b.txt\n"
ABSENT = "http://localhost:1/x 5 data/c.txt\n"
BROKEN: list[tuple[str, Break, dict[str, str]]] = [
    ("no bagit.txt", lambda root: (root / "bagit.txt").unlink(), {"NOT_A_BAG": "blocking"}),
    (
        "no payload folder",
        lambda root: shutil.rmtree(root / "data"),
        {"NOT_A_BAG": "blocking", "FILE_MISSING": "blocking"},
    ),
    ("byte order mark", edit("bagit.txt", lambda text: "\ufeff" + text), {"BAGIT_TXT_INVALID": "blocking"}),
    ("space before colon", edit("bagit.txt", lambda text: text.replace(":", " :")), {"BAGIT_TXT_INVALID": "blocking"}),
    ("third line", edit("bagit.txt", lambda text: text + "More: x\n"), {"BAGIT_TXT_INVALID": "blocking"}),
    ("unknown version", edit("bagit.txt", lambda text: text.replace("1.0", "7.3")), {"BAGIT_TXT_INVALID": "blocking"}),
    ("unknown encoding", edit("bagit.txt", lambda text: text.replace("UTF-8", "idna")), {"BAGIT_TXT_INVALID": "blocking"}),
    ("no manifest", lambda root: (root / MANIFEST).unlink(), {"MANIFEST_MISSING": "blocking"}),
    ("line twice", edit(MANIFEST, lambda text: text + text.splitlines()[0]), {"MANIFEST_DUPLICATE": "blocking"}),
    ("file gone", lambda root: (root / "data/a.txt").unlink(), {"FILE_MISSING": "blocking"}),
    ("file more", write("data/more.txt", "x"), {"FILE_UNLISTED": "blocking"}),
    ("file altered", write("data/a.txt", "FIRST"), {"CHECKSUM_MISMATCH": "blocking"}),
    ("manifest no manifest", write(MANIFEST, "nonsense"), {"NOT_A_BAG": "blocking", "FILE_UNLISTED": "blocking"}),
    ("digest too short", edit(MANIFEST, lambda text: text[1:]), {"NOT_A_BAG": "blocking", "FILE_UNLISTED": "blocking"}),
    ("manifest of tags", edit(MANIFEST, lambda text: text + "a" * 64 + "  bagit.txt\n"), {"NOT_A_BAG": "blocking"}),
    ("path up", edit(MANIFEST, lambda text: text + "a" * 64 + "  data/../../x\n"), {"UNSAFE_PATH": "blocking"}),
    ("path absolute", edit(MANIFEST, lambda text: text + "a" * 64 + "  /etc/passwd\n"), {"UNSAFE_PATH": "blocking"}),
    ("path encoded", edit(MANIFEST, lambda text: text + "a" * 64 + "  data/%2e%2e/x\n"), {"UNSAFE_PATH": "blocking"}),
    ("oxum wrong", write("bag-info.txt", "Payload-Oxum: 12.2\n"), {"OXUM_MISMATCH": "blocking"}),
    ("oxum no oxum", write("bag-info.txt", "payload-oxum: many\n"), {"OXUM_MISMATCH": "blocking"}),
    ("bag-info no labels", write("bag-info.txt", "nonsense\n"), {"NOT_A_BAG": "blocking"}),
    (
        "tag file altered",
        write("tagmanifest-sha256.txt", f"{'0' * 64}  bagit.txt\n"),
        {"CHECKSUM_MISMATCH": "blocking"},
    ),
    ("tag file gone", write("tagmanifest-sha256.txt", f"{'0' * 64}  bag-info.txt\n"), {"FILE_MISSING": "blocking"}),
    ("second manifest omits", write("manifest-md5.txt", ONE_OF_TWO), {"FILE_UNLISTED": "blocking"}),
    ("unknown algorithm beside", write("manifest-crc9.txt", OF_CRC), {"UNSUPPORTED_FORMAT": "warning"}),
    ("payload link", link_payload, {"UNSAFE_LINK": "blocking"}),
    ("payload pipe", lambda root: os.mkfifo(root / "data/pipe"), {"SPECIAL_FILE": "blocking"}),
    ("to be fetched", write("fetch.txt", ABSENT), {"FILE_UNLISTED": "blocking", "FILE_MISSING": "blocking"}),
    ("fetched up", write("fetch.txt", "http://localhost:1/x - data/../../x\n"), {"UNSAFE_PATH": "blocking"}),
    ("fetched beside", write("fetch.txt", "http://localhost:1/x - bagit.txt\n"), {"UNSAFE_PATH": "blocking"}),
    ("fetch no fetch", write("fetch.txt", "nonsense\n"), {"NOT_A_BAG": "blocking"}),
]  # fmt: skip


@pytest.mark.parametrize(("spoil", "expected"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_each_fault_is_named_and_no_other(tmp_path: Path, spoil: Break, expected: dict[str, str]) -> None:
    spoil(bag(tmp_path))

    assert found(tmp_path) == expected


RIGHT: list[tuple[str, Break]] = [
    ("as made", lambda root: None),
    ("nothing to fetch any more", write("fetch.txt", "http://localhost:1/x 5 data/a.txt\n")),
    ("oxum right", write("bag-info.txt", "Payload-Oxum: 11.2\nContact-Name: x\n  y\nEmpty:\n")),
    ("tag manifest", write("tagmanifest-md5.txt", "")),
    ("upper-case digests", edit(MANIFEST, lambda text: re.sub("[0-9a-f]{64}", lambda hex: hex[0].upper(), text))),
    ("asterisk", edit(MANIFEST, lambda text: text.replace("  ", " *"))),
    ("tabulator", edit(MANIFEST, lambda text: text.replace("  ", "\t"))),
    ("dot slash", edit(MANIFEST, lambda text: text.replace("data/a", "./data/a"))),
]  # fmt: skip


@pytest.mark.parametrize("change", [case[1] for case in RIGHT], ids=[case[0] for case in RIGHT])
def test_a_right_bag_has_no_findings(tmp_path: Path, change: Break) -> None:
    change(bag(tmp_path))

    assert found(tmp_path) == {}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, newline: str) -> None:
    assert found(bag(tmp_path, newline=newline)) == {}


@pytest.mark.parametrize("algorithms", [("sha512",), ("md5", "sha256"), ("sha384",)])
def test_a_strong_digest_may_have_a_weaker_one_beside_it(tmp_path: Path, algorithms: tuple[str, ...]) -> None:
    assert found(bag(tmp_path, algorithms=algorithms)) == {}


@pytest.mark.parametrize(("version", "severity"), [("1.0", "error"), ("0.97", "warning")])
def test_weak_digests_alone_are_against_the_profile_and_were_right_under_the_drafts(
    tmp_path: Path, version: str, severity: str
) -> None:
    assert found(bag(tmp_path, version=version, algorithms=("md5", "sha1"))) == {"WEAK_ALGORITHM": severity}


def test_an_algorithm_that_nobody_knows_proves_nothing(tmp_path: Path) -> None:
    bag(tmp_path)
    (tmp_path / MANIFEST).rename(tmp_path / "manifest-crc9.txt")

    assert found(tmp_path) == {"UNSUPPORTED_FORMAT": "blocking"}


def test_before_1_0_one_manifest_is_enough_for_a_file_and_a_line_may_be_repeated(tmp_path: Path) -> None:
    bag(tmp_path, version="0.97")
    edit(MANIFEST, lambda text: text + text.splitlines()[0] + "\n")(tmp_path)
    write("manifest-md5.txt", ONE_OF_TWO)(tmp_path)

    assert found(tmp_path) == {"FILE_UNLISTED": "warning", "MANIFEST_DUPLICATE": "warning"}


@pytest.mark.parametrize(
    ("version", "name", "written"),
    [
        ("1.0", "100%.txt", "100%25.txt"),
        ("1.0", "100%.txt", "100%.txt"),
        ("1.0", "a%25b.txt", "a%2525b.txt"),
        ("0.97", "%7Ea.txt", "%7Ea.txt"),
        ("0.97", "100%.txt", "100%25.txt"),
        ("0.97", "100%25.txt", "100%25.txt"),
    ],
)
def test_percent_signs_in_names_are_understood(tmp_path: Path, version: str, name: str, written: str) -> None:
    bag(tmp_path, version=version)
    (tmp_path / "data/a.txt").rename(tmp_path / "data" / name)
    edit(MANIFEST, lambda text: text.replace("a.txt", written))(tmp_path)

    assert found(tmp_path) == {}


def test_a_name_in_another_unicode_form_is_found_and_said(tmp_path: Path) -> None:
    bag(tmp_path)
    (tmp_path / "data/a.txt").rename(tmp_path / "data/e\u0301.txt")
    edit(MANIFEST, lambda text: text.replace("a.txt", "é.txt"))(tmp_path)

    assert found(tmp_path) == {"NORMALISATION": "warning"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (MANIFEST, None),
        ("bag-info.txt", "Payload-Oxum: 11.2\n"),
        ("fetch.txt", "http://localhost:1/x 5 data/a.txt\n"),
        ("tagmanifest-md5.txt", ""),
    ],
)
def test_a_byte_order_mark_is_read_over_and_named_once(tmp_path: Path, name: str, content: str | None) -> None:
    bag(tmp_path)
    written = content if content is not None else (tmp_path / name).read_text()
    (tmp_path / name).write_text("\ufeff" + written)

    assert [(one.code, one.place) for one in judged_of(tmp_path)] == [("BYTE_ORDER_MARK", name)]
    assert found(tmp_path) == {"BYTE_ORDER_MARK": "warning"}


def test_what_another_program_bags_is_right_for_us_and_the_reverse(tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "سجل %1.txt").write_bytes(b"x")
    here = Path.cwd()
    bagit.make_bag(str(theirs), checksums=["sha256", "sha512"])
    ours = bag(tmp_path / "ours", newline="\r\n")

    assert Path.cwd() == here
    assert found(theirs) == {}
    assert bagit.Bag(str(ours)).is_valid()


def suite() -> list[Path]:
    return sorted(path for path in SUITE.glob("v*/*/*/") if path.is_dir())


@pytest.mark.outside_data
@pytest.mark.skipif(not SUITE.is_dir(), reason=f"BAGIT SUITE NOT TESTED: {SUITE} is not there")
def test_the_conformance_suite_is_judged_as_its_folders_say() -> None:
    judged = {path: set(found(path).values()) for path in suite()}

    assert len(judged) == 28
    for path, severities in judged.items():
        assert (Severity.BLOCKING in severities) == (path.parent.name == "invalid"), path
        assert Severity.ERROR not in severities or path.parent.name == "invalid", path
