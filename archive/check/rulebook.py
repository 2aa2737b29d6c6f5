"""Every rule by its code: what is not listed in `archive.check.rules` is not asked, and no finding has another code."""

from __future__ import annotations

from archive.check.engine.report_limit import MORE_FINDINGS
from archive.check.engine.rule import Rule
from archive.check.engine.stages import RuleModule
from archive.check.rules import held_packages
from archive.check.rules.acts import ACTS, SOUNDNESS
from archive.check.rules.base import BASE
from archive.check.rules.deliveries import DELIVERIES, TOTALS
from archive.check.rules.files import FILES, PAGES, WRITTEN
from archive.check.rules.foreign import FOREIGN
from archive.check.rules.registers import DESCRIPTIONS, REGISTERS
from archive.check.rules.versions import VERSIONS

MODULES: tuple[RuleModule, ...] = (
    *FILES,
    *PAGES,
    *WRITTEN,
    *DELIVERIES,
    *TOTALS,
    *DESCRIPTIONS,
    *REGISTERS,
    *SOUNDNESS,
    *ACTS,
    *VERSIONS,
    *BASE,
    *FOREIGN,
    held_packages,
)


def rules() -> dict[str, Rule]:
    """Every rule by its code."""
    listed = [MORE_FINDINGS, *(rule for module in MODULES for rule in module.RULES)]
    return {rule.code: rule for rule in listed}
