"""The NDSA Levels of Digital Preservation (version 2.0, 2019): five areas, four levels, and what this archive shows for each.

Each criterion is judged by the evidence alone. What no program can see, it calls organisational; it never calls that met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from archive.ledger.entry import EntryType
from archive.model.json import Json
from khizana.service.assessment.evidence import Evidence

LEVELS = (1, 2, 3, 4)


class Area(StrEnum):
    """The functional areas."""

    STORAGE = "storage"
    INTEGRITY = "integrity"
    CONTROL = "control"
    METADATA = "metadata"
    CONTENT = "content"


class Word(StrEnum):
    """How a cell or a criterion stands."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"
    ORGANISATIONAL = "organisational"


@dataclass(frozen=True, slots=True)
class Judged:
    """A word, and what it rests on: the key of a text (`ndsa.shown.…`) with its numbers."""

    word: Word
    shown: str = ""
    numbers: Mapping[str, Json] | None = None


Judge = Callable[[Evidence], Judged]


def _organisational(_: Evidence) -> Judged:
    return Judged(Word.ORGANISATIONAL)


def _word(whole: bool, part: bool = False) -> Word:
    return Word.MET if whole else Word.PARTIAL if part else Word.UNMET


def _copies(wanted: int) -> Judge:
    def judge(seen: Evidence) -> Judged:
        numbers: dict[str, Json] = {
            "complete": seen.complete,
            "stores": len(seen.stores),
            "disks": 1 + sum(1 for store in seen.stores if store.other_disk and store.complete),
            "damaged": ", ".join(seen.damaged) or "0",
        }
        held = seen.packages > 0
        whole = held and seen.complete >= wanted and int(str(numbers["disks"])) >= 2
        return Judged(_word(whole, held and seen.complete >= 1 and len(seen.stores) >= 2), "copies", numbers)

    return judge


def _stable(seen: Evidence) -> Judged:
    main = seen.stores[0]
    numbers: dict[str, Json] = {"packages": seen.packages, "audited": _position(main.audited)}
    return Judged(_word(seen.packages > 0 and main.sound, seen.packages > 0 and not main.damaged), "stable", numbers)


def _verified_at_the_door(seen: Evidence) -> Judged:
    accepted, refused = seen.outcomes["accepted"], seen.outcomes["refused"]
    return Judged(_word(accepted + refused > 0), "verdicts", {"accepted": accepted, "refused": refused})


def _digests_made(seen: Evidence) -> Judged:
    return Judged(_word(seen.packages > 0), "packages", {"packages": seen.packages})


def _verified_when_copied(seen: Evidence) -> Judged:
    copied = seen.count(EntryType.REPLICATION)
    return Judged(_word(seen.packages > 0), "copied", {"packages": seen.packages, "replications": copied})


def _digests_elsewhere(seen: Evidence) -> Judged:
    away = sum(1 for store in seen.stores[1:] if store.complete and store.other_disk)
    numbers: dict[str, Json] = {"stores": away, "witnessed": _position(seen.witnessed)}
    some = seen.witnessed is not None or any(store.complete for store in seen.stores[1:])
    return Judged(_word(away > 0, some), "ledger_copies", numbers)


def _at_intervals(seen: Evidence) -> Judged:
    times = seen.audits.times
    spans = [after - before for before, after in pairwise(times)]
    days = max((span.days for span in spans), default=None)
    audited = all(store.audited is not None for store in seen.stores)
    numbers: dict[str, Json] = {"audits": len(times), "days": "—" if days is None else days}
    return Judged(_word(len(times) >= 2 and audited, bool(times)), "audits", numbers)


def _outcomes_kept(seen: Evidence) -> Judged:
    return Judged(_word(seen.audits.reported > 0), "reports", {"reports": seen.audits.reported})


def _on_demand(seen: Evidence) -> Judged:
    return Judged(_word(seen.count(EntryType.AUDIT) > 0), "audits_all", {"audits": seen.count(EntryType.AUDIT)})


def _after_events(seen: Evidence) -> Judged:
    numbers: dict[str, Json] = {"single": seen.audits.single, "repairs": seen.count(EntryType.REPAIR)}
    return Judged(_word(seen.audits.single + seen.count(EntryType.REPAIR) > 0), "events", numbers)


def _repaired(seen: Evidence) -> Judged:
    numbers: dict[str, Json] = {"repaired": seen.repaired, "damaged": ", ".join(seen.damaged) or "0"}
    clean = all(store.sound for store in seen.stores)
    return Judged(_word(clean and seen.packages > 0, seen.repaired > 0), "repairs", numbers)


def _agents(seen: Evidence) -> Judged:
    return Judged(_word(seen.people > 0), "people", {"people": seen.people})


def _agents_applied(seen: Evidence) -> Judged:
    numbers: dict[str, Json] = {"people": seen.people, "proposed": seen.count(EntryType.PROPOSED)}
    return Judged(_word(seen.people >= 2 and seen.count(EntryType.PROPOSED) > 0, seen.people >= 2), "by_two", numbers)


def _logs(seen: Evidence) -> Judged:
    return Judged(_word(seen.size > 0), "log", {"entries": seen.size, "actors": seen.actors})


def _inventory(seen: Evidence) -> Judged:
    return Judged(_word(seen.packages > 0), "inventory", {"packages": seen.packages, "stores": len(seen.stores)})


def _enough_metadata(seen: Evidence) -> Judged:
    unread = seen.formats.unread
    whole = seen.packages > 0 and unread == 0
    numbers: dict[str, Json] = {"packages": seen.packages, "unread": unread}
    return Judged(_word(whole, seen.packages > unread), "metadata", numbers)


def _gaps_filled(seen: Evidence) -> Judged:
    explained = seen.count(EntryType.GAP_EXPLAINED)
    return Judged(_word(False, explained > 0), "gaps", {"explained": explained})


def _actions(seen: Evidence) -> Judged:
    kept = seen.count(EntryType.AUDIT) + seen.count(EntryType.REPAIR) + seen.count(EntryType.REPLICATION)
    numbers: dict[str, Json] = {"packages": seen.packages, "actions": kept}
    return Judged(_word(seen.packages > 0 and kept > 0, seen.packages > 0), "actions", numbers)


def _identified(seen: Evidence) -> Judged:
    files, identified = seen.formats.files, seen.formats.identified
    whole = files > 0 and files == identified and seen.formats.unread == 0
    return Judged(_word(whole, identified > 0), "formats", {"files": files, "identified": identified})


def _migrated(_: Evidence) -> Judged:
    return Judged(Word.UNMET, "migrations", {})


CRITERIA: Mapping[tuple[Area, int], tuple[tuple[str, Judge], ...]] = {
    (Area.STORAGE, 1): (
        ("copies", _copies(2)),
        ("places", _organisational),
        ("media", _organisational),
        ("stable", _stable),
    ),
    (Area.STORAGE, 2): (("copies", _copies(3)), ("region", _organisational), ("resources", _organisational)),
    (Area.STORAGE, 3): (("threat", _organisational), ("kind", _organisational), ("obsolescence", _organisational)),
    (Area.STORAGE, 4): (("threats", _organisational), ("diverse", _organisational), ("plan", _organisational)),
    (Area.INTEGRITY, 1): (("given", _verified_at_the_door), ("made", _digests_made), ("virus", _organisational)),
    (Area.INTEGRITY, 2): (
        ("copying", _verified_when_copied),
        ("blockers", _organisational),
        ("elsewhere", _digests_elsewhere),
    ),
    (Area.INTEGRITY, 3): (("intervals", _at_intervals), ("outcomes", _outcomes_kept), ("demand", _on_demand)),
    (Area.INTEGRITY, 4): (("events", _after_events), ("repair", _repaired)),
    (Area.CONTROL, 1): (("agents", _agents),),
    (Area.CONTROL, 2): (("applied", _agents_applied),),
    (Area.CONTROL, 3): (("logs", _logs),),
    (Area.CONTROL, 4): (("review", _organisational),),
    (Area.METADATA, 1): (("inventory", _inventory), ("elsewhere", _digests_elsewhere)),
    (Area.METADATA, 2): (("enough", _enough_metadata),),
    (Area.METADATA, 3): (("standards", _enough_metadata), ("gaps", _gaps_filled)),
    (Area.METADATA, 4): (("actions", _actions), ("implemented", _enough_metadata)),
    (Area.CONTENT, 1): (("formats", _identified),),
    (Area.CONTENT, 2): (("verified", _verified_at_the_door), ("creators", _organisational)),
    (Area.CONTENT, 3): (("watch", _organisational),),
    (Area.CONTENT, 4): (("migrate", _migrated),),
}
"""The matrix in our own words (`ndsa.<area>.<level>.<criterion>` of the texts), and who judges each criterion."""


def assess(seen: Evidence) -> list[Mapping[str, Json]]:
    """Each cell with its word, and each of its criteria with its word and evidence; areas first, then levels."""
    return [_cell(area, level, seen) for area in Area for level in LEVELS]


def _cell(area: Area, level: int, seen: Evidence) -> Mapping[str, Json]:
    criteria: list[Json] = []
    words: list[Word] = []
    for name, judge in CRITERIA[area, level]:
        judged = judge(seen)
        words.append(judged.word)
        criteria.append(
            {
                "criterion": name,
                "word": str(judged.word),
                "shown": judged.shown or None,
                "numbers": dict(judged.numbers or {}),
            }
        )
    return {"area": str(area), "level": level, "word": str(together(words)), "criteria": criteria}


def together(words: Iterable[Word]) -> Word:
    """The word of a cell. What is organisational is not shown, so a cell with such a criterion is at most partial."""
    found = set(words)
    if len(found) == 1:
        return found.pop()
    if found == {Word.UNMET, Word.ORGANISATIONAL}:
        return Word.UNMET
    return Word.PARTIAL


def _position(position: int | None) -> Json:
    return "—" if position is None else position
