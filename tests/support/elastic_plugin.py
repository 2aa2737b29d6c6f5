"""What the integration-test distribution lacks to make API keys, compiled for it and put beside it (elastic_words/)."""

from __future__ import annotations

import subprocess
from pathlib import Path
from zipfile import ZipFile

from tests.support import elastic_program

SOURCE = Path(__file__).with_name("elastic_words") / "EmailWords.java"


def completed(program: Path, into: Path) -> Path:
    """The distribution with our plugin; what it does not change is linked. Without a compiler the test is skipped loudly."""
    into.mkdir()
    for part in program.iterdir():
        if part.name not in ("bin", "plugins", "config", "logs"):
            (into / part.name).symlink_to(part)
    # The programs find their home by where they lie.
    (into / "bin").mkdir()
    for script in (program / "bin").iterdir():
        (into / "bin" / script.name).write_bytes(script.read_bytes())
        (into / "bin" / script.name).chmod(0o755)
    plugin = into / "plugins" / "email-words"
    plugin.mkdir(parents=True)
    _compile(program, plugin)
    return into


def _compile(program: Path, plugin: Path) -> None:
    release = str(elastic_program.JAVA)
    compiler = elastic_program.compiler()
    command = [compiler, "--release", release, "-cp", program / "lib" / "*", "-d", plugin / "classes", SOURCE]
    subprocess.run(command, check=True, capture_output=True)
    with ZipFile(plugin / "email-words.jar", "w") as jar:
        for made in (plugin / "classes").iterdir():
            jar.write(made, made.name)
            made.unlink()
    (plugin / "classes").rmdir()
    said = {
        "name": "email-words",
        "description": "names that the index of API keys asks for",
        "version": "1",
        "classname": "EmailWords",
        "java.version": release,
        "elasticsearch.version": elastic_program.VERSION,
    }
    (plugin / "plugin-descriptor.properties").write_text("".join(f"{key}={value}\n" for key, value in said.items()))
