"""People who may approve what one alone may not: named in the ledger under a pseudonym, each with a key in their own keeping."""

from __future__ import annotations

import getpass
import secrets
import sys
from pathlib import Path

from archive.holdings import lifecycle
from archive.ledger.keys.checkpoint import Signer
from archive.ledger.keys.person_key import read_person_key, write_person_key
from archive.life.people import Registration, origin_of, standing
from archive.model.message import tell
from khizana import settings
from khizana.errors import CannotWork
from khizana.outcome import Outcome
from khizana.service.dual_control.answers import PeopleListed, Person
from khizana.wiring.session import Session


def show(session: Session) -> Outcome[PeopleListed]:
    """Everybody whom the ledger ever named."""
    people = (Person(one.name, str(one.verifier), one.since, one.until) for one in named(session))
    return Outcome(PeopleListed(people=tuple(people)))


def named(session: Session) -> tuple[Registration, ...]:
    """The registrations in the ledger."""
    return lifecycle.registrations(session.holdings)


def signer_of(session: Session, name: str, key: Path) -> Signer:
    """The key of a person who is named; CannotWork when the file holds another one."""
    signer = read_person_key(key, passphrase)
    if signer.verifier != standing(name, named(session)).verifier:
        raise CannotWork(
            tell(
                "{key} does not hold the key under which {name} is named: give the key file of {name}",
                key=key,
                name=name,
            )
        )
    return signer


def passphrase() -> str:
    """What unlocks a key file: KHIZANA_PASSPHRASE, else asked at the terminal."""
    given = settings.person().passphrase
    if given is not None:
        return given.get_secret_value()
    if not sys.stdin.isatty():
        raise CannotWork("the key file is locked: set KHIZANA_PASSPHRASE, or run the command at a terminal")
    return getpass.getpass("Passphrase: ")


def key_of(session: Session, name: str, key: Path, lock: bool) -> Signer:
    """The key in a file, or a new one; CannotWork when it is somebody else's."""
    origin = origin_of(session.settings.origin, name)
    if key.exists():
        found = read_person_key(key, passphrase)
        if found.origin != origin:
            raise CannotWork(
                tell(
                    "{key} holds the key {origin}: one key cannot speak for two people; name another file",
                    key=key,
                    origin=found.origin,
                )
            )
        return found
    made = Signer(origin, secrets.token_bytes(32))
    write_person_key(key, made, passphrase() if lock else None)
    return made


def place(session: Session, name: str, verifier: str) -> None:
    """Put a person's verifier key where others look for it."""
    session.settings.people.mkdir(exist_ok=True)
    (session.settings.people / f"{name}.pub").write_text(verifier, encoding="ascii")


def unplace(session: Session, name: str) -> None:
    """Take it away again."""
    (session.settings.people / f"{name}.pub").unlink(missing_ok=True)
