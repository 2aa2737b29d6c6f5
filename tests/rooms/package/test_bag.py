"""The tag files of a bag, written and read back (RFC 8493)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model.digest import Digest
from archive.package.bag import (
    BAG_INFO,
    MANIFEST,
    TAG_MANIFEST,
    BagSyntaxError,
    bag_info,
    decode_path,
    encode_path,
    is_safe,
    manifest,
    parse_bag_info,
    parse_manifest,
    parse_oxum,
    payload_oxum,
    tag_files,
)
from archive.package.plan import Entry
from tests.rooms.package.made_cases import second_version, with_tiff

PROFILE = json.loads((Path(__file__).parents[3] / "schemas/bagit-profile.json").read_text())
A, B = "a" * 64, "b" * 64

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)
paths = texts.map(lambda text: f"data/{text}").filter(is_safe)
digests = st.text("0123456789abcdef", min_size=64, max_size=64).map(lambda text: Digest("sha256", text))


@given(st.dictionaries(paths, digests))
def test_a_manifest_reads_back_as_it_was_written(content: dict[str, Digest]) -> None:
    rendered = manifest(Entry(path, digest, 0) for path, digest in content.items())

    assert parse_manifest(rendered) == content


@given(texts)
def test_an_encoded_path_stands_on_one_line_and_decodes_to_itself(path: str) -> None:
    encoded = encode_path(path)

    assert not {"\r", "\n"} & set(encoded)
    assert decode_path(encoded) == path


def test_encodes_only_line_ends_and_percent_signs() -> None:
    assert encode_path("data/100% a\r\nb ~é.tif") == "data/100%25 a%0D%0Ab ~é.tif"


def test_orders_a_manifest_by_path_whatever_order_it_is_given() -> None:
    entries = [Entry("data/b", Digest("sha256", B), 1), Entry("data/a", Digest("sha256", A), 1)]

    assert manifest(entries) == f"{A}  data/a\n{B}  data/b\n".encode()


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_reads_every_line_end_that_the_standard_allows(end: str) -> None:
    content = f"{A.upper()} data/a{end}{B}\t data/b".encode()

    assert parse_manifest(content) == {"data/a": Digest("sha256", A), "data/b": Digest("sha256", B)}


def test_keeps_a_line_separator_of_unicode_inside_a_path() -> None:
    assert list(parse_manifest(f"{A}  data/a\u2028b\x85\x0bc\n".encode())) == ["data/a\u2028b\x85\x0bc"]


@pytest.mark.parametrize(
    "content",
    [
        f"{A}  data/a\n\n",
        f"{A[1:]}  data/a\n",
        f"{A}data/a\n",
        f"{A}  data/../../etc/passwd\n",
        f"{A}  data//a\n",
        f"{A}  bagit.txt\n",
        f"{A}  /data/a\n",
        f"{A}  data/a%20b\n",
        f"{A}  data/a%\n",
        f"{A}  data/a\n{B}  data/a\n",
        f"\ufeff{A}  data/a\n",
        b"\xff",
    ],
)
def test_refuses_a_manifest_that_it_would_not_have_written(content: str | bytes) -> None:
    with pytest.raises(BagSyntaxError):
        parse_manifest(content if isinstance(content, bytes) else content.encode())


def test_refuses_payload_in_a_tag_manifest() -> None:
    with pytest.raises(BagSyntaxError, match="other manifest"):
        parse_manifest(f"{A}  data/a\n".encode(), TAG_MANIFEST)


def test_says_which_line_of_which_manifest_is_wrong() -> None:
    with pytest.raises(BagSyntaxError, match=r"line 2 of manifest-sha256\.txt"):
        parse_manifest(f"{A}  data/a\nnothing\n".encode())


def test_refuses_to_write_a_path_that_leaves_the_bag() -> None:
    with pytest.raises(ValueError, match="relative path"):
        manifest([Entry("data/../x", Digest("sha256", A), 1)])


def test_bag_info_reads_back_as_it_was_written() -> None:
    lines = (("External-Identifier", "a: b"), ("Contact", "زبيدة"), ("Contact", "second"))

    assert parse_bag_info(bag_info(lines)) == lines


def test_joins_a_continued_line_of_bag_info() -> None:
    assert parse_bag_info(b"Label: one\r\n  two\nOther: three\n") == (("Label", "one two"), ("Other", "three"))


@pytest.mark.parametrize("line", [("A:B", "x"), ("", "x"), ("A", ""), ("A", "x\ny"), ("A", " x"), (" A", "x")])
def test_refuses_to_write_what_bag_info_cannot_hold(line: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        bag_info([line])


@pytest.mark.parametrize("content", [b"no colon\n", b"  continued: first\n", b"A:b\n", b"A : b\n", b"\n"])
def test_refuses_a_bag_info_that_the_standard_does_not_allow(content: bytes) -> None:
    with pytest.raises(BagSyntaxError):
        parse_bag_info(content)


def test_counts_the_payload_in_bytes_and_files() -> None:
    entries = [Entry("data/a", Digest("sha256", A), 5), Entry("data/b", Digest("sha256", B), 7)]

    assert parse_oxum(payload_oxum(entries)) == (12, 2)


@pytest.mark.parametrize("written", ["12", "12.", "01.2", "-1.2", "1.2.3", "١.٢"])
def test_refuses_an_oxum_that_is_not_one(written: str) -> None:
    with pytest.raises(BagSyntaxError):
        parse_oxum(written)


def test_the_tag_manifest_comes_last_and_pins_the_other_three() -> None:
    payload = [Entry("data/a", Digest("sha256", A), 5)]

    files = list(tag_files((("External-Identifier", "x"),), payload))

    pinned = {path: Digest.of(content) for path, content in files[:-1]}
    assert list(pinned) == ["bagit.txt", BAG_INFO, MANIFEST]
    assert parse_bag_info(files[1][1]) == (("External-Identifier", "x"), ("Payload-Oxum", "5.1"))
    assert files[-1] == (TAG_MANIFEST, manifest(Entry(path, digest, 0) for path, digest in pinned.items()))


@pytest.mark.parametrize("case", [with_tiff, second_version])
def test_bag_info_keeps_the_published_profile(case: type) -> None:
    lines = (*case().plan.bag_info, ("Payload-Oxum", "1.1"))
    labels = [label for label, _ in lines]
    required = {label for label, rule in PROFILE["Bag-Info"].items() if rule["required"]}

    assert required <= set(labels) <= set(PROFILE["Bag-Info"])
    assert len(labels) == len(set(labels))
    assert dict(lines)["BagIt-Profile-Identifier"] == PROFILE["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]
