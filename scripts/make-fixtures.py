"""Makes fixtures/: small deliveries from the register maker, the broken ones named by the finding that they must raise.

Run from the project's root after `make install`: .venv/bin/python scripts/make-fixtures.py [FOLDER]
The same libraries and fonts give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from register_maker.maker import make
from register_maker.words.offices import Province

SCALE = 0.5
SMALLER = 0.3
SEED = 1950
OFFICES = tuple(office.code for office in Province.load(seed=1).offices)
"""The first bureaus, whatever the seed: tests name registers of the fixtures."""


def small(folder: Path, *, seed: int = SEED, form: str = "tiff-g4", scale: float = SCALE, **more: Any) -> None:
    """A delivery of one register of four acts with small pages; the truth about its defect goes into no fixture."""
    make(folder, acts=4, seed=seed, registers=1, scale=scale, formats=(form,), offices=OFFICES, **more)
    folder.with_name(f"{folder.name}.truth.json").unlink()


def right_births(folder: Path) -> None:
    """Two parts of one year of births: bilevel TIFF, and JPEG."""
    make(folder, acts=7, seed=SEED, registers=2, scale=0.4, formats=("tiff-g4", "jpeg"), offices=OFFICES)
    folder.with_name(f"{folder.name}.truth.json").unlink()


def right_pages_only(folder: Path) -> None:
    """A register whose acts were not keyed."""
    small(folder, seed=SEED + 1, keyed=False)


def planted(code: str) -> Callable[[Path], None]:
    """A delivery with a defect that the maker knows."""
    return lambda folder: small(folder, seed=SEED + 2, defects=(code,))


def checksum_mismatch(folder: Path) -> None:
    """One byte of a JPEG was changed after the manifest was made, and every decoder accepts it."""
    small(folder, seed=SEED + 4, form="jpeg", scale=SMALLER, defects=("CHECKSUM_MISMATCH",))


def encrypted(folder: Path) -> None:
    """A register in a PDF that asks for a password; the manifest agrees with it."""
    small(folder, seed=SEED + 3, form="pdf", scale=SMALLER)
    path = next(folder.rglob("*.pdf"))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        locked = pikepdf.Encryption(owner="owner", user="user", R=3, aes=False, metadata=False)
        document.save(path, encryption=locked, static_id=True)
    name = path.relative_to(folder).as_posix()

    def agree(manifest: dict[str, Any]) -> None:
        entry = next(one for one in manifest["files"] if one["path"] == name)
        entry["size"] = path.stat().st_size
        entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()

    rewrite(folder, agree)


def file_missing(folder: Path) -> None:
    """A listed page image was not copied."""
    small(folder, seed=SEED + 2)
    sorted(folder.rglob("*.tif"))[2].unlink()


def json_invalid(folder: Path) -> None:
    """The manifest breaks off, as after a full disk."""
    small(folder, seed=SEED + 2)
    manifest = folder / "manifest.json"
    content = manifest.read_bytes()
    manifest.write_bytes(content[: len(content) // 2])


def count_mismatch(folder: Path) -> None:
    """The manifest promises one act more than there is."""
    small(folder, seed=SEED + 2)

    def promise(manifest: dict[str, Any]) -> None:
        manifest["registers"][0]["counts"]["acts"] += 1
        manifest["counts"]["acts"] += 1

    rewrite(folder, promise)


def rewrite(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the manifest of a delivery."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_bytes())
    change(manifest)
    path.write_bytes((json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


FIXTURES: dict[str, Callable[[Path], None]] = {
    "right-births": right_births,
    "right-pages-only": right_pages_only,
    "TRUNCATED": planted("TRUNCATED"),
    "CHECKSUM_MISMATCH": checksum_mismatch,
    "DUPLICATE_NUMBER": planted("DUPLICATE_NUMBER"),
    "ENCRYPTED": encrypted,
    "FILE_MISSING": file_missing,
    "JSON_INVALID": json_invalid,
    "COUNT_MISMATCH": count_mismatch,
}


def main() -> None:
    """Make every fixture aside, then put it in its place."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "fixtures"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as aside:
        for name, build in FIXTURES.items():
            made = Path(aside) / name
            build(made)
            shutil.rmtree(target / name, ignore_errors=True)
            shutil.move(made, target / name)
            size = sum(path.stat().st_size for path in (target / name).rglob("*") if path.is_file())
            sys.stdout.write(f"{name}: {size // 1024} KiB\n")


if __name__ == "__main__":
    main()
