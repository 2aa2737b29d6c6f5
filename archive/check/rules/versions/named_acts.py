"""Does each act of a version name an act that is held, or is it really new?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Profile, Stage, blocks
from archive.check.rules.acts.identity.act_held import NOT_HELD
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.identifiers import ActId
from archive.model.records.register_state import RegisterState, numbered
from archive.model.records.version import Reason, Version

EXISTS = blocks("ACT_EXISTS", Stage.VERSION, Fixed.IDENTITY, "One identifier names one act, for ever", 16)
TWICE = blocks("ACT_NAMED_TWICE", Stage.VERSION, Fixed.IDENTITY, "Of two states of one act neither would stand")
RULES = (NOT_HELD, TWICE, EXISTS)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    if register.version is None or register.standing is None:
        return None
    return _NamedActs(register.version, register.standing)


class _NamedActs:
    """Looks at the acts of one version in turn."""

    def __init__(self, version: Version, standing: RegisterState) -> None:
        self._series = version.register.series
        self._new_allowed = version.reason in (Reason.CORRECTION, Reason.RESCAN)
        self._standing = standing
        self._bearers = {key: set(acts) for key, acts in standing.numbers().items()}
        self._named: set[str] = set()

    def act(self, act: ActView) -> Iterable[Breach]:
        return tuple(self._found(act))

    def end(self) -> Iterable[Breach]:
        return ()

    def _found(self, act: ActView) -> Iterator[Breach]:
        """ACT_NOT_HELD, ACT_NAMED_TWICE, and ACT_EXISTS where its number is another act's of the register."""
        key = numbered(act.content)
        name = str(act.content.get("id", ""))
        minted = str(ActId(self._series, *key))
        held = self._standing.acts.get(name)
        if (name and held is None) or not (name or self._new_allowed):
            yield Breach(NOT_HELD, act.place, {"act": name or minted})
            return
        if name in self._named:
            yield Breach(TWICE, act.place, {"act": name})
        if name:
            self._named.add(name)
        if held is not None and numbered(held) == key:
            return
        if self._bearers.get(key, set()) - {name}:
            yield Breach(EXISTS, act.place, {"act": minted})
        self._bearers.setdefault(key, set()).add(name or minted)
        if held is not None:
            self._bearers[numbered(held)].discard(name)
