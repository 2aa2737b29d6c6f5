"""metadata/descriptive/register.json: the register as it is kept (schemas/kept-register.schema.json)."""

from __future__ import annotations

from archive.delivery.facts.batch import Manifest
from archive.model.json import Json
from archive.model.records.version import Reason, version_of
from archive.package.input.file_layout import Arrangement
from archive.package.input.package_input import Material

SCHEMA = "register/1"
LATER = "register/2"
"""The schema of a version for the sake of a transcription, or that names the basis of its correction."""


def register_document(material: Material, arrangement: Arrangement) -> dict[str, Json]:
    """The description as delivered without its views, the office it belongs to, and the views as they are stored."""
    predecessor = material.predecessor
    disposed: dict[str, Json] = {} if material.disposed is None else {"disposed": material.disposed.to_json()}
    return {
        "schema": _schema(material),
        "id": str(material.register),
        "package": material.package,
        "version": material.version,
        "predecessor": None
        if predecessor is None
        else {"package": predecessor.package, "tagmanifest": str(predecessor.tagmanifest)},
        "delivery": _delivery(material.manifest),
        "office": material.office,
        "register": {name: value for name, value in material.delivered.description.items() if name != "views"},
        "views": [view.to_json() for view in arrangement.views],
        **disposed,
    }


def _schema(material: Material) -> str:
    version = version_of(material.delivered.description)
    later = version is not None and (version.reason is Reason.TRANSCRIPTION or version.basis is not None)
    return LATER if later else SCHEMA


def _delivery(manifest: Manifest) -> dict[str, Json]:
    """The delivery that brought this version; a lot only where the manifest names one."""
    lot: dict[str, Json] = {"lot": manifest.content["lot"]} if "lot" in manifest.content else {}
    return {
        "id": manifest.identifier,
        "contractor": str(manifest.content["contractor"]),
        **lot,
        "manifest": str(manifest.digest),
    }
