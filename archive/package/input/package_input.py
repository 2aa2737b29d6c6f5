"""One accepted register of a delivery, with everything that its package will say. Times come from the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.delivery.facts.batch import DeliveredAct, DeliveredRegister, FileFacts, Manifest
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.json import Json
from archive.model.records.facts import RegisterFacts
from archive.model.records.numbering import NOWHERE, Elsewhere
from archive.model.records.register import is_keyed
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Link
from archive.package.premis_values import Statute

Predecessor = Link
"""The package that a version package follows, pinned by the digest of its tagmanifest."""


@dataclass(frozen=True, slots=True)
class Disposed:
    """What a tombstone says: why, by whom (pseudonyms) and on which request all was disposed of, and what was there.

    `packages` are as schemas/kept-register.schema.json describes them; `facts` those of the register as it stood.
    """

    reason: str
    by: tuple[str, ...]
    request: Digest
    packages: Sequence[Mapping[str, Json]]
    facts: RegisterFacts

    def to_json(self) -> dict[str, Json]:
        """The object under `disposed` in register.json."""
        by: list[Json] = list(self.by)
        return {"reason": self.reason, "by": by, "request": str(self.request), "packages": list(self.packages)}


@dataclass(frozen=True, slots=True)
class Material:
    """`files` holds the facts of every file of the delivery that this register uses, by delivered path.

    `verdict` is the digest of the verdict document; `software` is the name and version that packages say they were made by.
    `standing` is the register as its chain leaves it before a version; None for a first package. With `disposed` the package is a
    tombstone, which has no content. `statutes` are the provisions of the law that its PREMIS names as rights. `elsewhere` are the
    identifiers of acts in other parts and copies.
    """

    register: RegisterId
    version: int
    predecessor: Predecessor | None
    office: Mapping[str, Json]
    delivered: DeliveredRegister
    acts: Sequence[DeliveredAct]
    files: Mapping[str, FileFacts]
    manifest: Manifest
    verdict: Digest
    received: datetime
    examined: datetime
    packaged: datetime
    software: tuple[str, str]
    standing: RegisterState | None = None
    disposed: Disposed | None = None
    statutes: tuple[Statute, ...] = ()
    elsewhere: Elsewhere = NOWHERE

    @property
    def has_acts(self) -> bool:
        """Whether the package holds a file of acts; a version has one only where acts came with it."""
        return is_keyed(self.delivered.description) and (self.predecessor is None or bool(self.acts))

    @property
    def package(self) -> str:
        """The identifier of the package to be made."""
        return self.register.package(self.version)
