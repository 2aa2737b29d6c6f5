"""Does a version follow the head of a chain that is held?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.check.register_view import RegisterView
from archive.model.finding import Finding, Severity, blocking
from archive.model.version import Link, Version


def findings(register: RegisterView, version: Version, chain: Sequence[Link]) -> Iterator[Finding]:
    """REGISTER_NOT_HELD where there is no such chain; STALE_PREDECESSOR where another package is its head by now."""
    named = version.predecessor
    if not chain:
        yield blocking("REGISTER_NOT_HELD", register.path, package=named.package)
    elif chain[-1] != named:
        head = chain[-1]
        params = {"package": named.package, "head": head.package, "tagmanifest": str(head.tagmanifest)}
        yield blocking("STALE_PREDECESSOR", f"{register.path}#/version/predecessor", **params)


def nothing_left(register: RegisterView) -> Finding:
    """REGISTER_DISPOSED: of such a register a tombstone is left, which nothing follows."""
    return blocking("REGISTER_DISPOSED", register.path, register=str(register.identifier))


def not_checked(register: RegisterView) -> Finding:
    """CHAIN_NOT_CHECKED: without the archive at hand nothing is known of its chains, which is never the same as right."""
    return Finding("CHAIN_NOT_CHECKED", Severity.INFORMATION, register.path)
