"""Settings: the environment for the person at the keyboard, archive.toml for the archive. A value, built once, passed on."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from archive.archive_folder import LONGEST, NAME, SETTINGS_FILE, ArchiveFolder, ReplicaFolder, put, written_in
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError


class Person(BaseSettings):
    """What the environment says about whoever runs a command: KHIZANA_ARCHIVE, KHIZANA_ACTOR, KHIZANA_FONTS, KHIZANA_VERAPDF."""

    model_config = SettingsConfigDict(env_prefix="KHIZANA_", frozen=True, extra="ignore")

    archive: Path | None = None
    actor: str = Field(default_factory=lambda: f"user-{os.getuid()}", pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")
    fonts: Path | None = None
    verapdf: Path | None = None
    cache: Path | None = None
    passphrase: SecretStr | None = None


class ReplicaFile(BaseModel):
    """A `[[replica]]` of archive.toml: its short name, and the folder that it lies in, on another disk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=NAME, max_length=LONGEST)
    path: Path


class SearchFile(BaseModel):
    """`[search]` of archive.toml: which engine holds the index, and where an Elasticsearch is.

    The API key and the certificate of the authority that signed the server's lie in files of their own, because archive.toml
    is copied about; paths are beside archive.toml unless they are absolute.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    engine: Literal["embedded", "elasticsearch"] = "embedded"
    url: str | None = None
    api_key_file: Path | None = None
    ca_file: Path | None = None
    shards: int = Field(default=1, ge=1, le=100)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.engine == "embedded":
            if self.model_fields_set - {"engine"}:
                raise ValueError('url, api_key_file, ca_file and shards are for engine = "elasticsearch"')
            return self
        parts = urlsplit(self.url or "")
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("an elasticsearch needs url, such as https://search.example.org:9200")
        if parts.username or parts.password:
            raise ValueError("url must hold no password: put an API key in a file and name it in api_key_file")
        if self.ca_file is not None and parts.scheme == "http":
            raise ValueError("ca_file is for an url that begins with https")
        return self


EMBEDDED = SearchFile()


class ArchiveFile(BaseModel):
    """archive.toml: what an archive says about itself. `format` is the version of the folder's layout."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = 1
    name: str = Field(pattern=NAME, max_length=LONGEST)
    replica: tuple[ReplicaFile, ...] = ()
    retention: Path | None = None
    embargo: Path | None = None
    search: SearchFile = EMBEDDED


@dataclass(frozen=True, slots=True)
class ArchiveSettings(ArchiveFolder):
    """One archive with what is derived from its truth: which engine holds the index, and where the derived rooms lie."""

    search: SearchFile = EMBEDDED

    @property
    def catalogue(self) -> Path:
        return self.root / "catalogue"

    @property
    def index(self) -> Path:
        return self.root / "index"

    @property
    def reports(self) -> Path:
        return self.root / "reports"

    @property
    def audits(self) -> Path:
        """The journals of audits that are not finished."""
        return self.root / "audits"

    @property
    def lock(self) -> Path:
        return self.root / "lock"


def person() -> Person:
    """Read the environment; UsageError names the variable that is wrong."""
    try:
        return Person()
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(tell("KHIZANA_{upper}: {msg}", upper=str(first["loc"][0]).upper(), msg=first["msg"])) from None


def find(given: Path | None) -> Path:
    """The archive's folder: what was given, or KHIZANA_ARCHIVE."""
    root = given or person().archive
    if root is None:
        raise UsageError("no archive was named: give --archive DIR or set KHIZANA_ARCHIVE")
    return root


def read(root: Path) -> ArchiveSettings:
    """Read archive.toml of a folder; NoArchive when there is none, ArchiveUnusable, CannotWork when it is not understood."""
    path = root / SETTINGS_FILE
    written = written_in(root)
    try:
        file = ArchiveFile.model_validate(written)
    except ValidationError as error:
        # Without what was written there: it may be a password in the wrong place.
        wrong = (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors(include_input=False))
        raise CannotWork(tell("{path} is not understood: {wrong}", path=path, wrong="; ".join(wrong))) from None
    return ArchiveSettings(
        root.resolve(),
        file.name,
        tuple(ReplicaFolder(one.name, one.path) for one in file.replica),
        file.retention,
        file.embargo,
        file.search,
    )


def add_replica(archive: ArchiveSettings, name: str, path: Path) -> None:
    """Write one more replica at the end of archive.toml, in one move; what stands there stays as it was written."""
    before = (archive.root / SETTINGS_FILE).read_text("utf-8").rstrip("\n")
    # A JSON string of printable characters is a TOML basic string.
    put(archive.root, f'{before}\n\n[[replica]]\nname = "{name}"\npath = {json.dumps(str(path), ensure_ascii=False)}\n')
