"""What is fuzzed: every reader at the door, given bytes that somebody spoilt. A reader may refuse; it may not break off."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType

from archive.check.engine.rule import CONTRACTOR
from archive.check.file_verdict import judged
from archive.check.profile.delivery_profile import DEFAULT
from archive.check.rules.foreign import bag, mets
from archive.check.views.foreign_view import ForeignView
from archive.delivery.bags.foreign_bag import read_bag
from archive.delivery.facts.measured import Role
from archive.delivery.manifest import parse
from archive.delivery.measuring.measure_file import measure_file
from archive.delivery.xml_documents.mets_beside import beside, documents
from tests.fuzz import seeds
from tests.rooms.delivery.in_memory import Held

_BUFFER = memoryview(bytearray(1 << 16))
Target = Callable[[bytes], object]


def measured_as(name: str) -> Target:
    """A file of that name goes through measuring and judging, as a worker does it."""

    def target(content: bytes) -> object:
        descriptor = os.memfd_create(name)
        try:
            os.write(descriptor, content)
            return judged(measure_file(descriptor, name, Role.SINGLE, _BUFFER), DEFAULT).to_json()
        finally:
            os.close(descriptor)

    return target


def in_bag(name: str) -> Target:
    """One tag file of a right bag is replaced."""

    def target(content: bytes) -> object:
        return list(bag.judge(ForeignView(bag=read_bag(Held(seeds.BAG | {name: content}), workers=1)), CONTRACTOR))

    return target


def as_mets(content: bytes) -> object:
    """A METS beside a file that it names."""
    source = Held({"METS.xml": content, "a.txt": b"x"})
    read = list(documents(source, ["METS.xml"]))
    there = beside(source, read, {"a.txt"})
    return list(mets.judge(ForeignView(documents=tuple(read), paths={"a.txt"}, beside=there), CONTRACTOR))


TARGETS: Mapping[str, tuple[Target, tuple[bytes, ...]]] = MappingProxyType(
    {
        "bagit.txt": (in_bag("bagit.txt"), (seeds.BAG["bagit.txt"],)),
        "bag manifest": (in_bag("manifest-sha256.txt"), (seeds.BAG["manifest-sha256.txt"],)),
        "bag-info.txt": (in_bag("bag-info.txt"), (b"Payload-Oxum: 5.1\nContact-Name: x\n  y\n",)),
        "fetch.txt": (in_bag("fetch.txt"), (b"http://localhost:1/x 5 data/a.txt\n",)),
        "delivery manifest": (parse, (seeds.MANIFEST,)),
        "METS": (as_mets, (seeds.METS,)),
        "TIFF": (measured_as("a.tif"), seeds.tiffs()),
        "JPEG": (measured_as("a.jpg"), seeds.jpegs()),
        "JPEG 2000": (measured_as("a.jp2"), seeds.jp2s()),
        "PDF": (measured_as("a.pdf"), seeds.pdfs()),
        "XML": (measured_as("a.xml"), (seeds.METS, seeds.PAGE, seeds.ALTO)),
        "JSON": (measured_as("a.json"), (seeds.MANIFEST,)),
        "JSON Lines": (measured_as("a.jsonl"), (seeds.ACTS,)),
        "CSV": (measured_as("a.csv"), (seeds.TABLE,)),
        "XLSX": (measured_as("a.xlsx"), (seeds.book(),)),
        "zip": (measured_as("a.zip"), (seeds.ZIP,)),
        "tar": (measured_as("a.tar"), (seeds.TAR,)),
        "tar.gz": (measured_as("a.tar.gz"), (seeds.TAR_GZ,)),
    }
)
