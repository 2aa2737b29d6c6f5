"""Whether a profile tunes what there is to tune: a misspelt code or setting would change nothing, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archive.check.base_book import BASE
from archive.check.rule import Profile, Rule
from archive.check.rulebook import ACTS, DELIVERIES, REGISTERS
from archive.check.rules import resubmitted
from archive.model.json import Json


def rules() -> tuple[Rule, ...]:
    """Every rule on registers, acts, deliveries and the whole base, by number."""
    of_registers = [module.RULE for module in (*REGISTERS, *ACTS)]
    of_several = [*(module.RULE for module in DELIVERIES), *(module.RULE for module in BASE), resubmitted.RULE]
    return tuple(sorted([*of_registers, *of_several], key=lambda rule: rule.number))


def faults(profile: Profile, codes: Iterable[str]) -> Iterator[str]:
    """What a profile says of no finding, rule or setting, or with another kind of value; `codes` are the published findings."""
    known = {rule.code: rule for rule in rules()}
    published = set(codes)
    for code in profile.severities:
        if code not in published:
            yield f"severities: there is no finding {code}"
    for code, settings in profile.settings.items():
        if code not in known:
            yield f"settings: there is no rule {code} to tune"
            continue
        for name, value in settings.items():
            if name not in known[code].settings:
                yield f"settings: {code} has no setting {name}"
            elif not _alike(value, known[code].settings[name]):
                yield f"settings: {code}.{name} is another kind of value than {known[code].settings[name]!r}"


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
