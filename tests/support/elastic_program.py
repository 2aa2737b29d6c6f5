"""Where the real Elasticsearch of the tests comes from: its unpacked distribution, a Java to run it, somebody to run it as."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.support.commons_ip import missing

VERSION = "9.5.3"
JAVA = 21
"""The oldest Java that this version runs on."""

_ROOT = Path(__file__).parents[2]
_STATED = re.compile(r'^JAVA_VERSION="(\d+)', re.MULTILINE)
NOBODY = 65534


def distribution() -> Path:
    """What scripts/fetch-judges.sh unpacked. Where it is missing, the test is skipped loudly, and fails when CI=true."""
    cache = Path(os.environ.get("KHIZANA_CACHE") or _ROOT / ".cache")
    folder = _ROOT / cache / "elasticsearch" / VERSION
    if not (folder / "complete").is_file():
        missing(f"ELASTICSEARCH IS NOT ASKED: {folder} is missing; run scripts/fetch-judges.sh")
    return folder


def java() -> Path:
    """A Java home that is new enough: where ES_JAVA_HOME or JAVA_HOME say, else the newest where systems put them."""
    found = _homes()
    if not found:
        missing(
            f"ELASTICSEARCH IS NOT ASKED: there is no Java {JAVA} or later; install one, or name it in ES_JAVA_HOME"
        )
    return found[0]


def compiler() -> Path:
    """The compiler of such a Java; a run-time environment has none."""
    found = [home / "bin" / "javac" for home in _homes() if (home / "bin" / "javac").is_file()]
    if not found:
        missing(
            f"ELASTICSEARCH WITH API KEYS IS NOT ASKED: there is no JDK {JAVA} or later; install one, or name it in ES_JAVA_HOME"
        )
    return found[0]


def _homes() -> list[Path]:
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if os.environ.get(name)]
    return [home for home in (*named, *sorted(_usual(), key=version, reverse=True)) if version(home) >= JAVA]


def _usual() -> Iterator[Path]:
    on_path = shutil.which("java")
    if on_path:
        yield Path(on_path).resolve().parents[1]
    for folder in (Path("/usr/lib/jvm"), Path("/opt"), Path("/usr/local")):
        yield from folder.glob("*/")


def version(home: Path) -> int:
    """The version of the Java in a folder; 0 when there is none."""
    try:
        stated = _STATED.search((home / "release").read_text("utf-8", errors="replace"))
    except OSError:
        return 0
    return int(stated[1]) if stated and (home / "bin" / "java").exists() else 0


def as_somebody() -> tuple[str, ...]:
    """What goes before the command, so that it is not run by root, and ends when the tests do, however they do."""
    if shutil.which("setpriv") is None:
        missing("ELASTICSEARCH IS NOT ASKED: there is no setpriv; install util-linux")
    if os.getuid() != 0:
        return ("setpriv", "--pdeathsig", "KILL")
    who = (f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    return ("setpriv", *who, "--inh-caps=-all", "--pdeathsig", "KILL")


def reachable(folder: Path) -> bool:
    """Whether somebody without rights can read there."""
    return os.getuid() != 0 or all(one.stat().st_mode & 0o005 == 0o005 for one in (folder, *folder.resolve().parents))


def copied(source: Path, into: Path) -> Path:
    """The distribution where everybody may read it: as it lies, or a copy when it lies in a private home."""
    if reachable(source):
        return source
    shutil.copytree(source, into)
    return into
