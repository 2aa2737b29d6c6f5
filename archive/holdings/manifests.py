"""What manifests say that no entry does: which delivery another one makes good. Each is read once, and what it says is kept."""

from __future__ import annotations

from collections.abc import Iterable

from archive.delivery.facts.lenient_json import object_of, text_in
from archive.holdings.projection import Projection
from archive.model.digest import Digest
from archive.model.json import InvalidJson, read_json
from archive.store.port import NotStored

_KEEP = "INSERT INTO stated VALUES (?,?) ON CONFLICT DO NOTHING"


def replaced(projection: Projection, manifests: Iterable[str]) -> dict[str, str]:
    """By the digest of a manifest, the delivery that it says to make good; empty where it names none.

    A manifest that is lost or altered is left out, because nobody knows what it said.
    """
    known: dict[str, str] = {}
    fresh: dict[str, str] = {}
    for manifest in manifests:
        kept = projection.rows("SELECT replaces FROM stated WHERE manifest = ?", manifest)
        said = kept[0][0] if kept else _read(projection, manifest)
        if said is not None:
            known[manifest] = said
        if said is not None and not kept:
            fresh[manifest] = said
    projection.keep(_KEEP, fresh.items())
    return known


def _read(projection: Projection, manifest: str) -> str | None:
    try:
        content = projection.document(Digest.parse(manifest))
    except (NotStored, OSError):
        return None
    if str(Digest.of(content)) != manifest:
        return None
    try:
        return text_in(object_of(read_json(content)), "replaces")
    except InvalidJson:
        return ""
