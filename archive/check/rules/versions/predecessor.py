"""Does a version follow the head of a chain that is held?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.check.engine.rule import Breach, Fixed, Judge, Once, Profile, Rule, Stage, blocks
from archive.check.views.act_view import ActView
from archive.check.views.register_view import RegisterView
from archive.model.finding import Severity
from archive.model.records.version import Version

_SOURCE = "A version names the head of its chain: which state it changes is nobody's guess"
NOT_HELD = blocks("REGISTER_NOT_HELD", Stage.VERSION, Fixed.IDENTITY, _SOURCE)
DISPOSED = blocks("REGISTER_DISPOSED", Stage.VERSION, Fixed.IDENTITY, "Of such a register a tombstone is left")
STALE = blocks("STALE_PREDECESSOR", Stage.VERSION, Fixed.IDENTITY, _SOURCE)
NOT_CHECKED = Rule(
    "CHAIN_NOT_CHECKED",
    Stage.VERSION,
    Severity.INFORMATION,
    Severity.INFORMATION,
    "Without the archive at hand nothing is known of its chains, which is never the same as right",
    fixed=Fixed.SAID,
)
RULES = (NOT_HELD, DISPOSED, STALE, NOT_CHECKED)


def over(register: RegisterView, profile: Profile) -> Judge[ActView] | None:
    version = register.version
    return Once(lambda: _found(register, version)) if version else None


def _found(register: RegisterView, version: Version) -> Iterator[Breach]:
    """REGISTER_NOT_HELD where there is no such chain; STALE_PREDECESSOR where another package is its head by now."""
    identifier, existing, named = register.identifier, register.existing, version.predecessor
    if not existing.at_hand:
        yield Breach(NOT_CHECKED, register.path)
        return
    if identifier and existing.disposed(identifier):
        yield Breach(DISPOSED, register.path, {"register": str(identifier)})
        return
    chain = existing.chain(identifier) if identifier else ()
    if not chain:
        yield Breach(NOT_HELD, register.path, {"package": named.package})
    elif chain[-1] != named:
        head = chain[-1]
        params = {"package": named.package, "head": head.package, "tagmanifest": str(head.tagmanifest)}
        yield Breach(STALE, f"{register.path}#/version/predecessor", params)
