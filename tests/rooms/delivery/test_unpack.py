"""Archives are judged by their names, then unpacked under limits, and whatever they are, nothing leaves the fresh folder."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from archive.delivery.facts.limits import Limits
from tests.support.archives import GOOD, codes, gz, member, tar, unpacked, zipped

SMALL = Limits(members=10, size=1 << 20, ratio=20, small=1 << 16)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.tar", tar(GOOD)),
        ("a.tar", tar(GOOD, form=tarfile.USTAR_FORMAT)),
        ("a.tar", tar(GOOD, form=tarfile.GNU_FORMAT)),
        ("a.tar.gz", gz(tar(GOOD))),
        ("a.zip", zipped(GOOD)),
        ("a.zip", zipped(GOOD, compression=zipfile.ZIP_STORED)),
    ],
)
def test_a_good_archive_comes_out_whole(tmp_path: Path, name: str, content: bytes) -> None:
    found = unpacked(content, name, tmp_path)

    assert found.problems == ()
    assert found.files == 2
    assert files_in(tmp_path) == GOOD


def test_long_and_arabic_names_are_read_in_every_form_of_tar(tmp_path: Path) -> None:
    files = {"سجل/" + "طويل" * 30 + ".txt": b"x", "a" * 90 + "/" + "b" * 90: b"y"}
    for form in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
        into = tmp_path / str(form)
        into.mkdir()

        assert unpacked(tar(files, form=form), "a.tar", into).problems == ()
        assert files_in(into) == files


def test_a_leading_dot_slash_is_taken_off(tmp_path: Path) -> None:
    assert codes(tar({"./a.txt": b"x"}, member(".", tarfile.DIRTYPE)), "a.tar", tmp_path) == []
    assert files_in(tmp_path) == {"a.txt": b"x"}


BAD_NAMES = [
    "/etc/passwd",
    "../up.txt",
    "data/../../x",
    "data\\..\\x",
    "C:/x",
    "data/%2e%2e/%2e%2e/x",
    "data/%252e%252e/x",
    "%2Fetc/passwd",
    "data//x",
    "data/a\nb",
    "data/\u202egpj.exe",
    "data/" + "x" * 300,
]


@pytest.mark.parametrize("bad", BAD_NAMES)
@pytest.mark.parametrize("make", [tar, zipped])
def test_a_name_that_could_leave_or_deceive_keeps_everything_packed(tmp_path: Path, bad: str, make: object) -> None:
    content = (tar if make is tar else zipped)({"good.txt": b"x", bad: b"y"})
    into = tmp_path / "into"
    into.mkdir()

    assert codes(content, "a.tar" if make is tar else "a.zip", into) == ["UNSAFE_PATH"]
    assert files_in(tmp_path) == {}


@pytest.mark.parametrize(
    "good", ["data/100%25.txt", "data/~a.txt", "data/a b.txt", "data/..a", "data/a..", "رسم/1.txt"]
)
def test_a_name_that_only_looks_odd_is_taken(tmp_path: Path, good: str) -> None:
    assert codes(tar({good: b"x"}), "a.tar", tmp_path) == []
    assert files_in(tmp_path) == {good: b"x"}


def test_a_name_that_hides_behind_nul_is_seen_whole(tmp_path: Path) -> None:
    content = zipped({"good.txtX../../x": b"y"}).replace(b"good.txtX", b"good.txt\0")

    assert codes(content, "a.zip", tmp_path) == ["UNSAFE_PATH"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("data/é.txt", "data/e\u0301.txt"),
        ("data/A.txt", "data/a.txt"),
        ("Data/a.txt", "data/b.txt"),
        ("data/a.txt", "data/a.txt"),
        ("data/a", "data/a/b"),
        ("data/a/b", "data/a"),
    ],
)
def test_two_names_that_one_file_system_takes_for_the_same_are_refused(tmp_path: Path, first: str, second: str) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as written:
        for name in (first, second):
            written.addfile(tarfile.TarInfo(name))

    assert codes(made.getvalue(), "a.tar", tmp_path) == ["UNSAFE_PATH"]
    assert codes(tar({first: b"x", "other/other.txt": b"x"}), "a.tar", tmp_path) == []


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE])
def test_a_link_in_a_tar_is_refused(tmp_path: Path, kind: bytes) -> None:
    assert codes(tar(GOOD, member("data/link", kind, "../../etc/passwd")), "a.tar", tmp_path) == ["UNSAFE_LINK"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    assert codes(zipped(GOOD, links={"data/link": "/etc/passwd"}), "a.zip", tmp_path) == ["UNSAFE_LINK"]


@pytest.mark.parametrize("kind", [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE])
def test_a_device_or_pipe_is_refused(tmp_path: Path, kind: bytes) -> None:
    assert codes(tar(GOOD, member("data/device", kind)), "a.tar", tmp_path) == ["SPECIAL_FILE"]


def test_a_zip_with_a_password_is_called_encrypted(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": b"x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1

    assert codes(bytes(content), "a.zip", tmp_path) == ["ENCRYPTED"]
    assert codes(zipped({"a.txt": b"x"}), "a.zip", tmp_path) == []


def test_a_method_that_is_not_unpacked_is_unsupported_and_not_damage(tmp_path: Path) -> None:
    assert codes(zipped(GOOD, compression=zipfile.ZIP_LZMA), "a.zip", tmp_path) == ["UNSUPPORTED_FORMAT"]
    assert codes(gz(b"one file alone" * 100), "a.xml.gz", tmp_path) == ["UNSUPPORTED_FORMAT"]


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.zip", flipped(zipped({"a": b"x" * 50}, compression=zipfile.ZIP_STORED), 40)),
        ("a.zip", zipped(GOOD)[:-30]),
        ("a.zip", b"not a zip"),
        ("a.zip", zipped(GOOD).replace(b"data/a.txt", b"data/c.txt", 1)),
        ("a.tar", flipped(tar(GOOD), 10)),
        ("a.tar", flipped(tar(GOOD), 1024 + 10)),
        ("a.tar", tar(GOOD)[:1400]),
        ("a.tar", tar(GOOD) + b"more"),
        ("a.tar", b"not a tar"),
        ("a.tar.gz", gz(tar(GOOD))[:-20]),
        ("a.tar.gz", flipped(gz(tar(GOOD)), -6)),
        ("a.tar.gz", gz(tar(GOOD)) + b"more"),
    ],
    ids=lambda value: None if isinstance(value, bytes) else value,
)
def test_a_spoiled_archive_is_called_damaged(tmp_path: Path, name: str, content: bytes) -> None:
    assert codes(content, name, tmp_path) == ["ARCHIVE_DAMAGED"]


def test_a_tar_without_its_closing_zeros_is_taken(tmp_path: Path) -> None:
    content = tar({"a.txt": b"x"})[:1024]

    assert codes(content, "a.tar", tmp_path) == []
    assert files_in(tmp_path) == {"a.txt": b"x"}


def test_a_tar_that_breaks_off_is_never_only_shorter(tmp_path: Path) -> None:
    content = tar({"a.txt": b"x", "b.txt": b"y"})
    broken = content[:1024] + b"\xff" * 512 + content[1536:]

    assert codes(broken, "a.tar", tmp_path) == ["ARCHIVE_DAMAGED"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz"])
def test_what_grows_beyond_its_ratio_is_a_bomb(tmp_path: Path, name: str) -> None:
    zeros = {"zeros": bytes(1 << 19)}
    content = zipped(zeros) if name == "a.zip" else gz(tar(zeros))

    assert codes(content, name, tmp_path, SMALL) == ["DECOMPRESSION_BOMB"]
    assert codes(content, name, tmp_path / "again") == []


def test_what_holds_too_many_bytes_or_members_is_a_bomb(tmp_path: Path) -> None:
    many = {f"{number}.txt": b"" for number in range(11)}
    large = {"large": bytes(range(256)) * (1 << 13)}

    assert codes(tar(many), "a.tar", tmp_path, SMALL) == ["DECOMPRESSION_BOMB"]
    assert codes(zipped(many), "a.zip", tmp_path, SMALL) == ["DECOMPRESSION_BOMB"]
    assert codes(tar(large), "a.tar", tmp_path, SMALL) == ["DECOMPRESSION_BOMB"]


def test_a_size_that_is_declared_too_small_does_not_let_more_through(tmp_path: Path) -> None:
    content = bytearray(zipped({"zeros": bytes(1 << 19)}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", content, content.index(mark) + offset, 10)

    assert codes(bytes(content), "a.zip", tmp_path, SMALL) == ["ARCHIVE_DAMAGED"]
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) <= 1 << 16


def test_a_size_that_is_declared_huge_is_refused_at_once(tmp_path: Path) -> None:
    content = bytearray(tar({"a.txt": b"x"}, form=tarfile.USTAR_FORMAT))
    content[124:136] = b"\x80" + (1 << 60).to_bytes(11, "big")
    content[148:156] = b"        "
    content[148:156] = f"{sum(content[:512]):06o}\0 ".encode()

    assert codes(bytes(content), "a.tar", tmp_path) == ["ARCHIVE_DAMAGED"]


def test_members_that_share_their_bytes_are_a_bomb(tmp_path: Path) -> None:
    content = bytearray(zipped({"a": b"x" * 100, "b": b"x" * 100}, compression=zipfile.ZIP_STORED))
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, second + 42, 0)

    assert codes(bytes(content), "a.zip", tmp_path) == ["DECOMPRESSION_BOMB"]


def test_a_directory_that_points_before_the_beginning_is_damage(tmp_path: Path) -> None:
    content = bytearray(zipped({"a": b"x"}))
    end = content.index(b"PK\x05\x06")
    struct.pack_into("<L", content, end + 16, struct.unpack_from("<L", content, end + 16)[0] + 100)

    assert codes(bytes(content), "a.zip", tmp_path) == ["ARCHIVE_DAMAGED"]


def test_a_header_of_a_tar_cannot_ask_for_memory(tmp_path: Path) -> None:
    one = tarfile.TarInfo("././@LongLink")
    one.type, one.size = tarfile.GNUTYPE_LONGNAME, 1 << 33
    header = one.tobuf(tarfile.GNU_FORMAT)

    assert codes(gzip.compress(header + bytes(1 << 20)), "a.tar.gz", tmp_path) == ["ARCHIVE_DAMAGED"]
