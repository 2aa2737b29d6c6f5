"""Are there as many registers, views, pages, acts and files as the manifest declares?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from archive.check.engine.rule import Breach, Fixed, Profile, Stage, blocks
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.facts.batch import Batch
from archive.delivery.manifest import PATH
from archive.model.json import Json

RULE = blocks(
    "COUNT_MISMATCH", Stage.DELIVERY, Fixed.LOSS, "What comes in is counted on both sides, or a page is lost", 3, 74
)
RULES = (RULE,)


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """For each register, for the whole delivery, and for the leaves of each PDF.

    Acts are not compared where those of a register (`uncounted`, by description) could not be read: why is said elsewhere,
    and nobody shall correct a right count.
    """
    batch, found, uncounted = delivery.batch, delivery.counts, delivery.uncounted
    if batch.manifest is None:
        return
    for position, (register, counts) in enumerate(zip(batch.registers, found, strict=True)):
        if register.path in batch.documents:
            kinds = ("views", "pages") if register.path in uncounted else ("views", "pages", "acts")
            wanted = {what: counts.to_json()[what] for what in kinds}
            yield from _compare(f"{PATH}#/registers/{position}/counts", register.declared, wanted)
    declared = batch.manifest.content.get("counts")
    if isinstance(declared, Mapping) and all(register.path in batch.documents for register in batch.registers):
        total: dict[str, Json] = {"registers": len(batch.manifest.registers)}
        every = all(register.path not in uncounted for register in batch.registers)
        kinds = ("views", "pages", "acts") if every else ("views", "pages")
        total |= {what: sum(getattr(counts, what) for counts in found) for what in kinds}
        total["files"] = len(batch.manifest.files)
        yield from _compare(f"{PATH}#/counts", declared, total)
    yield from _leaves(batch)


def _compare(place: str, declared: Mapping[str, Json], found: Mapping[str, Json]) -> Iterator[Breach]:
    for what, count in found.items():
        if what in declared and declared[what] != count:
            yield Breach(RULE, f"{place}/{what}", {"what": what, "declared": declared[what], "found": count})


def _leaves(batch: Batch) -> Iterator[Breach]:
    """Each leaf of a file that holds several is a view of some register: else a page would be lost without a word."""
    shown: dict[str, set[int]] = {}
    for register in batch.registers:
        for view in register.views:
            shown.setdefault(view.file, set()).add(view.leaf)
    for path, leaves in shown.items():
        facts = batch.files.get(path)
        if facts and not facts.damage and len(facts.leaves) > 1 and len(leaves) < len(facts.leaves):
            yield Breach(RULE, path, {"what": "leaves", "declared": len(leaves), "found": len(facts.leaves)})
