"""What an entry says: canonical JSON (RFC 8785) of at most 8 KiB; no person's name, no free text, no digest of one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import cast

import rfc8785

from archive.model.digest import Digest
from archive.model.json import Json, read_json

LIMIT = 8192
VERSION = 1


class EntryType(StrEnum):
    """What is recorded."""

    ARCHIVE_CREATED = "archive-created"
    DELIVERY_RECEIVED = "delivery-received"
    VERDICT = "verdict"
    PACKAGE_STORED = "package-stored"
    AUDIT = "audit"
    REPAIR = "repair"
    GAP_EXPLAINED = "gap-explained"
    INSPECTION_DECIDED = "inspection-decided"
    CUSTODY = "custody"
    PROGRAMME_CHANGED = "programme-changed"


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject` is the identifier of what the entry is about; `digests` name documents and packages; `counts` are whole numbers.

    `time` is in UTC, to the second. `actor` is a pseudonym. `outcome` is one word (accepted, altered …) or empty.
    """

    type: EntryType
    time: datetime
    actor: str
    subject: str
    outcome: str = ""
    digests: Mapping[str, Digest] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def encode(self) -> bytes:
        """The canonical bytes; ValueError above 8 KiB or when the time is not UTC."""
        offset = self.time.utcoffset()
        if offset is None or offset.total_seconds() != 0:
            raise ValueError(f"the time of an entry is in UTC, not {self.time}")
        content: dict[str, Json] = {
            "v": VERSION,
            "type": str(self.type),
            "time": self.time.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "actor": self.actor,
            "subject": self.subject,
        }
        if self.outcome:
            content["outcome"] = self.outcome
        if self.digests:
            content["digests"] = {name: str(digest) for name, digest in self.digests.items()}
        if self.counts:
            content["counts"] = dict(self.counts)
        if self.links:
            content["links"] = dict(self.links)
        encoded = rfc8785.dumps(cast("dict[str, str]", content))
        if len(encoded) > LIMIT:
            raise ValueError(f"an entry about {self.subject} has {len(encoded)} bytes; put its body in a document")
        return encoded

    @classmethod
    def decode(cls, encoded: bytes) -> Entry:
        """Read what `encode` wrote; ValueError when it is not such an entry, byte for byte."""
        content = cast(Mapping[str, Json], read_json(encoded))
        if content.get("v") != VERSION:
            raise ValueError(f"an entry of version {content.get('v')} needs a newer Khizana")
        entry = cls(
            type=EntryType(str(content["type"])),
            time=datetime.strptime(str(content["time"]), "%Y-%m-%dT%H:%M:%S%z"),
            actor=str(content["actor"]),
            subject=str(content["subject"]),
            outcome=str(content.get("outcome", "")),
            digests={k: Digest.parse(v) for k, v in cast(Mapping[str, str], content.get("digests", {})).items()},
            counts=dict(cast(Mapping[str, int], content.get("counts", {}))),
            links=dict(cast(Mapping[str, str], content.get("links", {}))),
        )
        if entry.encode() != encoded:
            raise ValueError("the entry is not in canonical form (RFC 8785)")
        return entry
