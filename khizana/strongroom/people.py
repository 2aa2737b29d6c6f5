"""People who may approve what one alone may not: named in the ledger under a pseudonym, each with a key in their own keeping."""

from __future__ import annotations

import getpass
import re
import secrets
import sys
from pathlib import Path

from archive.ledger.checkpoint import Signer
from archive.ledger.entry import Entry, EntryType
from archive.ledger.people import KEY, Registration, may_be_named, origin_of, registrations, standing
from archive.ledger.person_key import read_person_key, write_person_key
from archive.model.json import Json
from khizana import settings, wiring
from khizana.errors import CannotWork, UsageError
from khizana.outcome import Outcome
from khizana.wiring import Archive

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def add(archive: Archive, name: str, key: Path, lock: bool) -> Outcome:
    """Make a key for a person and name the person in the ledger. A key that a killed run has made is taken up again."""
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} is no pseudonym: use a-z, 0-9, full stop, hyphen and underscore, as in KHIZANA_ACTOR"
        )
    with wiring.writing(archive, "person add"):
        known = named(archive)
        if not key.exists() and any(one.name == name and one.until is None for one in known):
            raise CannotWork(f"{name} is named already: withdraw {name} first, or choose another name")
        signer = _key(archive, name, key, lock)
        if not any(one.verifier == signer.verifier and one.until is None for one in known):
            may_be_named(name, signer.verifier, known)
            document = archive.store.put_document(f"{signer.verifier}\n".encode())
            actor = settings.person().actor
            archive.ledger.append([Entry(EntryType.PERSON_NAMED, wiring.now(), actor, name, digests={KEY: document})])
        _place(archive, name, f"{signer.verifier}\n")
    content: dict[str, Json] = {
        "command": "person add",
        "name": name,
        "key": str(key),
        "verifier": str(signer.verifier),
    }
    return Outcome(content)


def withdraw(archive: Archive, name: str) -> Outcome:
    """From now on this person approves nothing more; what was approved stays so."""
    with wiring.writing(archive, "person withdraw"):
        standing(name, named(archive))
        archive.ledger.append([Entry(EntryType.PERSON_WITHDRAWN, wiring.now(), settings.person().actor, name)])
        (archive.settings.people / f"{name}.pub").unlink(missing_ok=True)
    return Outcome({"command": "person withdraw", "name": name})


def show(archive: Archive) -> Outcome:
    """Everybody whom the ledger ever named."""
    people: list[Json] = [
        {"name": one.name, "verifier": str(one.verifier), "since": one.since, "until": one.until}
        for one in named(archive)
    ]
    return Outcome({"command": "person list", "people": people})


def named(archive: Archive) -> tuple[Registration, ...]:
    """The registrations in the ledger."""
    return registrations(archive.ledger.since(0), wiring.document_of(archive))


def signer_of(archive: Archive, name: str, key: Path) -> Signer:
    """The key of a person who is named; CannotWork when the file holds another one."""
    signer = read_person_key(key, passphrase)
    if signer.verifier != standing(name, named(archive)).verifier:
        raise CannotWork(f"{key} does not hold the key under which {name} is named: give the key file of {name}")
    return signer


def passphrase() -> str:
    """What unlocks a key file: KHIZANA_PASSPHRASE, else asked at the terminal."""
    given = settings.person().passphrase
    if given is not None:
        return given.get_secret_value()
    if not sys.stdin.isatty():
        raise CannotWork("the key file is locked: set KHIZANA_PASSPHRASE, or run the command at a terminal")
    return getpass.getpass("Passphrase: ")


def _key(archive: Archive, name: str, key: Path, lock: bool) -> Signer:
    origin = origin_of(archive.settings.origin, name)
    if key.exists():
        found = read_person_key(key, passphrase)
        if found.origin != origin:
            raise CannotWork(
                f"{key} holds the key {found.origin}: one key cannot speak for two people; name another file"
            )
        return found
    made = Signer(origin, secrets.token_bytes(32))
    write_person_key(key, made, passphrase() if lock else None)
    return made


def _place(archive: Archive, name: str, verifier: str) -> None:
    archive.settings.people.mkdir(exist_ok=True)
    (archive.settings.people / f"{name}.pub").write_text(verifier, encoding="ascii")
