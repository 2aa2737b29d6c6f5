"""Measures a zip or tar that stands alone, without writing anything: names, then every byte under limits and its checksum."""

from __future__ import annotations

import os
from itertools import islice

from archive.delivery.facts.batch import Damage, Problem
from archive.delivery.facts.limits import DEFAULT, Budget, Limits
from archive.delivery.facts.measured import Measured, Opened
from archive.delivery.packed_archives.archives import ArchiveRefused, contents, members
from archive.delivery.packed_archives.members import problems

_ENOUGH = 100


def measure_archive(opened: Opened, limits: Limits = DEFAULT) -> Measured:
    """Damage for an archive that cannot be unpacked whole; a problem for each name under which nothing may be unpacked."""
    budget = Budget(limits, opened.size)
    try:
        with os.fdopen(os.dup(opened.descriptor), "rb") as stream:
            found = tuple(islice(problems(members(stream, opened.mime, budget)), _ENOUGH))
            if found:
                places = tuple(Problem(one.code, f"{opened.path}#{one.place}", one.detail) for one in found)
                return Measured(problems=places)
            for _, pieces in contents(stream, opened.mime, budget):
                for _ in pieces:
                    pass
    except ArchiveRefused as error:
        return Measured(damage=Damage(error.code, str(error)))
    return Measured()
