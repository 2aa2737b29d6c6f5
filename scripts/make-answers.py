"""Writes schemas/answers/ from the answers themselves."""

from pathlib import Path

from archive.model.json import write_pretty
from khizana.cli.documents.answer_schemas import published

folder = Path(__file__).parent.parent / "schemas" / "answers"
folder.mkdir(exist_ok=True)
wanted = published()
for old in folder.iterdir():
    if old.name not in wanted:
        old.unlink()
for name, schema in wanted.items():
    (folder / name).write_bytes(write_pretty(schema))
