"""Register descriptions and the office list, read without trusting them."""

from __future__ import annotations

from collections.abc import Mapping

from archive.delivery.facts.batch import DeliveredRegister, DeliveredView, Problem
from archive.delivery.facts.lenient_json import Object, object_of, objects_of, text_in, texts_in, whole_in, wholes_in

COUNTED = ("views", "pages", "acts")


def register(entry: Object, description: Object) -> DeliveredRegister:
    """One register, from its entry in the manifest and its description."""
    counts = object_of(entry.get("counts"))
    texts = tuple(objects_of(entry.get("transcriptions")))
    declared = {name: whole_in(counts, name) for name in COUNTED}
    return DeliveredRegister(
        path=text_in(entry, "description"),
        description=description,
        views=tuple(_view(listed) for listed in objects_of(description.get("views"))),
        acts=text_in(entry, "acts") or None,
        transcriptions={text_in(listed, "image"): text_in(listed, "file") for listed in texts if "view" not in listed},
        of_held={
            text_in(listed, "file"): (text_in(listed, "view"), text_in(listed, "sha256"))
            for listed in texts
            if "view" in listed
        },
        declared={name: count for name, count in declared.items() if count is not None},
    )


def _view(listed: Object) -> DeliveredView:
    return DeliveredView(
        file=text_in(listed, "file"),
        leaf=1 if "leaf" not in listed else whole_in(listed, "leaf") or 0,
        kind=text_in(listed, "kind"),
        pages=wholes_in(listed, "pages"),
        replaces=texts_in(listed, "replaces"),
    )


def offices(path: str, written: Object) -> tuple[Mapping[str, Object], tuple[Problem, ...]]:
    """The offices by code; a code that stands twice is a problem, because nobody could tell which office is meant."""
    found: dict[str, Object] = {}
    problems: list[Problem] = []
    for position, office in enumerate(objects_of(written.get("offices"))):
        code = text_in(office, "code")
        if code in found:
            problems.append(Problem("OFFICE_TWICE", f"{path}#/offices/{position}", code))
        else:
            found[code] = office
    return found, tuple(problems)
