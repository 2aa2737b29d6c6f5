"""What an earlier verdict says about bytes: whether it judged those that the manifest lists, or others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from archive.model.json import Json, read_json

_OTHER_BYTES = frozenset(
    (
        "CHECKSUM_MISMATCH",
        "FILE_MISSING",
        "FILE_UNLISTED",
        "SIZE_MISMATCH",
        "SPECIAL_FILE",
        "UNREADABLE",
        "UNSAFE_LINK",
        "UNSAFE_PATH",
    )
)


def of_these_bytes(verdict: bytes) -> bool:
    """Whether a verdict (schemas/verdict.schema.json) judged files that were all as their manifest lists them.

    A delivery that was cut short or damaged on its way may come again whole under the same manifest.
    """
    written = cast("Mapping[str, Sequence[Mapping[str, Json]]]", read_json(verdict))
    return not any(finding["code"] in _OTHER_BYTES for finding in written["findings"])
