"""What the person at the keyboard asks of an audit: durations, rates and shares as they are written, and what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from archive.audit.inventory import MAIN
from archive.audit.schedule import Scope, ScopeKind
from archive.model.message import tell
from khizana.errors import UsageError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_BYTES = {"B": 1, "KB": 1000, "MB": 1000**2, "GB": 1000**3, "KIB": 1024, "MIB": 1024**2, "GIB": 1024**3}
_SEED = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class AuditOptions:
    """One audit as it was asked for. `budget` is in seconds, `rate` in bytes a second; `anew` begins a new round."""

    scope: Scope
    budget: float | None = None
    rate: float | None = None
    anew: bool = False
    store: str = MAIN


ALL = AuditOptions(Scope(ScopeKind.ALL))


def asked(covers: Scope, budget: str | None, rate: str | None, anew: bool, store: str) -> AuditOptions:
    """An audit as it was written on the command line; UsageError."""
    return AuditOptions(
        covers,
        None if budget is None else seconds(budget),
        None if rate is None else bytes_a_second(rate),
        anew,
        store,
    )


def scope(due: str | None, sample: str | None, package: str | None, seed: str | None, every: bool) -> Scope:
    """What is to be read; all where nothing was said. UsageError where two things were said at once."""
    said = [
        name
        for name, given in (("--all", every), ("--due", due), ("--sample", sample), ("--package", package))
        if given
    ]
    if len(said) > 1:
        raise UsageError(tell("{said} ask for different audits: give one of them", said=" and ".join(said)))
    if seed is not None and sample is None:
        raise UsageError("--seed belongs to --sample: give a share too, such as --sample 2%")
    if due is not None:
        return Scope(ScopeKind.DUE, days=_days(due))
    if sample is not None:
        return Scope(ScopeKind.SAMPLE, percent=_percent(sample), seed=_seed(seed))
    if package is not None:
        return Scope(ScopeKind.PACKAGE, package=package)
    return Scope(ScopeKind.ALL)


def seconds(written: str) -> float:
    """`90s`, `30m`, `2h`, `1d` in seconds; UsageError."""
    number, unit = _parts(written, _SECONDS)
    if unit is None:
        raise UsageError(tell("{written!r} is no time: write a number and s, m, h or d, such as 2h", written=written))
    return number * unit


def bytes_a_second(written: str) -> float:
    """`200MB/s`, `50MiB` in bytes a second; UsageError."""
    number, unit = _parts(written.removesuffix("/s").upper(), _BYTES)
    if unit is None or number * unit < 1:
        raise UsageError(
            tell("{written!r} is no rate: write a number and B, KB, MB or GB, such as 200MB/s", written=written)
        )
    return number * unit


def _parts(written: str, units: dict[str, int]) -> tuple[float, int | None]:
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?([A-Za-z]+)", written)
    return (float(found[1]), units.get(found[2])) if found else (0, None)


def _days(written: str) -> int:
    found = re.fullmatch(r"([0-9]{1,5})d", written)
    if not found:
        raise UsageError(tell("--due {written}: write a number of days, such as 90d", written=written))
    return int(found[1])


def _percent(written: str) -> Decimal:
    try:
        percent = Decimal(written.removesuffix("%"))
    except InvalidOperation:
        percent = Decimal(0)
    if not (percent.is_finite() and 0 < percent <= 100 and written.endswith("%")):
        raise UsageError(tell("--sample {written}: write a share above 0% and up to 100%, such as 2%", written=written))
    return percent


def _seed(written: str | None) -> str:
    if written is not None and not _SEED.fullmatch(written):
        raise UsageError(tell("--seed {written}: a seed is 1 to 64 of A-Z a-z 0-9 . _ -", written=written))
    return written or ""
