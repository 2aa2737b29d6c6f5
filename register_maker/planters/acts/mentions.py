"""Marginal mentions that were keyed wrong: each is added to a birth act that has none."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from archive.model.records.event import Event
from register_maker.planters.acts.days import day_of, plain
from register_maker.planters.kinds import Mark, OnAct, Site, Written
from register_maker.volumes.plan import Volume

_LATEST_YEAR: Final = 2018
_TEXTS: Final = {
    "name_change": "غير الاسم العائلي بمقتضى مرسوم",
    "cancellation": "ألغي هذا الرسم بمقتضى حكم",
    "divorce": "طلقت من زوجها",
    "rectification_court": "إصلاح خطأ جوهري بمقتضى حكم",
}


def _mention(act: Written, order: int, kind: str, after: int, site: Site) -> dict[str, Any]:
    """A whole mention of that kind, made so many days after the act."""
    day = day_of(act["drawn_up"])
    assert day is not None
    made = day + timedelta(days=after)
    court = site.acts.people.term("court")
    return {
        "order": order,
        "kind": kind,
        "text": {"ar": {"value": _TEXTS[kind]}},
        "event_date": plain(made - timedelta(days=6)),
        "mention_date": plain(made),
        "authority": {"ar": {"value": court.ar}},
        "reference": {"value": f"{order * 100 + after}/{made.year}"},
        "officer": {"ar": {"value": site.acts.officer(site.volume).full("ar")}},
        "certifiable": {"value": True},
        "regions": [dict(region) for region in act["regions"]],
    }


def _bare(act: Written) -> bool:
    return not act.get("mentions") and day_of(act["drawn_up"]) is not None


def _cancelled(act: Written, site: Site) -> Mark | None:
    """A mention after a cancellation may still be certified."""
    if not _bare(act):
        return None
    first = _mention(act, 1, "cancellation", 400, site)
    act["mentions"] = [first, _mention(act, 2, "name_change", 900, site)]
    return Mark({"pointer": "/mentions/1"})


def _divorced(act: Written, site: Site) -> Mark | None:
    """A divorce without a marriage."""
    if not _bare(act):
        return None
    act["mentions"] = [_mention(act, 1, "divorce", 500, site)]
    return Mark({"pointer": "/mentions/0"})


def _unreferenced(act: Written, site: Site) -> Mark | None:
    """A change of name that does not say by which decree."""
    if not _bare(act):
        return None
    act["mentions"] = [_mention(act, 1, "name_change", 600, site)]
    del act["mentions"][0]["reference"]
    return Mark({"pointer": "/mentions/0", "field": "reference"})


def _unsigned(act: Written, site: Site) -> Mark | None:
    """A mention without officer or without day."""
    if not _bare(act):
        return None
    act["mentions"] = [_mention(act, 1, "rectification_court", 700, site)]
    field = site.chance.choice(("officer", "mention_date"))
    del act["mentions"][0][field]
    return Mark({"pointer": "/mentions/0", "field": field})


def _twice(act: Written, site: Site) -> Mark | None:
    """The same mention keyed twice."""
    if not _bare(act):
        return None
    first = _mention(act, 1, "rectification_court", 800, site)
    act["mentions"] = [first, first | {"order": 2}]
    return Mark({"pointer": "/mentions/1"})


def _superseding(act: Written, site: Site) -> Mark | None:
    """A correction of a mention that does not exist."""
    if not _bare(act):
        return None
    act["mentions"] = [_mention(act, 1, "rectification_court", 300, site) | {"supersedes": site.chance.randint(1, 4)}]
    return Mark({"pointer": "/mentions/0"})


def _unordered(act: Written, site: Site) -> Mark | None:
    """Two mentions in the wrong order."""
    if not _bare(act):
        return None
    later, sooner = _mention(act, 1, "name_change", 900, site), _mention(act, 2, "rectification_court", 300, site)
    act["mentions"] = [later, sooner]
    return Mark({"pointer": "/mentions/1"})


def _grown(volume: Volume) -> bool:
    return volume.event is Event.BIRTH and volume.series.year <= _LATEST_YEAR


PLANTERS: Final = (
    OnAct("CERTIFIABLE_AFTER_CANCELLATION", _cancelled, _grown),
    OnAct("DIVORCE_WITHOUT_MARRIAGE", _divorced, _grown),
    OnAct("MENTION_REFERENCE_MISSING", _unreferenced, _grown),
    OnAct("MENTION_UNSIGNED", _unsigned, _grown),
    OnAct("MENTION_TWICE", _twice, _grown),
    OnAct("SUPERSEDES_NOTHING", _superseding, _grown),
    OnAct("MENTIONS_UNORDERED", _unordered, _grown),
)
