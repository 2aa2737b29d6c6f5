"""Parameters that name what a command writes: each is guarded before the command begins, by one of the kinds below."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from khizana import output
from khizana.output import METRICS, NewFile, ReportFolder

ForceOption = Annotated[
    bool, typer.Option("--force", is_eager=True, help="Replace what is there already under that name.")
]
"""Eager, so that it is known when the outputs are looked at."""


def new_file(ctx: typer.Context, value: NewFile | None) -> NewFile | None:
    """A file that must not be there, or may be replaced with --force."""
    if value is None:
        return None
    made = replace(value, force=bool(ctx.params.get("force")))
    made.guard()
    return made


def report_folder(ctx: typer.Context, value: ReportFolder | None) -> ReportFolder | None:
    """A folder for the files of a report."""
    if value is None:
        return None
    made = replace(value, force=bool(ctx.params.get("force")))
    made.guard()
    return made


def new_folder(value: Path) -> Path:
    """A new or empty folder."""
    output.NewFolder(value).guard()
    return value


def continued(value: Path | None) -> Path | None:
    """A file or folder that an earlier run may have begun; the command knows its own, and overwrites nothing else."""
    if value is not None:
        output.apart_from_kept(value)
    return value


def own_folder(value: Path) -> Path:
    """A folder that is itself kept, such as a backup that is brought up to date; it may lie in no other."""
    output.apart_around(value)
    return value


def delivery_folder(value: Path) -> Path:
    """The folder of a delivery that is being made."""
    output.apart_from_kept(value, deliveries=False)
    return value


def _as_file(value: str) -> NewFile:
    return NewFile(Path(value))


def _as_figures(value: str) -> NewFile:
    return NewFile(Path(value), ours=METRICS)


def _as_report(value: str) -> ReportFolder:
    return ReportFolder(Path(value))


FILE: dict[str, Any] = {"parser": _as_file, "callback": new_file}
FIGURES: dict[str, Any] = {"parser": _as_figures, "callback": new_file}
REPORT: dict[str, Any] = {"parser": _as_report, "callback": report_folder}
FOLDER: dict[str, Any] = {"callback": new_folder}
CONTINUED: dict[str, Any] = {"callback": continued}
DELIVERY: dict[str, Any] = {"callback": delivery_folder}
OWN: dict[str, Any] = {"callback": own_folder}

KINDS = (new_file, report_folder, new_folder, continued, own_folder, delivery_folder)
"""A parameter that is written has one of these for its callback; tests/house/test_outputs.py looks at every command."""
