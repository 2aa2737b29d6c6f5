"""Has every file the digest and size that the manifest gives it?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.views.delivery_view import DeliveryView

_SOURCE = "RFC 8493, section 3: what has another digest is another file"
CHECKSUM_MISMATCH = blocks("CHECKSUM_MISMATCH", Stage.DELIVERY, Fixed.INTEGRITY, _SOURCE)
SIZE_MISMATCH = blocks("SIZE_MISMATCH", Stage.DELIVERY, Fixed.INTEGRITY, _SOURCE)
RULES = (CHECKSUM_MISMATCH, SIZE_MISMATCH)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """CHECKSUM_MISMATCH when the bytes differ, SIZE_MISMATCH when only the declared size is wrong."""
    batch = delivery.batch
    for path, (digest, size) in batch.manifest.files.items() if batch.manifest else ():
        facts = batch.files.get(path)
        if facts is None:
            continue
        if facts.digest != digest:
            sizes = {"declared_size": size, "found_size": facts.size}
            yield Breach(CHECKSUM_MISMATCH, path, {"declared": digest.hex, "found": facts.digest.hex, **sizes})
        elif facts.size != size:
            yield Breach(SIZE_MISMATCH, path, {"declared": size, "found": facts.size})
