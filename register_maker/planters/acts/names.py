"""Names that a keyer wrote wrong."""

from __future__ import annotations

from typing import Any, Final

from archive.model.records.event import Event
from archive.model.texts.consonant_skeleton import apart
from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.volumes.plan import Volume

_NAMED_APART: Final = ("Ferdinand", "Mokhtar", "Zbida")
_LIMITED: Final = "law36-21"


def _person(act: Written, *roles: str) -> tuple[int, dict[str, Any]] | None:
    """The first person under one of these roles, the preferred role first."""
    for role in roles:
        for position, person in enumerate(act["persons"]):
            if person["role"] == role:
                return position, person
    return None


def _script(act: Written, site: Site) -> Mark | None:
    """A letter of the other keyboard slipped into a given name."""
    found = _person(act, "mother", "wife")
    if found is None:
        return None
    position, person = found
    script, letter = ("ar", "a") if "ar" in person["given"] else ("latin", "ا")
    person["given"][script]["value"] += letter
    return Mark({"pointer": f"/persons/{position}/given/{script}"})


def _signs(act: Written, site: Site) -> Mark | None:
    """A digit slipped into a given name."""
    found = _person(act, "mother", "wife")
    if found is None:
        return None
    position, person = found
    script = "ar" if "ar" in person["given"] else "latin"
    person["given"][script]["value"] += str(site.chance.randint(2, 9))
    return Mark({"pointer": f"/persons/{position}/given/{script}"})


def _spellings(act: Written, site: Site) -> Mark | None:
    """The Latin spelling is that of another name."""
    found = _person(act, "mother")
    if found is None or not {"ar", "latin"} <= found[1]["given"].keys():
        return None
    position, person = found
    other = site.chance.choice(_NAMED_APART)
    if apart(person["given"]["ar"]["value"], other, 2) <= 2:
        return None
    person["given"]["latin"]["value"] = other
    return Mark({"pointer": f"/persons/{position}/given"})


def _surname(act: Written, site: Site) -> Mark | None:
    """The child bears the family name of its mother."""
    child, mother, father = (_person(act, role) for role in ("child", "mother", "father"))
    if child is None or mother is None or father is None or site.position in site.volume.links:
        return None
    hers, his = mother[1]["surname"], father[1]["surname"]
    if "ar" not in hers or apart(hers["ar"]["value"], his["latin"]["value"], 2) <= 2:
        return None
    child[1]["surname"] = {script: dict(written) for script, written in hers.items()}
    return Mark({"pointer": f"/persons/{child[0]}/surname"})


def _nameless(act: Written, site: Site) -> Mark | None:
    """A person without a name, and without a word why."""
    found = _person(act, "declarant", "witness")
    if found is None:
        return None
    position, person = found
    del person["given"], person["surname"]
    return Mark({"pointer": f"/persons/{position}"})


def _three(act: Written, site: Site) -> Mark | None:
    """Three given names under a law that allows two."""
    found = _person(act, "child")
    if found is None or not {"ar", "latin"} <= found[1]["given"].keys():
        return None
    position, child = found
    child["given"]["ar"]["value"] = "سعد منير طارق"
    child["given"]["latin"]["value"] = "Saad Mounir Tarik"
    return Mark({"pointer": f"/persons/{position}/given/ar"})


def _title(act: Written, site: Site) -> Mark | None:
    """A title before the given name."""
    found = _person(act, "child")
    if found is None or not {"ar", "latin"} <= found[1]["given"].keys():
        return None
    position, child = found
    titles = ("مولاي", "Moulay") if child["sex"].get("value") == "male" else ("لالة", "Lalla")
    for script, title in zip(("ar", "latin"), titles, strict=True):
        child["given"][script]["value"] = f"{title} {child['given'][script]['value']}"
    return Mark({"pointer": f"/persons/{position}/given"})


def _stranger(act: Written, site: Site) -> Mark | None:
    """Declared by a neighbour, whom the law does not name."""
    found = _person(act, "declarant")
    if found is None or act["basis"].get("value") != "declaration":
        return None
    position, person = found
    person["relation"] = {"value": "جار"}
    return Mark({"pointer": f"/persons/{position}/relation"})


def _second_twin(act: Written, site: Site) -> Mark | None:
    """The second of twins whose first was not keyed."""
    found = _person(act, "child")
    if found is None:
        return None
    found[1]["birth_rank"] = {"value": 2}
    return Mark({"rank": 2})


def _births(volume: Volume) -> bool:
    return volume.event is Event.BIRTH


def _declared(volume: Volume) -> bool:
    return volume.event in (Event.BIRTH, Event.DEATH)


def _two_allowed(volume: Volume) -> bool:
    return _births(volume) and volume.series.regime == _LIMITED


def _inherited(volume: Volume) -> bool:
    return _births(volume) and volume.series.regime != "dahir1915"


PLANTERS: Final = (
    OnAct("NAME_SCRIPT", _script),
    OnAct("NAME_CHARACTERS", _signs),
    OnAct("NAME_SPELLINGS_DIFFER", _spellings, _declared),
    OnAct("SURNAME_DIFFERS", _surname, _inherited),
    OnAct("NAME_EMPTY", _nameless),
    OnAct("GIVEN_NAMES_TOO_MANY", _three, _two_allowed),
    OnAct("TITLE_IN_NAME", _title, _two_allowed),
    OnAct("DECLARANT_RELATION", _stranger, _declared),
    OnAct("TWIN_WITHOUT_FIRST", _second_twin, _births),
)
