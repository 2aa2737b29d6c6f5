"""The set-up of a bare machine installs what is lacking and nothing else, and says what; this apt-get only takes notes."""

from __future__ import annotations

import re
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BARE = ("sh", "env", "grep", "cat")
OF_TESTS = ("age", "git", "mount", "mvn", "openssl", "setpriv", "strace", "systemd-analyze", "xmllint")


@dataclass(frozen=True, slots=True)
class Machine:
    """A folder that is the whole path."""

    path: Path

    def has(self, name: str, script: str = "exit 0") -> None:
        (self.path / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.path / name).chmod(0o755)

    def set_up(self, *arguments: str) -> tuple[int, str, list[str]]:
        """The exit code, what was said, and what apt-get was asked to install."""
        java = {"JAVA_HOME": str(self.path), "ES_JAVA_HOME": str(self.path)}
        command = ["/bin/sh", str(ROOT / "scripts" / "set-up.sh"), *arguments]
        said = subprocess.run(
            command, env={"PATH": str(self.path), **java}, capture_output=True, text=True, check=False
        )
        asked = self.path / "asked"
        lines = asked.read_text().splitlines() if asked.exists() else []
        packages = [
            word for line in lines if " install " in line for word in line.split(" --no-install-recommends ")[1].split()
        ]
        return said.returncode, said.stdout + said.stderr, packages


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A bare Debian on which one is root, with a JDK where the tests look."""
    made = Machine(tmp_path)
    for name in BARE:
        (tmp_path / name).symlink_to(Path("/usr/bin") / name)
    made.has("apt-get", f'echo "apt-get $*" >>{tmp_path / "asked"}')
    made.has("apt-cache")
    made.has("id", "echo 0")
    (tmp_path / "bin").mkdir()
    Machine(tmp_path / "bin").has("javac")
    (tmp_path / "release").write_text('JAVA_VERSION="21.0.1"\n')
    return made


def test_a_bare_machine_gets_what_khizana_needs_and_is_told(machine: Machine) -> None:
    assert machine.set_up() == (0, "set-up: installing Debian's python3-venv\n", ["python3-venv"])


def test_the_tests_get_every_program_that_they_ask(machine: Machine) -> None:
    code, said, packages = machine.set_up("tests")

    assert code == 0
    assert set(packages) >= {"age", "libxml2-utils", "maven", "openssl", "strace", "systemd", "util-linux"}
    assert set(re.findall(r"[\w.-]+", said)) >= set(packages)


def test_where_everything_is_there_nothing_is_asked_of_anybody(machine: Machine) -> None:
    for name in ("python3", "java", *OF_TESTS):
        machine.has(name)
    (machine.path / "apt-get").unlink()

    assert machine.set_up("tests") == (0, "", [])


def test_who_is_not_root_needs_sudo_and_is_told_what_is_lacking(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    code, said, packages = machine.set_up()

    assert (code, packages) == (1, [])
    assert "neither root nor sudo" in said
    assert said.endswith(": python3-venv\n")


def test_sudo_is_called_by_who_is_not_root(machine: Machine) -> None:
    machine.has("id", "echo 1000")
    machine.has("sudo", f'echo "sudo $*" >>{machine.path / "asked"}; exec "$@"')

    assert machine.set_up()[2][-1:] == ["python3-venv"]
    assert (machine.path / "asked").read_text().startswith("sudo apt-get update")


def test_where_there_is_no_apt_the_packages_are_named(machine: Machine) -> None:
    (machine.path / "apt-get").unlink()
    code, said, _ = machine.set_up()

    assert code == 1
    assert "this is no Debian" in said
    assert "python3-venv" in said


def test_where_tests_write_everybody_may_look_in() -> None:
    made = subprocess.run(["sh", str(ROOT / "scripts" / "scratch.sh")], capture_output=True, text=True, check=True)
    scratch = Path(made.stdout.strip())

    assert stat.S_IMODE(scratch.stat().st_mode) == 0o755
    scratch.rmdir()
