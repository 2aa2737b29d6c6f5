"""How audits look on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape

from archive.audit.outcome import Word
from khizana.cli.terminal.fields import fields
from khizana.export import changed_lines, fixity_lines
from khizana.language import Speaker
from khizana.service.audit.base_rules import RulesAudited
from khizana.service.custody import CompletenessProved, PackageVerified
from khizana.service.fixity.fixity import FixityAudited
from khizana.service.fixity.metrics import FixityMetrics
from khizana.service.reports.signed_report import ReportVerified

Content = Any
"""A report, or a part of one: a document of its own schema."""
SHOWN = 100
"""So many differences of one package are printed; the report has all of them."""

_LINES = {"good": "green", "bad": "bold red", "doubt": "yellow", "quiet": "dim"}
_STYLES = {
    "proved": "green",
    "gap": "bold red",
    "differs": "red",
    "unproved": "yellow",
    "not_keyed": "yellow",
    "disposed": "dim",
}


def files(console: Console, paths: Sequence[str], speaker: Speaker) -> None:
    """Where the report for this reader stands."""
    for path in (path for path in paths if path.endswith(f".{speaker.language}.html")):
        console.print(escape(speaker.say("report.at", path=path)))


def fixity(console: Console, answer: FixityAudited, speaker: Speaker) -> None:
    """`audit fixity`: what was read and what was not; then each difference with its word."""
    report: Content = answer.report
    for style, text in fixity_lines.summary(report, speaker):
        console.print(f"[{_LINES[style]}]{escape(text)}[/]")
    for package in report["packages"]:
        audited(console, package, speaker)
        for finding in package["findings"]:
            text = speaker.finding(finding)[0]
            style = "yellow" if finding["severity"] == "warning" else "red"
            console.print(f"  [{style}]{finding['code']}[/] {escape(finding['place'])}: {escape(text)}")
    differences(console, [*report["documents"], *report["unlisted"]], speaker)
    for package in report["unheld"]:
        console.print(escape(speaker.say("fixity.unheld", package=package)))
    console.print(speaker.say("report.position", **report["ledger"]))
    if not answer.recorded:
        console.print(f"[yellow]{speaker.say('audit.unrecorded')}[/]")
    files(console, answer.files, speaker)


def audited(console: Console, package: Content, speaker: Speaker) -> None:
    """A package with its word, and its differences."""
    console.print(f"[bold]{escape(package['package'])}[/]: {speaker.word('fixity', package['outcome'])}")
    differences(console, package["differences"], speaker)


def differences(console: Console, found: Sequence[Content], speaker: Speaker) -> None:
    """One line a difference: its word, then its place."""
    for one in found[:SHOWN]:
        place = one.get("path") or one.get("document") or one.get("list") or ""
        detail = one.get("reason") or one.get("kind") or fixity_lines.blocks(one, speaker)
        console.print(f"  [red]{speaker.word('fixity', one['outcome'])}[/] {escape(place)} {escape(detail)}".rstrip())
    if len(found) > SHOWN:
        console.print(f"  {speaker.say('fixity.more', count=len(found) - SHOWN)}")


def completeness(console: Console, answer: CompletenessProved, speaker: Speaker) -> None:
    """`audit completeness`: the counts, then every register and series with anything to say."""
    report: Content = answer.report
    style = "green" if report["conclusion"] == "complete" else "bold red"
    console.print(f"[{style}]{speaker.say('completeness.summary', **report['counts']['registers'])}[/]")
    for problem in report["unreadable"]:
        console.print(f"[bold red]{escape(problem['package'])}[/] {escape(speaker.error(problem['problem']))}")
    for one in report["registers"]:
        console.print(f"[bold]{one['register']}[/]")
        for kind in ("pages", "acts"):
            account = one[kind]
            proof = account["proof"]
            words = f"[{_STYLES[proof]}]{speaker.word('proof', proof)}[/]"
            console.print(f"  {speaker.label(speaker.say(f'count.{kind}'))} {words}")
            for line in _account(kind, account, speaker):
                console.print(f"    {escape(line)}")
        for version in one.get("restated", ()):
            for line in changed_lines.restated(version, speaker):
                console.print(f"    {escape(line)}")
    for one in report["series"]:
        console.print(f"[bold]{one['series']} ({one['copy']})[/]: {speaker.word('proof', one['proof'])}")
        for kind in ("missing_parts", "between", "overlapping", "silent"):
            if one[kind]:
                console.print("    " + speaker.numbered(f"series.{kind}", one[kind]))
    console.print(speaker.say("report.position", **report["ledger"]))
    files(console, answer.files, speaker)


def _account(kind: str, account: Content, speaker: Speaker) -> Iterator[str]:
    if account["missing"]:
        yield speaker.numbered(f"gap.{kind}", account["missing"])
    for code, numbers in account["explained"].items():
        reason = speaker.word("reason", code)
        yield f"{speaker.numbered(f'gap.explained_{kind}', numbers)} — {reason}"
    if account["repeated"]:
        yield speaker.say(
            f"gap.repeated_{kind}", count=len(account["repeated"]), numbers=speaker.listed(account["repeated"])
        )
    if account["beyond"]:
        yield speaker.numbered(f"gap.beyond_{kind}", account["beyond"])
    if account["contradicted"]:
        yield speaker.numbered("gap.contradicted", account["contradicted"])
    if account["proof"] == "unproved":
        yield speaker.say(f"gap.statement_{kind}")
    if account["proof"] == "disposed":
        return
    if kind == "acts" and account["stated"] is not None and account["stated"] != account["found"]:
        yield speaker.say("gap.count", found=account["found"], stated=account["stated"])


def verified(console: Console, answer: PackageVerified, speaker: Speaker) -> None:
    """`verify`: one package alone, with what that cannot prove."""
    found = len(answer.differences) + (answer.outcome is Word.MISSING)
    others: Sequence[Content] = [*answer.findings, *answer.inspection]
    if answer.outcome is Word.INTACT and not others:
        said = speaker.say("verify.intact", package=answer.package, files=answer.files_intact)
        console.print(f"[green]{escape(said)}[/]")
    else:
        said = speaker.say("verify.differs", package=answer.package, count=found, findings=len(others))
        console.print(f"[bold red]{escape(said)}[/]")
    differences(console, answer.differences, speaker)
    for finding in others:
        text = speaker.finding(finding)[0]
        console.print(f"  [red]{finding['code']}[/] {escape(finding['place'])}: {escape(text)}")
    if answer.tagmanifest:
        console.print(speaker.say("verify.pin", digest=answer.tagmanifest))
        console.print(f"[dim]{speaker.say('verify.alone')}[/]")


def rules(console: Console, answer: RulesAudited, speaker: Speaker) -> None:
    """`audit rules`: how much was asked, how many findings of each rule, and those that are listed."""
    report: Content = answer.report
    style = "green" if report["conclusion"] == "agrees" else "bold red"
    found = sum(report["counts"].values())
    console.print(f"[{style}]{speaker.say('rules.summary', count=found, **report['asked'])}[/]")
    for code, count in report["counts"].items():
        if count:
            console.print(f"  [red]{code}[/] {count}")
    for problem in report["unreadable"]:
        console.print(f"[bold red]{escape(problem['package'])}[/] {escape(speaker.error(problem['problem']))}")
    for finding in report["findings"]:
        text = finding["text"][speaker.language]
        console.print(f"{escape(finding['place'])}: [red]{finding['code']}[/] {escape(text)}")
    console.print(speaker.say("report.position", **report["ledger"]))
    for path in answer.files:
        console.print(escape(speaker.say("report.at", path=path)))


def report_signature(console: Console, answer: ReportVerified, speaker: Speaker) -> None:
    """`audit verify-report`."""
    if answer.by is None:
        console.print(f"[bold red]{escape(speaker.say('report.signature_bad', problem=answer.problem))}[/]")
        return
    said = speaker.say("report.signature_good", file=answer.file, origin=answer.by.origin)
    console.print(f"[green]{escape(said)}[/]")
    if answer.recorded:
        console.print(speaker.say("report.recorded_at", position=answer.position))
    elif answer.recorded is False:
        console.print(f"[dim]{speaker.say('report.not_recorded')}[/]")
    if answer.newer:
        console.print(f"[yellow]{speaker.say('report.newer', **fields(answer.newer))}[/]")


def metrics(console: Console, answer: FixityMetrics, speaker: Speaker) -> None:
    """`audit metrics`."""
    for store in answer.stores:
        console.print(speaker.say("metrics.store", **fields(store)))
        if store.oldest_read:
            console.print(speaker.say("metrics.oldest", **fields(store)))
        if store.last_audit:
            subject, outcome = speaker.word("subject", "fixity"), speaker.word("outcome", store.last_audit.outcome)
            console.print(speaker.say("status.audit", subject=subject, outcome=outcome, time=store.last_audit.time))
        else:
            console.print(speaker.say("status.no_audit"))
    if answer.file:
        console.print(escape(speaker.say("metrics.file", path=answer.file)))
