"""XML comes in through one door, which no declaration passes and nothing is fetched through."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from archive.delivery.xml_documents.xml import InvalidXml, elements, faults, parse, subtrees

BOMB = "<!DOCTYPE x [" + "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "0123456789"}">' for n in range(12)
) + ']><x a="&e11;">&e11;</x>'  # fmt: skip


def codes(content: bytes) -> list[str]:
    return [fault.code for fault in faults(content)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<x/>", []),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><x>\xe9</x>', []),
        ('<?xml version="1.0" encoding="UTF-16"?><x>é</x>'.encode("utf-16"), []),
        (b"<!DOCTYPE x><x/>", ["XML_DTD_FORBIDDEN"]),
        (b'<!-- c --><?pi?><!DOCTYPE x SYSTEM "http://localhost:1/x.dtd"><x/>', ["XML_DTD_FORBIDDEN"]),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"), ["XML_DTD_FORBIDDEN"]),
        (b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>', ["XML_DTD_FORBIDDEN", "XML_ENTITY"]),
        (b"<!DOCTYPE x [<!ENTITY % p \"<!ENTITY a 'b'>\">%p;]><x/>", ["XML_DTD_FORBIDDEN", "XML_ENTITY"]),
        (BOMB.encode(), ["XML_DTD_FORBIDDEN", "XML_ENTITY"]),
        (b"<x>&unheard;</x>", ["XML_ENTITY"]),
        (b'<x a="&unheard;"/>', ["XML_ENTITY"]),
        (b"<x>&amp;&#233;</x>", []),
        (b"<x>", ["XML_NOT_WELL_FORMED"]),
        (b"<x></y>", ["XML_NOT_WELL_FORMED"]),
        (b"", ["XML_NOT_WELL_FORMED"]),
        (b"\x00\x01", ["XML_NOT_WELL_FORMED"]),
        (b"<x>\xff</x>", ["XML_NOT_WELL_FORMED"]),
        (b"<x>" * 5000 + b"</x>" * 5000, ["XML_NOT_WELL_FORMED"]),
    ],
)
def test_what_is_declared_or_broken_is_refused_and_nothing_else(content: bytes, expected: list[str]) -> None:
    assert codes(content) == expected


@pytest.mark.parametrize("read", [parse, lambda content: list(elements(io.BytesIO(content)))])
def test_a_bomb_is_refused_at_once_however_it_is_read(read: object) -> None:
    begun = time.monotonic()
    with pytest.raises(InvalidXml) as refused:
        read(BOMB.encode())  # type: ignore[operator]

    assert refused.value.code == "XML_DTD_FORBIDDEN"
    assert time.monotonic() - begun < 1


def test_a_file_named_in_a_declaration_is_never_opened(tmp_path: Path) -> None:
    canary = tmp_path / "canary.dtd"
    content = f'<!DOCTYPE x SYSTEM "{canary.as_uri()}"><x/>'.encode()
    canary.write_text("<!ELEMENT x ANY>")
    canary.chmod(0)

    assert codes(content) == ["XML_DTD_FORBIDDEN"]
    assert (
        codes(f'<x xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:schemaLocation="u {canary}"/>'.encode()) == []
    )


def test_elements_pass_one_by_one_in_flat_memory() -> None:
    content = b"<a>" + b'<b c="1"><d/></b>' * 3 + b"</a>"

    found = [(event, name) for event, name, _ in elements(io.BytesIO(content))]

    assert found[:4] == [("start", "a"), ("start", "b"), ("start", "d"), ("end", "d")]
    assert len(found) == 2 * 7
    assert [one.findtext("d") for one in subtrees(io.BytesIO(content), "b")] == ["", "", ""]
