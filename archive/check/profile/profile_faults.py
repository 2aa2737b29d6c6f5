"""Whether a profile tunes what there is to tune: what it says in vain would change nothing, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive.check.engine.rule import Fixed
from archive.check.profile.delivery_profile import DeliveryProfile
from archive.check.rulebook import rules
from archive.model.json import Json


@dataclass(frozen=True, slots=True)
class Fault:
    """What a profile says in vain; `fixed` is the reason where it names a rule that may not be tuned."""

    said: str
    fixed: Fixed | None = None


def faults(profile: DeliveryProfile) -> Iterator[Fault]:
    """What a profile says of no finding, rule or setting, with another kind of value, or of what no profile may tune."""
    known = rules()
    for code in profile.rules.severities:
        if code not in known:
            yield Fault(f"severities: there is no finding {code}")
        elif fixed := known[code].fixed:
            yield Fault(f"severities: {code} may not be tuned", fixed)
    for code in profile.files.policy:
        if code not in known:
            yield Fault(f"files.policy: there is no finding {code}")
    for code, settings in profile.rules.settings.items():
        if code not in known:
            yield Fault(f"settings: there is no rule {code} to tune")
            continue
        for name, value in settings.items():
            if name not in known[code].settings:
                yield Fault(f"settings: {code} has no setting {name}")
            elif not _alike(value, known[code].settings[name]):
                yield Fault(f"settings: {code}.{name} is another kind of value than {known[code].settings[name]!r}")


def _alike(value: Json, default: Json) -> bool:
    """Whether a setting has the shape of its default: a whole number, a number, a list of such things, a group of such lists."""
    match default:
        case bool() | str():
            return isinstance(value, type(default))
        case int():
            return isinstance(value, int) and not isinstance(value, bool)
        case float():
            return isinstance(value, int | float) and not isinstance(value, bool)
        case list() | tuple():
            return isinstance(value, list) and (not default or all(_alike(one, default[0]) for one in value))
        case Mapping():
            like = next(iter(default.values()), None)
            return isinstance(value, Mapping) and (like is None or all(_alike(one, like) for one in value.values()))
        case _:
            return True
