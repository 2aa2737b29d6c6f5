"""What is said of packages that are held, by audits and by the inspection of a new package: no tender's profile reaches it."""

from __future__ import annotations

from archive.check.engine.rule import Fixed, Rule, Stage, blocks
from archive.model.finding import Severity


def _kept(code: str, severity: Severity, source: str) -> Rule:
    return Rule(code, Stage.PACKAGE, severity, severity, source, fixed=Fixed.KEPT)


RULES = (
    blocks("FILE_ALTERED", Stage.PACKAGE, Fixed.KEPT, "The ledger names the digest of every byte"),
    _kept("MODE_CHANGED", Severity.WARNING, "A package is written once and then only read"),
    _kept("OWNER_CHANGED", Severity.WARNING, "A package is written once and then only read"),
    blocks("REGION_UNRESOLVED", Stage.PACKAGE, Fixed.KEPT, "An act in a package names an image that the package knows"),
)
