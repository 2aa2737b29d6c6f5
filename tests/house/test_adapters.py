"""The contract that keeps adapters apart lists every adapter: whatever keeps a port and touches the world."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import archive
import indexer
from archive.delivery.measuring.measured_cache import Memory
from archive.delivery.pdf_files.pdfa import PdfaJudge
from archive.delivery.port import Source
from archive.ledger.port import Claims, Ledger
from archive.store.port import Store
from indexer.catalogue.port import Catalogue
from indexer.engine.port import Engine

PORTS = (Store, Ledger, Claims, Source, PdfaJudge, Memory, Catalogue, Engine)
PURE = {"Alone", "Forgetful", "NoJudge", "FilesInStore"}
"""Nobody beside, nothing remembered, no judge, a package seen through the port of its store: they touch no world themselves."""
WIRING = "archive.api"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("port", PORTS, ids=lambda port: port.__name__)
def test_every_adapter_of_a_port_is_in_the_contract(port: type) -> None:
    found = {f"{one.__module__}.{one.__name__}" for one in _keeping(port)}
    unlisted = {name for name in found if not name.startswith((*_protected(), WIRING))}

    assert found
    assert unlisted == set()


def _keeping(port: type) -> Iterator[type]:
    verbs = {name for base in inspect.getmro(port) for name, verb in vars(base).items() if _is_verb(name, verb)}
    for package in (archive, indexer):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for one in vars(importlib.import_module(module.name)).values():
                ours = isinstance(one, type) and one.__module__ == module.name and one.__name__ not in PURE
                if (
                    ours
                    and not getattr(one, "_is_protocol", False)
                    and all(inspect.isfunction(getattr(one, verb, None)) for verb in verbs)
                ):
                    yield one


def _is_verb(name: str, verb: object) -> bool:
    return inspect.isfunction(verb) and not name.startswith("_")


def _protected() -> tuple[str, ...]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    return tuple(next(one["protected_modules"] for one in contracts if one["type"] == "protected"))
