"""METS and PREMIS are written, and METS is read, without growing with the register."""

from __future__ import annotations

import io
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from archive.model.digest import Digest
from archive.package.plan import Entry
from archive.package.xml import NotWellFormed, read_starts
from tests.rooms.package.made_material import make, tiff


def written_until(views: int, name: str) -> Callable[[], Iterable[bytes]]:
    """The document with this name of a register of so many views, ready to be written."""
    one = tiff(9)
    made = make({f"{number}.tif": one for number in range(views)}, None)
    entries = {copied.entry.path: copied.entry for copied in made.plan.copies}
    for document in made.plan.documents:
        if document.path.endswith(name):
            return lambda: document.chunks(entries)
        content = b"".join(document.chunks(entries))
        entries[document.path] = Entry(document.path, Digest.of(content), len(content))
    raise AssertionError(name)


def peak(work: Callable[[], Iterable[object]]) -> int:
    """The most bytes that Python held while all of it was gone through."""
    tracemalloc.start()
    for _ in work():
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", ["METS.xml", "premis.xml"])
def test_writing_takes_no_more_memory_for_four_times_the_views(name: str) -> None:
    small, large = (peak(written_until(views, name)) for views in (400, 1600))

    assert large < small * 1.2


@pytest.mark.parametrize("name", ["METS.xml", "premis.xml"])
def test_hands_on_chunks_of_a_bounded_size(name: str) -> None:
    sizes = [len(chunk) for chunk in written_until(1600, name)()]

    assert len(sizes) > 5
    assert max(sizes) < 200_000


READ = """
import sys
from archive.package.xml import read_starts

def kibibytes():
    # not getrusage: its maximum is inherited from the process that started this one
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

with open(sys.argv[1], "rb") as stream:
    starts = read_starts(stream)
    for _ in range(1000):
        next(starts)
    before = kibibytes()
    count = sum(1 for _ in starts)
print(count, kibibytes() - before)
"""


def test_reading_takes_no_more_memory_for_a_long_document(tmp_path: Path) -> None:
    document = tmp_path / "long.xml"
    document.write_bytes(b"<a>" + b'<b x="some attribute"><c/></b>' * 100_000 + b"</a>")
    done = subprocess.run([sys.executable, "-c", READ, document], capture_output=True, text=True, check=True)
    elements, grown = (int(number) for number in done.stdout.split())

    assert elements == 200_001 - 1000
    assert grown < 4096


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a><b></a>",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>',
        b"<a>&undefined;</a>",
        b"<a>" * 300 + b"</a>" * 300,
    ],
)
def test_reads_nothing_that_is_not_plain_xml(content: bytes) -> None:
    with pytest.raises(NotWellFormed):
        list(read_starts(io.BytesIO(content)))
