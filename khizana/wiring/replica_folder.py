"""The folder of a replica: whose it is, and how far it has come.

replica.json   the archive and the name it was set up for; where it is not, the disk is away
synced.json    the ledger position up to which everything that entries name was copied
ledger.pub     the verifier key of the ledger, so that the replica can be read by itself
store/ ledger/ as in an archive
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from archive.ledger.log.atomic_replace import replace
from archive.model.json import Json, read_json, write_pretty
from archive.model.message import tell
from khizana.errors import CannotWork, UsageError
from khizana.wiring.session import Replica

_SCHEMA = "replica/1"
_SYNCED = "synced.json"


def apart(root: Path, others: Iterable[Path]) -> None:
    """UsageError when a folder lies in another one, or around it, under whatever name."""
    for other in others:
        if _inside(root, other) or _inside(other, root):
            raise UsageError(
                tell(
                    "{root} overlaps {other}: one accident would take both; name a folder outside it, on another disk",
                    root=root,
                    other=other,
                )
            )


def _inside(one: Path, other: Path) -> bool:
    """Whether one is the other or lies in it, also where a disk is mounted a second time."""
    resolved = other.resolve()
    standing = [above for above in (one.resolve(), *one.resolve().parents) if above.exists()]
    return one.resolve().is_relative_to(resolved) or (
        resolved.exists() and any(above.samefile(resolved) for above in standing)
    )


def claim(replica: Replica, origin: str, verifier: Path) -> None:
    """Say whose replica this is. UsageError when it is another archive's."""
    if replica.marker.exists():
        present(replica, origin)
    replace(replica.root / "ledger.pub", verifier.read_bytes())
    replace(replica.marker, write_pretty({"schema": _SCHEMA, "archive": origin, "name": replica.name}))


def present(replica: Replica, origin: str) -> None:
    """CannotWork when the replica is away, or is another one."""
    found = _read(replica.marker)
    if found is None:
        raise CannotWork(
            tell("replica {name} is not at {root}: is its disk mounted?", name=replica.name, root=replica.root)
        )
    if (found.get("schema"), found.get("archive"), found.get("name")) != (_SCHEMA, origin, replica.name):
        raise CannotWork(
            tell(
                "{root} holds another replica than {name} of {origin}: mount the right disk",
                root=replica.root,
                name=replica.name,
                origin=origin,
            )
        )


def position(replica: Replica) -> int:
    """How far it has come; 0 before the first sync."""
    found = _read(replica.root / _SYNCED)
    reached = 0 if found is None else found.get("position")
    if type(reached) is not int or reached < 0:
        raise CannotWork(
            tell(
                "{what} is not understood: remove it, and the next sync looks at everything",
                what=replica.root / _SYNCED,
            )
        )
    return reached


def set_position(replica: Replica, reached: int) -> None:
    """Note how far it has come, durably."""
    replace(replica.root / _SYNCED, write_pretty({"position": reached}))


def _read(path: Path) -> Mapping[str, Json] | None:
    try:
        found = read_json(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise CannotWork(tell("{path} cannot be read: {strerror}", path=path, strerror=error.strerror)) from None
    except ValueError as error:
        raise CannotWork(tell("{path} is not understood: {error}", path=path, error=error)) from None
    return found if isinstance(found, Mapping) else {}
