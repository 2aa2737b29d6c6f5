"""Who writes reports out for people: services hand over what they found, and know no page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from archive.check.verdict import Verdict
from archive.delivery.facts.batch import Batch
from archive.delivery.port import Source
from archive.model.json import Json

AuditPages = Callable[[Path, str, Mapping[str, Json]], list[Path]]
"""Writes the report of an audit of a subject into a folder, in every language; answers the paths, the JSON first."""
VerdictPages = Callable[[Verdict, Batch, Source], Mapping[str, bytes]]
"""Every file of the report of a verdict by its name; a page is called `verdict.<language>.html`."""
VerdictPagesAgain = Callable[[Verdict], Mapping[str, bytes]]
"""The same from the verdict alone, where the delivery is not at hand any more."""
