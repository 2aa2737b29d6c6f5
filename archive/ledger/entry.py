"""What an entry says: canonical JSON (RFC 8785) of at most 8 KiB; no person's name, no free text, no digest of one act.

What each type carries (`digests` name documents in the store; in brackets, what may be lacking):

    type                 subject            outcome              digests               counts               links
    archive-created      archive                                 [country] [programme]                      [country]
                                                                 [policy.<kind>.
                                                                 <country>]
    delivery-received    delivery                                manifest offices      registers views      contractor
                                                                                       pages acts files     country
                                                                                       bytes
    verdict              delivery           accepted, refused    manifest verdict      findings by severity
                                                                 [report.ar report.fr
                                                                 report.en]
    package-stored       package                                 tagmanifest manifest  views pages acts     register
                                                                                       mentions             delivery
                                                                                       payload_bytes        [predecessor]
                                                                                       payload_files
    audit                fixity,            intact, differences, [report] [verdicts]   what was looked at   [scope]
                         completeness       could-not-look,                            and found, by word   [store]
                                            interrupted,                                                    [end]
                                            nothing-read
    repair               package, digest    repaired, restored,  report request       files bytes          source store
                         of a document      failed, intact       approval
    replication          replica            synced, behind                             packages documents
                                                                                       files bytes lacking
    person-named         person                                  key [request approval
                                                                 witnessed.first
                                                                 witnessed.last]
    person-withdrawn     person                                  [request approval]
    proposed             what is asked for  what shall be done   request approval
    hold-placed          register, package  the reason's code
    hold-released        register, package  the reason's code
    disposed             register           decided, done        [request approval     packages files       tombstone
                                                                 policy]               bytes                request
    gap-explained        register           the reason's code    reason                numbers or pages     [delivery]
    inspection-decided   delivery or lot    accepted, refused    sheet                 sampled, faults      [contractor]
    custody              register or box    the movement's code  [document]            pieces               [from] [to]
    programme-changed    programme                               programme             offices registers    [predecessor]
    key-changed          the log's origin   rotated, adopted     [checkpoint]          [witnessed]          verifier
                                                                 [approval]                                 previous
                                                                                                            [witness]

Types that came later carry version 2, so that a program which does not know them says that it is too old:

    policy-adopted       retention,         found, adopted       policy.<kind>.
                         embargo, policies                       <country>
                                                                 [request approval]
    request-refused      what was asked for what should be done  request refusal
                                                                 approval
    exported             register, package  act, package                               acts files bytes     manifest
                                                                                       closed whole cut
    loss-accepted        the log's origin   accepted             lost [request]        position seen
                                                                 [approval]
    time-declared        position           false                request approval
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import cast

import orjson

from archive.model.digest import Digest
from archive.model.json import Json, read_json

LIMIT = 8192
_WORD = re.compile(r"[A-Za-z0-9._~:+/-]{1,200}")
_CANONICAL = re.compile(rb'[A-Za-z0-9._~:+/{}",-]+')
_LARGEST = 2**53 - 1  # RFC 8785 section 3.2.2.3: beyond it, not every reader reads the same number


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
    KEY_CHANGED = "key-changed"
    REPLICATION = "replication"
    PERSON_NAMED = "person-named"
    PERSON_WITHDRAWN = "person-withdrawn"
    PROPOSED = "proposed"
    HOLD_PLACED = "hold-placed"
    HOLD_RELEASED = "hold-released"
    DISPOSED = "disposed"
    POLICY_ADOPTED = "policy-adopted"
    REQUEST_REFUSED = "request-refused"
    EXPORTED = "exported"
    LOSS_ACCEPTED = "loss-accepted"
    TIME_DECLARED = "time-declared"

    @property
    def version(self) -> int:
        """The version of the form of its entries."""
        return 2 if self in _LATER else 1


_LATER = frozenset(
    {
        EntryType.POLICY_ADOPTED,
        EntryType.REQUEST_REFUSED,
        EntryType.EXPORTED,
        EntryType.LOSS_ACCEPTED,
        EntryType.TIME_DECLARED,
    }
)
"""The types of version 2."""
_VERSIONS = {str(one): one.version for one in EntryType}


@dataclass(frozen=True, slots=True)
class Entry:
    """`subject` is the identifier of what the entry is about; `digests` name documents and packages; `counts` are whole numbers.

    `time` is in UTC; a fraction of a second is dropped. `actor` is a pseudonym. `outcome` is one word (accepted, altered …)
    or empty. Every text and every name is 1 to 200 characters of A-Z a-z 0-9 . _ ~ : + / - so that neither a sentence nor a
    name in Arabic can enter; ValueError for anything else.
    """

    type: EntryType
    time: datetime
    actor: str
    subject: str
    outcome: str = ""
    digests: Mapping[str, Digest] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        EntryType(self.type)
        offset = self.time.utcoffset()
        if offset is None or offset.total_seconds() != 0:
            raise ValueError(f"the time of an entry is in UTC, not {self.time}")
        if self.time.microsecond:
            object.__setattr__(self, "time", self.time.replace(microsecond=0))
        _check_words("the actor", (self.actor,))
        _check_words("the subject", (self.subject,))
        if self.outcome:
            _check_words("the outcome", (self.outcome,))
        for name, mapping in (("digests", self.digests), ("counts", self.counts), ("links", self.links)):
            _check_words(f"a name in {name}", mapping)
        _check_words("a link", self.links.values())
        for digest in self.digests.values():
            Digest.parse(str(digest))
        for name, count in self.counts.items():
            if type(count) is not int or not 0 <= count <= _LARGEST:
                raise ValueError(f"the count {name} of an entry is a whole number from 0 to 2^53-1, not {count!r}")

    def encode(self) -> bytes:
        """The canonical bytes; ValueError above 8 KiB."""
        content: dict[str, Json] = {
            "v": self.type.version,
            "type": str(self.type),
            "time": f"{self.time.isoformat()[:19]}Z",
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
        # ASCII words without escapes and whole numbers: sorted by name, this is RFC 8785, without a full writer of it.
        encoded = orjson.dumps(content, option=orjson.OPT_SORT_KEYS)
        if not _CANONICAL.fullmatch(encoded):  # a mapping was changed after the entry was made
            raise ValueError(f"an entry about {self.subject!r} holds more than words, digests and counts")
        if len(encoded) > LIMIT:
            raise ValueError(f"an entry about {self.subject} has {len(encoded)} bytes; put its body in a document")
        return encoded

    @classmethod
    def decode(cls, encoded: bytes) -> Entry:
        """Read what `encode` wrote; ValueError when it is not such an entry, byte for byte."""
        content = read_json(encoded)
        if not isinstance(content, Mapping):
            raise ValueError("an entry is a JSON object")
        entry = cls(
            type=_type(content),
            time=datetime.fromisoformat(str(content.get("time"))),
            actor=str(content.get("actor")),
            subject=str(content.get("subject")),
            outcome=str(content.get("outcome", "")),
            digests={name: Digest.parse(str(digest)) for name, digest in _object(content, "digests").items()},
            counts=cast(Mapping[str, int], _object(content, "counts")),
            links={name: str(link) for name, link in _object(content, "links").items()},
        )
        if entry.encode() != encoded:
            raise ValueError("the entry is not in canonical form (RFC 8785)")
        return entry


def _type(content: Mapping[str, Json]) -> EntryType:
    """ValueError that tells a form of a later Khizana from what no Khizana wrote."""
    version, name = content.get("v"), str(content.get("type"))
    known = _VERSIONS.get(name, 0)
    if type(version) is int and version > max(known, 1):
        raise ValueError(f"an entry of version {version} and type {name} needs a newer Khizana")
    if version != known:
        raise ValueError(f"this Khizana knows no entry of version {version} and type {name}")
    return EntryType(name)


def _check_words(what: str, words: Iterable[object]) -> None:
    for word in words:
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            # The text itself is not repeated: it may be a person's name, and messages end in logs.
            raise ValueError(
                f"{what} of an entry is 1 to 200 of A-Z a-z 0-9 . _ ~ : + / -; put other text in a document"
            )


def _object(content: Mapping[str, Json], name: str) -> dict[str, Json]:
    found = content.get(name, {})
    if not isinstance(found, Mapping):
        raise ValueError(f"{name} of an entry is an object")
    return dict(found)
