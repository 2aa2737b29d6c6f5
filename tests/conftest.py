"""What every test may count on, and what continuous integration may not let pass."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.support import elasticsearch

settings.register_profile("quick", max_examples=40, deadline=None)
settings.register_profile("fuzz", max_examples=5_000, deadline=None)
settings.register_profile("mutants", max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
settings.load_profile("quick")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of whoever runs the tests reaches them."""
    for name in ("KHIZANA_ARCHIVE", "KHIZANA_LANG", "KHIZANA_ACTOR", "KHIZANA_FONTS", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests that ask a server are made by one worker, so that it is started once."""
    for item in items:
        if {"elasticsearch_url", "elastic_prefix"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("elasticsearch"))


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A real Elasticsearch: the one that ELASTICSEARCH_URL names, else one started for these tests."""
    given = os.environ.get("ELASTICSEARCH_URL")
    if given:
        yield given.rstrip("/")
        return
    with elasticsearch.cluster() as (node,):
        yield node.url


@pytest.fixture
def elastic_prefix(elasticsearch_url: str) -> Iterator[str]:
    """What the names of a test's indices begin with; afterwards there are none."""
    prefix = f"khizana-test-{secrets.token_hex(4)}"
    yield prefix
    elasticsearch.remove(elasticsearch_url, prefix)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """With CI=true a skipped test is a failure; but for tests of data that is not part of the project, where it is not there."""
    report = yield
    excused = item.get_closest_marker("outside_data") is not None and not SHARED.is_dir()
    if report.skipped and os.environ.get("CI") == "true" and not excused and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {reason}"
    return report
