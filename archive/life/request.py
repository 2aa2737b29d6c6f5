"""What two people are asked to approve: canonical JSON (RFC 8785) on one line, kept in the store under its digest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from archive.errors import ArchiveError
from archive.ledger.port import Head
from archive.model.digest import Digest
from archive.model.json import read_json
from archive.model.message import tell

VERSION = 1
_WORD = re.compile(r"[A-Za-z0-9._~:+/-]{1,200}")
_VALUE = re.compile(r"[\x20-\x7e]{1,1000}")
_ROOT = re.compile(r"[0-9a-f]{64}")
_NAMES = {"v", "ledger", "position", "root", "act", "subject", "reason", "parameters"}


class InvalidRequest(ArchiveError, ValueError):
    """The bytes are no request, or a request may not say this."""


@dataclass(frozen=True, slots=True)
class Request:
    """`act` is what shall be done (repair …) to `subject`; `ledger` is the book's origin and `head` its state when it was asked.

    `reason` is a code. Parameters are ASCII text of at most 1,000 characters each. InvalidRequest for anything else.
    """

    ledger: str
    head: Head
    act: str
    subject: str
    reason: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for word in (self.ledger, self.act, self.subject, self.reason, *self.parameters):
            if not _WORD.fullmatch(word):
                raise InvalidRequest("the words of a request are 1 to 200 of A-Z a-z 0-9 . _ ~ : + / -")
        for value in self.parameters.values():
            if not _VALUE.fullmatch(value):
                raise InvalidRequest("a parameter of a request is 1 to 1,000 characters of printable ASCII")

    @property
    def identifier(self) -> Digest:
        """The digest of the written request: the name under which it is approved."""
        return Digest.of(self.encode())

    def encode(self) -> bytes:
        """The canonical line. Words and ASCII values alone: sorted by name, this is RFC 8785."""
        content = {
            "v": VERSION,
            "ledger": self.ledger,
            "position": self.head.size,
            "root": self.head.root.hex(),
            "act": self.act,
            "subject": self.subject,
            "reason": self.reason,
            "parameters": dict(self.parameters),
        }
        return json.dumps(content, separators=(",", ":"), sort_keys=True).encode("ascii") + b"\n"

    @classmethod
    def decode(cls, written: bytes) -> Request:
        """Read what `encode` wrote, byte for byte; InvalidRequest."""
        try:
            content = read_json(written)
        except ValueError as error:
            raise InvalidRequest(tell("this is no request: {error}", error=error)) from None
        if not isinstance(content, Mapping) or set(content) != _NAMES or content["v"] != VERSION:
            raise InvalidRequest("this is no request that this Khizana understands")
        size, root, parameters = content["position"], str(content["root"]), content["parameters"]
        if type(size) is not int or size < 0 or not _ROOT.fullmatch(root) or not isinstance(parameters, Mapping):
            raise InvalidRequest("the request does not say at which state of the ledger it was made")
        found = cls(
            ledger=str(content["ledger"]),
            head=Head(size, bytes.fromhex(root)),
            act=str(content["act"]),
            subject=str(content["subject"]),
            reason=str(content["reason"]),
            parameters={name: str(value) for name, value in parameters.items()},
        )
        if found.encode() != written:
            raise InvalidRequest("the request is not in canonical form (RFC 8785)")
        return found
