"""Whoever uses a package as a library catches everything that it raises of its own by one name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import archive
import indexer
from archive.errors import ArchiveError
from indexer.errors import IndexerError

ROOTS = {archive: ArchiveError, indexer: IndexerError}


@pytest.mark.parametrize("package", ROOTS, ids=lambda package: package.__name__)
def test_every_exception_of_a_package_has_the_root_of_the_package(package: ModuleType) -> None:
    found = set(_exceptions(package))
    strangers = sorted(f"{one.__module__}.{one.__name__}" for one in found if not issubclass(one, ROOTS[package]))

    assert len(found) > 10
    assert strangers == []


def _exceptions(package: ModuleType) -> Iterator[type[BaseException]]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and issubclass(one, BaseException) and one.__module__ == module.name:
                yield one
