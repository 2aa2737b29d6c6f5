"""Which failures are for the person at the keyboard, and with which exit code. What is not here is a defect of ours."""

from __future__ import annotations

from archive.api.policy_files import PolicyUnlike, PolicyUnreadable
from archive.archive_folder import ArchiveUnusable, CannotCreate, NoArchive
from archive.check.engine.rule import ProfileUnusable
from archive.child_processes.shortage import MachineShort
from archive.delivery.port import NotDelivered
from archive.ingest import RegisterTaken
from archive.ledger.evidence.rotation import NotHandedOver
from archive.ledger.evidence.witness_desk import DeskUnusable
from archive.ledger.keys.keys import KeyUnusable
from archive.ledger.lock import Locked
from archive.ledger.port import LedgerDamaged
from archive.life.approval import NotApproved
from archive.life.people import PersonRefused
from archive.life.refusal import NotAllowed
from archive.life.request import InvalidRequest
from archive.model.identifiers import InvalidIdentifier
from archive.model.message import sentence, tell
from archive.package.input.file_layout import MaterialIncomplete
from archive.package.package_reader import PackageDamaged
from archive.store.deposit import SourceChanged
from archive.store.port import AlreadyStored, NotStored, StoreUnreadable
from indexer.catalogue.port import CatalogueUnavailable
from indexer.documents.package_content import StoreAway
from indexer.engine.port import EngineUnavailable
from indexer.question.query import InvalidQuery
from khizana.errors import Exit, KhizanaError

_CODES: tuple[tuple[type[BaseException], Exit], ...] = (
    (Locked, Exit.LOCKED),
    (NoArchive, Exit.NO_ARCHIVE),
    (ArchiveUnusable, Exit.COULD_NOT_WORK),
    (CannotCreate, Exit.USAGE),
    (PolicyUnreadable, Exit.COULD_NOT_WORK),
    (PolicyUnlike, Exit.USAGE),
    (KeyUnusable, Exit.COULD_NOT_WORK),
    (DeskUnusable, Exit.COULD_NOT_WORK),
    (NotHandedOver, Exit.COULD_NOT_WORK),
    (NotApproved, Exit.COULD_NOT_WORK),
    (PersonRefused, Exit.COULD_NOT_WORK),
    (NotAllowed, Exit.COULD_NOT_WORK),
    (InvalidRequest, Exit.USAGE),
    (ProfileUnusable, Exit.COULD_NOT_WORK),
    (InvalidIdentifier, Exit.USAGE),
    (InvalidQuery, Exit.USAGE),
    (PackageDamaged, Exit.COULD_NOT_WORK),
    (MaterialIncomplete, Exit.COULD_NOT_WORK),
    (MachineShort, Exit.COULD_NOT_WORK),
    (NotDelivered, Exit.COULD_NOT_WORK),
    (StoreAway, Exit.COULD_NOT_WORK),
    (SourceChanged, Exit.COULD_NOT_WORK),
    (LedgerDamaged, Exit.COULD_NOT_WORK),
    (RegisterTaken, Exit.COULD_NOT_WORK),
    (AlreadyStored, Exit.COULD_NOT_WORK),
    (NotStored, Exit.COULD_NOT_WORK),
    (StoreUnreadable, Exit.COULD_NOT_WORK),
    (CatalogueUnavailable, Exit.COULD_NOT_WORK),
    (EngineUnavailable, Exit.COULD_NOT_WORK),
)


def failure(error: BaseException) -> tuple[str, Exit] | None:
    """The message and exit code of a failure; None for a defect, which must show its traceback."""
    if isinstance(error, KhizanaError):
        return sentence(error), error.exit
    for kind, code in _CODES:
        if isinstance(error, kind):
            return sentence(error), code
    if isinstance(error, OSError):
        return _of_the_system(error), Exit.COULD_NOT_WORK
    if isinstance(error, MemoryError) or "can't start new thread" in str(error):
        return str(MachineShort("memory" if isinstance(error, MemoryError) else "threads")), Exit.COULD_NOT_WORK
    return None


def _of_the_system(error: OSError) -> str:
    strerror = error.strerror or str(error)
    return tell("{path}: {strerror}", path=error.filename, strerror=strerror) if error.filename else strerror
