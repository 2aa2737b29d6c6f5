"""Does a resubmission bring all that the refused delivery brought?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.check.engine.rule import Breach, Profile, Rule, Stage
from archive.check.previous_deliveries import REFUSED, owner
from archive.check.views.delivery_view import DeliveryView
from archive.delivery.facts.batch import Manifest
from archive.delivery.facts.lenient_json import objects_of, text_in, whole_in
from archive.delivery.manifest import PATH, parse
from archive.model.finding import Severity
from archive.model.json import Json

RULE = Rule(
    "FEWER_THAN_REPLACED",
    Stage.DELIVERY,
    Severity.WARNING,
    Severity.WARNING,
    "A refused delivery is made good by mending what was at fault; what is left out is said, so that nothing is lost unseen.",
    numbers=(72,),
)
RULES = (RULE,)
_COUNTED = ("pages", "acts")
_NAMED = 20
"""So many registers one finding names; beyond, an ellipsis."""


@dataclass(frozen=True, slots=True)
class _Listed:
    """One register as a manifest lists it: the counts that it declares, and the digests of the files in its folder."""

    counts: Mapping[str, int]
    files: frozenset[str]


def judge(delivery: DeliveryView, profile: Profile) -> Iterator[Breach]:
    """FEWER_THAN_REPLACED for the registers that are gone, and for each with fewer pages or acts, as the manifests declare."""
    now, existing = delivery.batch.manifest, delivery.existing
    replaced = now.content.get("replaces") if now else None
    before = owner(existing.sent(replaced)) if isinstance(replaced, str) else None
    if now is None or before is None or before.outcome != REFUSED or not before.manifest:
        return
    earlier, _ = parse(existing.manifest_of(before))
    if earlier is None:
        return
    old, new = _registers(earlier), _registers(now)
    counterparts = {path: path if path in new else _moved(one, new) for path, one in old.items()}
    gone = [path for path, found in counterparts.items() if found is None]
    if gone:
        lacking = {name: sum(old[path].counts[name] for path in gone) for name in _COUNTED}
        yield Breach(RULE, PATH, {"delivery": replaced, "registers": _names(gone), **lacking})
    for path, found in counterparts.items():
        lacking = {name: max(0, old[path].counts[name] - new[found].counts[name]) for name in _COUNTED} if found else {}
        if found and any(lacking.values()):
            yield Breach(RULE, found, {"delivery": replaced, "registers": _names([found]), **lacking})


def _moved(one: _Listed, new: Mapping[str, _Listed]) -> str | None:
    """The register in another folder that has most of the same files; None where none has any."""
    best = max(new, key=lambda path: len(one.files & new[path].files), default=None)
    return best if best is not None and one.files & new[best].files else None


def _registers(manifest: Manifest) -> dict[str, _Listed]:
    """What a manifest lists, by the path of each description."""
    found: dict[str, _Listed] = {}
    for listed in objects_of(manifest.content.get("registers")):
        path = text_in(listed, "description")
        declared = listed.get("counts")
        stated = declared if isinstance(declared, Mapping) else {}
        folder = f"{path.rpartition('/')[0]}/"
        files = frozenset(str(digest) for name, (digest, _) in manifest.files.items() if name.startswith(folder))
        found[path] = _Listed({name: whole_in(stated, name) or 0 for name in _COUNTED}, files)
    return found


def _names(paths: Sequence[str]) -> list[Json]:
    return [*map(_name, paths[:_NAMED]), *(["…"] if len(paths) > _NAMED else [])]


def _name(path: str) -> str:
    """The folder of a description, which is what a contractor calls the register."""
    return path.rpartition("/")[0].rpartition("/")[2] or path
