"""The manifest of a delivery, read without trusting it: whatever its shape, what can be understood is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.delivery.facts.batch import Manifest, Problem
from archive.delivery.facts.lenient_json import Object, objects_of, text_in, whole_in
from archive.delivery.facts.paths import shown, unsafe
from archive.model.digest import Digest, sha256
from archive.model.json import InvalidJson, read_json

PATH = "manifest.json"
_IDENTIFIER = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,78}[a-z0-9])?")  # as in schemas/common.schema.json


def parse(content: bytes) -> tuple[Manifest | None, tuple[Problem, ...]]:
    """The manifest and what is wrong with it beyond its schema; no manifest when it is not a JSON object."""
    try:
        written = read_json(content)
    except InvalidJson as error:
        return None, (Problem("JSON_INVALID", PATH, str(error)),)
    if not isinstance(written, dict):
        return None, (Problem("JSON_INVALID", PATH, "a manifest is one JSON object"),)
    files: dict[str, tuple[Digest, int]] = {}
    problems = tuple(_list_files(written, files))
    manifest = Manifest(
        identifier=_identifier(text_in(written, "delivery")),
        content=written,
        digest=Digest.of(content),
        files=files,
        offices=text_in(written, "offices"),
        registers=objects_of(written.get("registers")),
    )
    return manifest, problems


def _identifier(written: str) -> str:
    """The delivery's own identifier; empty when it is not one, because identifiers go into the ledger and free text may not."""
    return written if _IDENTIFIER.fullmatch(written) else ""


def _list_files(written: Object, files: dict[str, tuple[Digest, int]]) -> Iterator[Problem]:
    """Fill `files` with each path once, under the digest that it was first given."""
    for listed in objects_of(written.get("files")):
        path, size = text_in(listed, "path"), whole_in(listed, "size")
        reason = unsafe(path)
        if reason:
            yield Problem("UNSAFE_PATH", shown(path) or PATH, reason)
            continue
        if path in files:
            yield Problem("MANIFEST_DUPLICATE", path, "listed more than once")
            continue
        try:
            digest = sha256(text_in(listed, "sha256"))
        except ValueError:
            continue  # the schema rule names this entry
        files[path] = (digest, -1 if size is None else size)
