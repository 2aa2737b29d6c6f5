"""Writes the transcript in README.md from a run of the demonstration."""

import contextlib
import io
import os
import tempfile
from pathlib import Path

from khizana.cli.app import run
from khizana.cli.documents.readme import with_transcript

README = Path(__file__).parent.parent / "README.md"

with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()) as said:
    os.chdir(folder)
    with contextlib.suppress(SystemExit):
        run(["demo", "run", "demo", "--lang", "en"])
README.write_text(with_transcript(README.read_text("utf-8"), said.getvalue(), Path(folder)), encoding="utf-8")
