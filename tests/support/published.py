"""Holds a JSON document against its published schema."""

from __future__ import annotations

from typing import Any

from archive.check.schemas import Schemas
from archive.published import schemas


def violations(name: str, content: Any) -> list[str]:
    """What a document breaks in `schemas/<name>.schema.json`."""
    return [str(one) for one in Schemas(schemas()).violations(f"urn:khizana:schema:{name}:1", content)]
