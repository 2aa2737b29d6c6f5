"""The command line: each command parses, calls one verb, renders."""

from __future__ import annotations


def main() -> None:
    """Run `khizana`; the exit codes are the table in khizana.errors."""
    from khizana.cli.app import run

    run()
