"""The command line: each command parses, calls one verb, renders."""

from __future__ import annotations


def main() -> None:
    """Run `khizana`; the exit codes are the table in khizana.errors."""
    import os

    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # nothing here multiplies matrices; it would end us where threads are few
    from khizana.cli.app import run

    run()
