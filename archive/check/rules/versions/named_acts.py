"""Does each act of a version name an act that is held, or is it really new?"""

from __future__ import annotations

from collections.abc import Container, Iterator

from archive.delivery.batch import DeliveredAct
from archive.model.finding import Finding, blocking
from archive.model.identifiers import ActId
from archive.model.standing import Standing, numbered
from archive.model.version import Reason, Version


class NamedActs:
    """Looks at the acts of one version in turn. `elsewhere` are the numbers that other parts of the series hold."""

    def __init__(self, version: Version, standing: Standing, elsewhere: Container[int]) -> None:
        self._series = version.register.series
        self._new_allowed = version.reason in (Reason.CORRECTION, Reason.RESCAN)
        self._standing = standing
        self._elsewhere = elsewhere
        self._bearers = {key: set(acts) for key, acts in standing.numbers().items()}
        self._named: set[str] = set()

    def findings(self, act: DeliveredAct) -> Iterator[Finding]:
        """ACT_NOT_HELD, ACT_NAMED_TWICE, and ACT_EXISTS where its number is another act's."""
        key = numbered(act.content)
        name = str(act.content.get("id", ""))
        minted = str(ActId(self._series, *key))
        held = self._standing.acts.get(name)
        if (name and held is None) or not (name or self._new_allowed):
            yield blocking("ACT_NOT_HELD", act.place, act=name or minted)
            return
        if name in self._named:
            yield blocking("ACT_NAMED_TWICE", act.place, act=name)
        if name:
            self._named.add(name)
        if held is not None and numbered(held) == key:
            return
        taken = bool(self._bearers.get(key, set()) - {name})
        if taken or (not key[1] and key[0] in self._elsewhere):
            yield blocking("ACT_EXISTS", act.place, act=minted)
        self._bearers.setdefault(key, set()).add(name or minted)
        if held is not None:
            self._bearers[numbered(held)].discard(name)
