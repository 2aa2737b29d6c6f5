"""Does every file belong to something? What no register uses would be in no package."""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.views.delivery_view import DeliveryView
from archive.check.views.file_roles import used_files
from archive.delivery.facts.mime import PAGES
from archive.delivery.manifest import PATH
from archive.model.finding import Severity

RULE = blocks("FILE_UNUSED", Stage.DELIVERY, Fixed.LOSS, "What no register uses goes into no package")
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """An image or PDF may be a page that a description forgot; of other files it is a warning.

    Nothing while a description could not be read: it may use any of them.
    """
    batch = delivery.batch
    if batch.manifest is None or any(register.path not in batch.documents for register in batch.registers):
        return
    used = used_files(batch)
    for path in batch.manifest.files:
        facts = batch.files.get(path)
        if facts and path not in used and path != PATH:
            yield Breach(RULE, path, at_most=None if facts.mime in PAGES else Severity.WARNING)
