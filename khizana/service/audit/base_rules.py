"""`audit rules`: the rules over the whole base, asked of every act that is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from archive.api.rights import may_write
from archive.check.base.cross_register_rules import file_act, judged
from archive.check.base.held_base import HeldBase
from archive.check.engine.rule import HOLDING, Profile
from archive.check.rules.base import BASE
from archive.holdings import queries
from archive.ingest import Progress
from archive.model.finding import Finding
from archive.model.identifiers import RegisterId
from archive.model.json import Json, write_pretty
from archive.model.message import sentence
from archive.model.records.act import ActObject
from archive.package.package_reader import PackageDamaged
from archive.store.port import NotStored, StoreUnreadable
from khizana.errors import Exit
from khizana.file_writing import write
from khizana.language import in_all_languages
from khizana.outcome import Answer, Document, Outcome
from khizana.service.audit.sqlite_sorter import SqliteSorter
from khizana.wiring.session import Session

SHOWN = 1000
"""Findings of one rule that a report lists; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAudited(Answer):
    """What the rules over the whole base found (rules-report/1), and the files of the report."""

    command: Literal["audit rules"] = "audit rules"
    report: Document
    files: tuple[str, ...]


@dataclass(slots=True)
class _Heard:
    """What was found: everything counted, a bounded number listed."""

    counts: Counter[str] = field(default_factory=Counter)
    listed: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.counts[finding.code] += 1
        if self.counts[finding.code] <= SHOWN:
            self.listed.append(finding)


def rules(session: Session, progress: Progress, profile: Profile = HOLDING) -> Outcome[RulesAudited]:
    """Ask every rule over the base. The report names the ledger's position: whoever asks again there gets the same bytes."""
    head = session.ledger.head()
    chains = _chains(session)
    unreadable: dict[str, str] = {}
    heard, acts = _Heard(), 0
    with SqliteSorter() as sorter:
        series: set[str] = set()
        for done, (register, packages) in enumerate(chains.items(), start=1):
            for act in _current(session, packages, unreadable):
                file_act(act, sorter)
                series.add(str(RegisterId.parse(register).series))
                acts += 1
            progress("examined", done, len(chains))
        for finding in judged(sorter, HeldBase(series), profile):
            heard.add(finding)
    report: dict[str, Json] = {
        "schema": "rules-report/1",
        "ledger": {"size": head.size, "root": head.root.hex()},
        "profile": profile.name,
        "conclusion": "could-not-look" if unreadable else "findings" if heard.counts else "agrees",
        "asked": {"registers": len(chains), "acts": acts},
        "counts": {rule.code: heard.counts[rule.code] for module in BASE for rule in module.RULES},
        "findings": [in_all_languages(finding.to_json()) for finding in heard.listed],
        "unreadable": [{"package": package, "problem": why} for package, why in sorted(unreadable.items())],
    }
    written = (
        [write(session.settings.reports / "rules.json", write_pretty(report))] if may_write(session.settings) else []
    )
    exit_code = Exit.DONE if report["conclusion"] == "agrees" else Exit.FINDINGS
    return Outcome(RulesAudited(report=report, files=tuple(str(path) for path in written)), exit_code)


def _chains(session: Session) -> Mapping[str, Sequence[str]]:
    """The packages of each register, the newest first, without what was disposed of."""
    chains: dict[str, list[str]] = {}
    for package in queries.packages(session.holdings):
        chains.setdefault(package.register, []).insert(0, package.package)
    return chains


def _current(session: Session, packages: Sequence[str], unreadable: dict[str, str]) -> Iterator[ActObject]:
    """The acts of a register as they stand today; a package that cannot be read is listed, never skipped in silence."""
    seen: set[str] = set()
    for package in packages:
        newer = frozenset(seen)
        try:
            for act in session.reading.acts(package):
                identifier = str(act["id"])
                if identifier not in newer:
                    if len(packages) > 1:
                        seen.add(identifier)
                    yield act
        except (NotStored, PackageDamaged, StoreUnreadable) as error:
            unreadable[package] = sentence(error)
