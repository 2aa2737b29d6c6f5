"""What an export answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from khizana.outcome import Answer, Document


@dataclass(frozen=True, slots=True)
class ExportRecorded:
    """The file that lists what was handed out, and the digest of it that the ledger names."""

    list: str
    manifest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported(Answer):
    """What was handed out into a folder, and what of it is closed: parts of the list (schemas/export.schema.json)."""

    command: Literal["export"] = "export"
    subject: str
    directory: str
    files: tuple[str, ...]
    handed_out: tuple[Document, ...]
    closed: tuple[Document, ...]
    recorded: ExportRecorded
