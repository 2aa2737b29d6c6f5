"""METS and PREMIS of very large registers: CPU a file to write, memory, and whether reading stays linear.

Ours writes the whole document: files, views and their pointers. The peer writes the same files and views with lxml's
`xmlfile`, an element at a time. Read is the whole of our own inspection (every digest, size and pointer, the views of the
register); the peer only parses the METS into a tree. Each figure of memory is of a process of its own: what it held more
at its highest than before.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from archive.delivery.facts.batch import DeliveredView, FileFacts
from archive.delivery.facts.batch import Size as Pixels
from archive.model.digest import Digest
from archive.model.json import write_pretty
from archive.package import bag, layout
from archive.package.formats import media_type
from archive.package.inspection.inspect_package import inspect
from archive.package.mets.mets_document import CSIP, NAMESPACE, XLINK
from archive.package.plan import Entry, PackagePlan
from archive.package.planning import plan
from benchmarks.made_register import DESCRIPTION, described, material_of
from benchmarks.measuring import header, machine

FILES = 100_000
MEMORY = (10_000, 100_000)
READ = (4_000, 16_000, 64_000)
ROUNDS = 5
TARGET = 15.0
"""Microseconds of CPU a file to write METS."""
LINEAR = 1.3
"""So many times the cost a file at 4,000 may a file cost at 64,000."""
DOCUMENTS = {"METS": layout.METS, "PREMIS": layout.PREMIS}


def planned(files: int) -> PackagePlan:
    """The plan of a register of so many images, none of which exists: nothing here reads them."""
    views = [DeliveredView(f"{number:06d}.tif", 1, "acts", (number,)) for number in range(1, files + 1)]
    facts = {
        view.file: FileFacts(
            view.file, 600_000, Digest.of(view.file.encode()), "image/tiff", "fmt/353", (Pixels(2480, 3508),)
        )
        for view in views
    }
    description = described(views)
    content = write_pretty(description)
    facts[DESCRIPTION] = FileFacts(DESCRIPTION, len(content), Digest.of(content), "application/json")
    return plan(material_of(description, views, facts))


def entries_of(made: PackagePlan) -> tuple[dict[str, Entry], dict[str, bytes]]:
    """What a store would know when it comes to write METS, and the small documents themselves by path."""
    entries = {copied.entry.path: copied.entry for copied in made.copies}
    kept: dict[str, bytes] = {}
    for document in made.documents:
        content = b"".join(document.chunks(entries))
        entries[document.path] = Entry(document.path, Digest.of(content), len(content))
        kept[document.path] = content
    return entries, kept


def chunks(made: PackagePlan, entries: Mapping[str, Entry], inside: str) -> Callable[[], Iterator[bytes]]:
    """A way to write one of its documents."""
    document = next(one for one in made.documents if one.path.endswith(f"/{inside}"))
    return lambda: document.chunks(entries)


def seconds(work: Callable[[], object]) -> float:
    """The least CPU time of several runs."""
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work()
        spent.append(time.process_time() - before)
    return min(spent)


def drained(write: Callable[[], Iterator[bytes]]) -> int:
    """Write it all to nowhere; how many bytes it was."""
    return sum(len(chunk) for chunk in write())


def peer(entries: Mapping[str, Entry], package: str) -> int:
    """The files and views of a METS by `etree.xmlfile`."""
    target = io.BytesIO()
    start = layout.folder(package)
    masters = [one for one in entries.values() if one.path.startswith(start + layout.representation(layout.MASTER))]
    names = {None: NAMESPACE, "csip": CSIP, "xlink": XLINK}
    with etree.xmlfile(target, encoding="utf-8") as xml, xml.element(f"{{{NAMESPACE}}}mets", nsmap=names):
        with xml.element(f"{{{NAMESPACE}}}fileSec"), xml.element(f"{{{NAMESPACE}}}fileGrp"):
            for entry in masters:
                path = entry.path.removeprefix(start)
                stated = {
                    "ID": f"IDmaster-{path.rpartition('/')[2]}",
                    "MIMETYPE": media_type(path),
                    "SIZE": str(entry.size),
                    "CREATED": "2026-01-02T03:04:05Z",
                    "CHECKSUM": entry.digest.hex,
                    "CHECKSUMTYPE": "SHA-256",
                }
                file = etree.Element(f"{{{NAMESPACE}}}file", stated)
                located = {"LOCTYPE": "URL", f"{{{XLINK}}}type": "simple", f"{{{XLINK}}}href": path}
                etree.SubElement(file, f"{{{NAMESPACE}}}FLocat", located)
                xml.write(file)
        with xml.element(f"{{{NAMESPACE}}}structMap"), xml.element(f"{{{NAMESPACE}}}div"):
            for order, entry in enumerate(masters, start=1):
                stated = {"ID": f"IDview-v{order:04d}", "TYPE": "view", "ORDER": str(order), "ORDERLABEL": str(order)}
                view = etree.Element(f"{{{NAMESPACE}}}div", {**stated, "LABEL": f"v{order:04d}"})
                file_id = f"IDmaster-{entry.path.rpartition('/')[2]}"
                etree.SubElement(view, f"{{{NAMESPACE}}}fptr", {"FILEID": file_id})
                xml.write(view)
    return target.tell()


def reading(files: int) -> tuple[float, float]:
    """CPU seconds of our inspection of a package, and of parsing its METS into a tree."""
    entries, kept = entries_of(planned(files))
    kept[bag.MANIFEST] = bag.manifest(entries.values())
    sizes = {path: entry.size for path, entry in entries.items()}

    def opened(path: str) -> BinaryIO:
        return io.BytesIO(kept[path])

    def ours() -> None:
        found = list(inspect(opened, sizes))
        if found:
            raise AssertionError(found[:3])

    mets = next(content for path, content in kept.items() if path.endswith(layout.METS))
    return seconds(ours), seconds(lambda: etree.fromstring(mets))


def memory(files: int, inside: str) -> int:
    """KiB that writing (or with `read`, inspecting) adds; asked of a process of its own, see `main`."""
    made = planned(files)
    entries, kept = entries_of(made) if inside == "read" else (_entries_before(made, inside), {})
    mets = next((content for path, content in kept.items() if path.endswith(layout.METS)), b"")
    Path("/proc/self/clear_refs").write_text("5")  # the highest use from now on: proc(5)
    before = _kibibytes("VmRSS")
    if inside == "read":
        from archive.package.xml import read_starts

        for _ in read_starts(io.BytesIO(mets)):
            pass
    else:
        drained(chunks(made, entries, inside))
    return _kibibytes("VmHWM") - before


def _entries_before(made: PackagePlan, inside: str) -> dict[str, Entry]:
    entries = {copied.entry.path: copied.entry for copied in made.copies}
    for document in made.documents:
        if document.path.endswith(f"/{inside}"):
            break
        entries[document.path] = Entry(document.path, Digest.of(document.path.encode()), 1000)
    return entries


def _kibibytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


def main() -> None:
    """Print the tables."""
    print(machine())
    made = planned(FILES)
    entries, _ = entries_of(made)
    print(header("written", "files", "MB", "CPU µs a file", "peer, µs a file", "target", ""))
    theirs = seconds(lambda: peer(entries, made.package)) / FILES * 1e6
    for name, inside in DOCUMENTS.items():
        write = chunks(made, entries, inside)
        size = drained(write)
        each = seconds(partial(drained, write)) / FILES * 1e6
        asked = f"{TARGET:.0f} | {'met' if each < TARGET else 'MISSED'}" if name == "METS" else " | "
        beside = f"{theirs:.1f}" if name == "METS" else ""
        print(f"| {name} | {FILES} | {size / 1e6:.1f} | {each:.1f} | {beside} | {asked} |", flush=True)
    print("\n" + header("memory above the plan, KiB", *(f"{files} files" for files in MEMORY)))
    for name, inside in {**DOCUMENTS, "METS read": "read"}.items():
        grown = [_asked(files, inside) for files in MEMORY]
        print(f"| {name} | {' | '.join(str(one) for one in grown)} |", flush=True)
    print("\n" + header("inspected, files", "CPU s", "µs a file", "tree alone, µs a file", ""))
    first = 0.0
    for files in READ:
        ours, tree = (one / files * 1e6 for one in reading(files))
        first = first or ours
        verdict = "" if files == READ[0] else "linear" if ours < first * LINEAR else "NOT LINEAR"
        print(f"| {files} | {ours * files / 1e6:.2f} | {ours:.1f} | {tree:.1f} | {verdict} |", flush=True)


def _asked(files: int, inside: str) -> int:
    command = [sys.executable, "-m", "benchmarks.mets", str(files), inside]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(json.loads(done.stdout))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(memory(int(sys.argv[1]), sys.argv[2]))
    else:
        main()
