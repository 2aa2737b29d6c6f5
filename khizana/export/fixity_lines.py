"""What a fixity report says in a few lines, the same on a terminal and on a page: what was read, when, and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from khizana.language import Speaker

Line = tuple[str, str]
"""A style (good, bad, doubt or quiet) and a text."""


def summary(report: Any, speaker: Speaker) -> list[Line]:
    """The lines above the differences."""
    counts = report["counts"]
    numbers = {"packages": counts["packages"], "files": counts["files_intact"], "documents": counts["documents"]}
    return [
        _conclusion(report, numbers, speaker),
        *_warnings(counts, speaker),
        *_end(report, speaker),
        *_resumed(report, speaker),
        *_sample(report["scope"], speaker),
        *_unread(report["not_read"], speaker),
        *_disposed(counts, speaker),
        *_witnessed(report, speaker),
    ]


def _conclusion(report: Any, numbers: dict[str, int], speaker: Speaker) -> Line:
    counts = report["counts"]
    match report["conclusion"]:
        case "intact" if counts["packages"] == counts["packages_named"]:
            return "good", speaker.say("fixity.intact_all", **numbers)
        case "intact":
            return "good", speaker.say("fixity.intact_read", named=counts["packages_named"], **numbers)
        case "nothing-read":
            return "doubt", speaker.word("outcome", "nothing-read")
        case _ if counts["differences"]:
            return "bad", speaker.say("fixity.differences", count=counts["differences"], **numbers)
        case conclusion:
            return "bad", speaker.word("outcome", conclusion)


def _warnings(counts: Any, speaker: Speaker) -> Iterator[Line]:
    if counts["warnings"]:
        yield "doubt", speaker.say("fixity.warnings", count=counts["warnings"])


def _disposed(counts: Any, speaker: Speaker) -> Iterator[Line]:
    if counts.get("packages_disposed"):
        yield "quiet", speaker.say("fixity.disposed", count=counts["packages_disposed"])


def _witnessed(report: Any, speaker: Speaker) -> Iterator[Line]:
    """An audit compares with the ledger, and the ledger with nothing, unless somebody else has seen it."""
    seen = report.get("witnessed")
    if seen is not None:
        style, key = ("good", "witnessed") if seen["position"] is not None else ("doubt", "never_witnessed")
        late = seen["position"] is not None and seen["unwitnessed"]
        yield ("doubt" if late else style), speaker.say(f"ledger.{'unwitnessed_since' if late else key}", **seen)


def _end(report: Any, speaker: Speaker) -> Iterator[Line]:
    runs, counts = report["runs"], report["counts"]
    ended = runs[-1]["ended"] or runs[-1]["began"]
    yield "quiet", speaker.say("fixity.when", began=runs[0]["began"], ended=ended)
    if report["end"] != "finished":
        numbers = {"packages": counts["packages"], "chosen": counts["packages_chosen"]}
        yield "doubt", speaker.say(f"fixity.end.{report['end']}", **numbers)


def _resumed(report: Any, speaker: Speaker) -> Iterator[Line]:
    *before, last = report["runs"]
    if before:
        read = report["counts"]["packages"] - last["packages"]
        yield "quiet", speaker.say("fixity.resumed", began=before[0]["began"], packages=read)


def _sample(scope: Any, speaker: Speaker) -> Iterator[Line]:
    if scope["kind"] == "sample":
        yield "quiet", speaker.say("fixity.sample", **scope)


def _unread(found: Any, speaker: Speaker) -> Iterator[Line]:
    if not found["packages"]:
        return
    yield "doubt", speaker.say("fixity.not_read", packages=found["packages"], never=found["never"])
    for age in found["ages"]:
        if age["packages"]:
            yield "quiet", speaker.say("fixity.older" if age["days"] is None else "fixity.age", **age)
    if found["oldest"]:
        yield "quiet", speaker.say("fixity.not_read_oldest", **found["oldest"])
    if found["differing"]:
        yield "doubt", speaker.say("fixity.not_read_differing", count=found["differing"])


def blocks(one: Any, speaker: Speaker) -> str:
    """Which bytes of a file differ, where it is known."""
    found: Sequence[Sequence[int]] = one.get("blocks") or ()
    return speaker.say("fixity.blocks", ranges=", ".join(f"{first}–{last}" for first, last in found)) if found else ""
