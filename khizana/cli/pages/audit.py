"""How audits look on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.markup import escape

from khizana.export import changed_lines, fixity_lines
from khizana.export.report import shown_ranges
from khizana.language import Speaker

Content = Any
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


def _files(console: Console, content: Content, speaker: Speaker) -> None:
    if content["recorded"] is False:
        console.print(f"[yellow]{speaker.say('audit.unrecorded')}[/]")
    wanted = [path for path in content["files"] if path.endswith(f".{speaker.language}.html")]
    for path in wanted:
        console.print(escape(speaker.say("report.at", path=path)))


def fixity(console: Console, content: Content, speaker: Speaker) -> None:
    """`audit fixity`: what was read and what was not; then each difference with its word."""
    report = content["report"]
    for style, text in fixity_lines.summary(report, speaker):
        console.print(f"[{_LINES[style]}]{escape(text)}[/]")
    for package in report["packages"]:
        console.print(f"[bold]{escape(package['package'])}[/]: {speaker.word('fixity', package['outcome'])}")
        differences(console, package["differences"], speaker)
        for finding in package["findings"]:
            text = speaker.finding(finding)[0]
            style = "yellow" if finding["severity"] == "warning" else "red"
            console.print(f"  [{style}]{finding['code']}[/] {escape(finding['place'])}: {escape(text)}")
    differences(console, [*report["documents"], *report["unlisted"]], speaker)
    for package in report["unheld"]:
        console.print(escape(speaker.say("fixity.unheld", package=package)))
    console.print(speaker.say("report.position", **report["ledger"]))
    _files(console, content, speaker)


def differences(console: Console, found: Content, speaker: Speaker) -> None:
    """One line a difference: its word, then its place."""
    for one in found[:SHOWN]:
        place = one.get("path") or one.get("document") or one.get("list") or ""
        detail = one.get("reason") or one.get("kind") or fixity_lines.blocks(one, speaker)
        console.print(f"  [red]{speaker.word('fixity', one['outcome'])}[/] {escape(place)} {escape(detail)}".rstrip())
    if len(found) > SHOWN:
        console.print(f"  {speaker.say('fixity.more', count=len(found) - SHOWN)}")


def completeness(console: Console, content: Content, speaker: Speaker) -> None:
    """`audit completeness`: the counts, then every register and series with anything to say."""
    report = content["report"]
    style = "green" if report["conclusion"] == "complete" else "bold red"
    console.print(f"[{style}]{speaker.say('completeness.summary', **report['counts']['registers'])}[/]")
    for problem in report["unreadable"]:
        console.print(f"[bold red]{escape(problem['package'])}[/] {escape(problem['problem'])}")
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
                console.print("    " + speaker.say(f"series.{kind}", numbers=shown_ranges(one[kind])))
    console.print(speaker.say("report.position", **report["ledger"]))
    _files(console, content, speaker)


def _account(kind: str, account: Content, speaker: Speaker) -> Iterator[str]:
    if account["missing"]:
        yield speaker.say(f"gap.{kind}", numbers=shown_ranges(account["missing"]))
    for code, numbers in account["explained"].items():
        reason = speaker.word("reason", code)
        yield f"{speaker.say(f'gap.explained_{kind}', numbers=shown_ranges(numbers))} — {reason}"
    if account["repeated"]:
        yield speaker.say(f"gap.repeated_{kind}", numbers=", ".join(account["repeated"]))
    if account["beyond"]:
        yield speaker.say(f"gap.beyond_{kind}", numbers=shown_ranges(account["beyond"]))
    if account["contradicted"]:
        yield speaker.say("gap.contradicted", numbers=shown_ranges(account["contradicted"]))
    if account["proof"] == "unproved":
        yield speaker.say(f"gap.statement_{kind}")
    if account["proof"] == "disposed":
        return
    if kind == "acts" and account["stated"] is not None and account["stated"] != account["found"]:
        yield speaker.say("gap.count", found=account["found"], stated=account["stated"])


def verified(console: Console, content: Content, speaker: Speaker) -> None:
    """`verify`: one package alone, with what that cannot prove."""
    found = len(content["differences"]) + (content["outcome"] == "missing")
    others = [*content["findings"], *content["inspection"]]
    if content["outcome"] == "intact" and not others:
        said = speaker.say("verify.intact", package=content["package"], files=content["files_intact"])
        console.print(f"[green]{escape(said)}[/]")
    else:
        said = speaker.say("verify.differs", package=content["package"], count=found, findings=len(others))
        console.print(f"[bold red]{escape(said)}[/]")
    differences(console, content["differences"], speaker)
    for finding in others:
        text = speaker.finding(finding)[0]
        console.print(f"  [red]{finding['code']}[/] {escape(finding['place'])}: {escape(text)}")
    if content["tagmanifest"]:
        console.print(speaker.say("verify.pin", digest=content["tagmanifest"]))
        console.print(f"[dim]{speaker.say('verify.alone')}[/]")


def rules(console: Console, content: Content, speaker: Speaker) -> None:
    """`audit rules`: how much was asked, how many findings of each rule, and those that are listed."""
    report = content["report"]
    style = "green" if report["conclusion"] == "agrees" else "bold red"
    found = sum(report["counts"].values())
    console.print(f"[{style}]{speaker.say('rules.summary', count=found, **report['asked'])}[/]")
    for code, count in report["counts"].items():
        if count:
            console.print(f"  [red]{code}[/] {count}")
    for problem in report["unreadable"]:
        console.print(f"[bold red]{escape(problem['package'])}[/] {escape(problem['problem'])}")
    for finding in report["findings"]:
        text = finding["text"][speaker.language]
        console.print(f"{escape(finding['place'])}: [red]{finding['code']}[/] {escape(text)}")
    console.print(speaker.say("report.position", **report["ledger"]))
    for path in content["files"]:
        console.print(escape(speaker.say("report.at", path=path)))


def report_signature(console: Console, content: Content, speaker: Speaker) -> None:
    """`audit verify-report`."""
    if not content["good"]:
        console.print(f"[bold red]{escape(speaker.say('report.signature_bad', problem=content['problem']))}[/]")
        return
    origin, file = content["by"]["origin"], content["file"]
    console.print(f"[green]{escape(speaker.say('report.signature_good', file=file, origin=origin))}[/]")
    if content["recorded"]:
        console.print(speaker.say("report.recorded_at", position=content["position"]))
    elif content["recorded"] is False:
        console.print(f"[dim]{speaker.say('report.not_recorded')}[/]")
    if content["newer"]:
        console.print(f"[yellow]{speaker.say('report.newer', **content['newer'])}[/]")


def metrics(console: Console, content: Content, speaker: Speaker) -> None:
    """`audit metrics`."""
    for store in content["stores"]:
        console.print(speaker.say("metrics.store", **store))
        if store["oldest_read"]:
            console.print(speaker.say("metrics.oldest", **store))
        if store["last_audit"]:
            last = store["last_audit"]
            outcome, subject = speaker.word("outcome", last["outcome"]), speaker.word("subject", "fixity")
            console.print(speaker.say("status.audit", subject=subject, outcome=outcome, time=last["time"]))
        else:
            console.print(speaker.say("status.no_audit"))
    if content["file"]:
        console.print(escape(speaker.say("metrics.file", path=content["file"])))
