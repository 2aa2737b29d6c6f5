"""Walks one delivery through the rooms: received, examined, planned, deposited, recorded."""

from archive.ingest.context import CODE, UNNAMED, IngestContext, Progress, Reporter, no_report
from archive.ingest.storing import RegisterTaken
from archive.ingest.walk import IngestReport, ingest

__all__ = [
    "CODE",
    "UNNAMED",
    "IngestContext",
    "IngestReport",
    "Progress",
    "RegisterTaken",
    "Reporter",
    "ingest",
    "no_report",
]
