"""representations/submission/data/manifest-extract.json: what the delivery's manifest says of one register.

The whole manifest is kept once, as a document of the store under the digest given here: copied into each package, the
manifest of a delivery of thousands of registers would grow with their square.
"""

from __future__ import annotations

from archive.model.json import Json
from archive.model.message import tell
from archive.package.input.file_layout import MaterialIncomplete
from archive.package.input.package_input import Material

SCHEMA = "manifest-extract/1"


def manifest_extract(material: Material) -> dict[str, Json]:
    """The manifest's head without its lists, this register's entry, and its files with declared digests and sizes."""
    manifest = material.manifest
    path = material.delivered.path
    entry = next((one for one in manifest.registers if one.get("description") == path), None)
    if entry is None:
        raise MaterialIncomplete(
            tell(
                "the manifest of {identifier} has no register {path}; receive it again",
                identifier=manifest.identifier,
                path=path,
            )
        )
    return {
        "schema": SCHEMA,
        "manifest": str(manifest.digest),
        "head": {name: value for name, value in manifest.content.items() if name not in ("files", "registers")},
        "register": entry,
        "files": [_declared(material, name) for name in sorted(material.files) if name in manifest.files],
    }


def _declared(material: Material, path: str) -> Json:
    digest, size = material.manifest.files[path]
    return {"path": path, "size": size, "sha256": digest.hex}
