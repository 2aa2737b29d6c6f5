"""Moves the fragments of changelog/unreleased into the section of this version in CHANGELOG.md.

A fragment is a paragraph, or a list. Run again before the release it takes in what came since.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


def items(fragment: str) -> list[str]:
    """The points of one fragment: those of its list, or its paragraphs."""
    points: list[str] = []
    for block in fragment.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if not line.startswith("#")]
        if lines and lines[0].startswith("- "):
            points += "\n".join(lines).removeprefix("- ").split("\n- ")
        elif lines:
            points.append("\n".join(lines))
    return ["- " + point.replace("\n", "\n  ") for point in points]


def taken_in(changelog: str, version: str, day: str, points: list[str]) -> str:
    """The changelog with these points at the end of the version's section, which is made above all others where it lacks."""
    title = f"## {version} "
    if title not in changelog:
        head, *older = changelog.split("\n## ", 1)
        changelog = f"{head.rstrip()}\n\n{title}({day})\n" + "".join(f"\n## {section}" for section in older)
    before, after = changelog.split(title, 1)
    section, *older = after.split("\n## ", 1)
    written = section.rstrip() + ("\n" if "\n- " in section else "\n\n") + "\n".join(points) + "\n"
    return before + title + written + "".join(f"\n## {other}" for other in older)


def main() -> None:
    """Take in and remove what is there."""
    from khizana import __version__

    fragments = sorted((ROOT / "changelog" / "unreleased").glob("*.md"))
    points = [point for fragment in fragments for point in items(fragment.read_text("utf-8"))]
    path = ROOT / "CHANGELOG.md"
    day = datetime.now(UTC).date().isoformat()
    path.write_text(taken_in(path.read_text("utf-8"), __version__, day, points), encoding="utf-8")
    for fragment in fragments:
        fragment.unlink()


if __name__ == "__main__":
    main()
