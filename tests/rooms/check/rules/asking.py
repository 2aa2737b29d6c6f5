"""Asks the rules about one register written by hand: its description, its acts, and what else the rule looks at."""

from __future__ import annotations

from typing import Any

from archive import published
from archive.check.engine.act_stream import judged_acts
from archive.check.engine.rule import CONTRACTOR, Profile
from archive.check.engine.rule_runner import RuleRunner
from archive.check.schemas import Schemas
from archive.check.views.register_view import RegisterView, view
from archive.delivery.facts.batch import Batch, DeliveredAct, FileFacts, Manifest, Size
from archive.delivery.registers import register
from archive.model.digest import Digest
from archive.model.finding import Finding
from archive.model.records.register import Statements

PATH = "register.json"
REGISTER = "urn:khizana:schema:register:1"
SCHEMAS = Schemas(published.schemas())
PAGE = Size(2480, 3508)


def written(case: dict[str, Any]) -> RegisterView:
    """The register of a case, with an image of one size behind each view; the delivery was closed on 5 January 2026."""
    description = case["description"]
    broken = list(SCHEMAS.violations(REGISTER, description))
    assert broken == []
    delivered = register({"description": PATH, "acts": "acts.jsonl"}, description)
    files = {
        shown.file: FileFacts(shown.file, 1000, Digest.of(shown.file.encode()), "image/tiff", leaves=(PAGE,))
        for shown in delivered.views
    }
    content = {"created": "2026-01-05T08:00:00Z"}
    manifest = Manifest("hand", content, Digest.of(b""), {}, "offices.json", ())
    office = case.get("office", {"code": description["office"], "kind": "main"})
    batch = Batch(manifest, "ma", {description["office"]: office}, files, (delivered,))
    previous = Statements(None, 1, case["previous"], None) if "previous" in case else None
    return view(delivered, batch, published.countries()["ma"], previous)


def answers(case: dict[str, Any], profile: Profile = CONTRACTOR) -> list[Finding]:
    """Every finding of every rule on the register and its acts."""
    seen = written(case)
    acts = [DeliveredAct(f"acts.jsonl#line={line}", act) for line, act in enumerate(case["acts"], start=1)]
    return list(judged_acts(acts, seen, SCHEMAS, RuleRunner.over(seen, profile, whole=True), profile))
