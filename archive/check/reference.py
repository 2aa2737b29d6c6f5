"""What a delivery is compared with: the published schemas, the countries' own facts, and what the archive already holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from archive.check.engine.rule import CONTRACTOR, Profile
from archive.check.previous_deliveries import Sent, Shown
from archive.check.profile.delivery_profile import FileProfile
from archive.check.profile.knowledge import IGNORANT, Knowledge
from archive.model.digest import Digest
from archive.model.identifiers import RegisterId
from archive.model.json import Json
from archive.model.records.act import ActObject
from archive.model.records.register_state import RegisterState
from archive.model.records.version import Link


class HoldingsView(Protocol):
    """What was accepted before."""

    @property
    def at_hand(self) -> bool:
        """Whether an archive could be asked at all; without one, chains are not known."""

    def register_held(self, register: RegisterId) -> bool:
        """Whether this register, in this copy, is held already."""

    def disposed(self, register: RegisterId) -> bool:
        """Whether all of a register was disposed of."""

    def chain(self, register: RegisterId) -> Sequence[Link]:
        """The packages of a register, the oldest first; empty when it is not held."""

    def standing(self, register: RegisterId) -> RegisterState:
        """A register that is held, as its chain leaves it."""

    def numbers_held(self, register: RegisterId) -> dict[tuple[int, str], str]:
        """The act numbers, each with its suffix, that other parts of the same series hold already in the same copy; by which."""

    def other_copies(self, register: RegisterId) -> Iterable[tuple[RegisterId, ActObject]]:
        """The acts of the same series that are held in other paper copies, as they stand, each with its register."""

    def images_shown(self, digest: Digest, blank: bool) -> Iterable[Shown]:
        """Where an image is held already, other than by this delivery; one that is blank where it is not said to be."""

    def images_unread(self) -> Sequence[str]:
        """The packages whose images could not be looked at."""

    def rejected(self, manifest: Digest) -> bool:
        """Whether a delivery with this manifest, whose files were as it lists them, was refused before."""

    def sent(self, identifier: str) -> Sequence[Sent]:
        """The deliveries that came under an identifier, each manifest once, in the order of arrival."""

    def manifest_of(self, sent: Sent) -> bytes:
        """The manifest of an earlier delivery that had one, as it came."""


class Nothing:
    """The holdings of an archive that has accepted nothing yet."""

    @property
    def at_hand(self) -> bool:
        return True

    def register_held(self, register: RegisterId) -> bool:
        return False

    def disposed(self, register: RegisterId) -> bool:
        return False

    def chain(self, register: RegisterId) -> Sequence[Link]:
        return ()

    def standing(self, register: RegisterId) -> RegisterState:
        raise LookupError(f"{register} is not held, so it has no state: ask for its chain first")

    def numbers_held(self, register: RegisterId) -> dict[tuple[int, str], str]:
        return {}

    def other_copies(self, register: RegisterId) -> Iterable[tuple[RegisterId, ActObject]]:
        return ()

    def images_shown(self, digest: Digest, blank: bool) -> Iterable[Shown]:
        return ()

    def images_unread(self) -> Sequence[str]:
        return ()

    def rejected(self, manifest: Digest) -> bool:
        return False

    def sent(self, identifier: str) -> Sequence[Sent]:
        return ()

    def manifest_of(self, sent: Sent) -> bytes:
        raise LookupError(f"no manifest {sent.manifest} came: ask what was sent first")


class NotAtHand(Nothing):
    """No archive to ask, as at a contractor's: what is held is unknown, which is never the same as nothing."""

    @property
    def at_hand(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Reference:
    """Schemas by `$id`, countries by code (schemas/countries/*.json), the holdings, and what is known of names and divisions.

    `knowledge` is by country; a country that is not in it is not known. `profile` is the tender's: what is asked of registers
    and acts, and how much it weighs; `files` is what it asks of page images and PDFs.
    """

    schemas: Mapping[str, Json]
    countries: Mapping[str, Json]
    existing: HoldingsView
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    profile: Profile = CONTRACTOR
    files: FileProfile = field(default_factory=FileProfile)

    def known_of(self, country: str) -> Knowledge:
        """What was handed in about a country."""
        return self.knowledge.get(country, IGNORANT)
