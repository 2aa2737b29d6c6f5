"""Every command that a page shows is a command that there is, with options that it has; every page is found from README."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from khizana.cli.app import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`(khizana [^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)")


def shown() -> Iterator[tuple[str, str]]:
    """Each page with each command line on it, in a block or in a sentence."""
    for page in PAGES:
        text = page.read_text("utf-8")
        for block in BLOCK.findall(text):
            for line in block.replace("\\\n", " ").splitlines():
                if line.removeprefix("$ ").startswith("khizana "):
                    yield page.name, line.removeprefix("$ ")
        for span in SPAN.findall(BLOCK.sub("", text)):
            yield page.name, span


def unknown(line: str) -> str | None:
    """The first word of a line that its command does not know."""
    words = shlex.split(re.split(r"\s(?:[|&;<>]|&&|\|)\s", line)[0], comments=True)[1:]
    command: Any = typer.main.get_command(app)
    while words and hasattr(command, "commands") and not words[0].startswith("-"):
        following = command.commands.get(words[0].replace("…", ""))
        if following is None:
            # a group that is a command itself takes a folder
            return None if "backup" in line.split()[1:2] else words[0]
        command, words = following, words[1:]
    options = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}
    given = {word.split("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    return next(iter(sorted(given - options)), None)


def test_every_command_that_a_page_shows_is_a_command() -> None:
    lines = list(shown())

    assert len(lines) > 80
    assert {(page, line): word for page, line in lines if (word := unknown(line))} == {}


def test_every_link_of_a_page_leads_somewhere() -> None:
    targets = {
        (page.name, link): page.parent / link for page in PAGES for link in LINK.findall(page.read_text("utf-8"))
    }

    assert [link for link, target in targets.items() if not target.exists()] == []


def test_readme_names_every_page() -> None:
    readme = PAGES[0].read_text("utf-8")

    assert [page.name for page in PAGES[1:] if f"(docs/{page.name})" not in readme] == []


def test_continuous_integration_runs_what_readme_says_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    said = [line for line in lines if line and not line.startswith(("#", "set ", "cd ", "export CI="))]

    assert said == ["make check", "make demo", "make test"]
