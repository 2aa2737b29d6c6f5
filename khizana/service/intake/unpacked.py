"""A delivery that comes as one zip or tar is unpacked first, and then taken in like any other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive.api.sources import delivery_source
from archive.delivery.bags.contents import Holds, contents_of
from archive.delivery.facts.limits import DEFAULT, Budget
from archive.delivery.facts.mime import HEAD, kind_of
from archive.delivery.packed_archives.archives import ARCHIVES
from archive.delivery.packed_archives.unpack import unpack
from archive.delivery.port import DeliveredFile
from archive.model.message import tell
from khizana.errors import CannotWork
from khizana.temporary import gone_afterwards


@contextmanager
def delivery_in(path: Path) -> Iterator[Path]:
    """The folder of a delivery: the path itself, or what a zip or tar holds, for as long as it is needed. CannotWork."""
    if not path.is_file():
        yield path
        return
    with gone_afterwards() as folder, path.open("rb") as stream:
        mime = kind_of(stream.read(HEAD), path.name)
        if mime not in ARCHIVES:
            raise CannotWork(
                tell("{path} is neither a folder nor a zip or tar: give the delivery's own folder", path=path)
            )
        unpacked = unpack(stream, mime, path.name, folder, Budget(DEFAULT, path.stat().st_size))
        if unpacked.problems:
            first = unpacked.problems[0]
            said = f"{first.code} {first.place}: {first.detail}"
            raise CannotWork(tell("{path} is not unpacked, {said}. Run khizana check on it.", path=path, said=said))
        contents = contents_of(
            [one.path for one in delivery_source(folder).listing() if isinstance(one, DeliveredFile)]
        )
        if contents.holds is not Holds.DELIVERY:
            raise CannotWork(
                tell(
                    "{path} holds no delivery: there is no manifest.json at its root. Run khizana check on it.",
                    path=path,
                )
            )
        yield folder / contents.folder
