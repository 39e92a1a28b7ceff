"""What every test stands on: real databases of both kinds, no silent skips, sizes by one setting."""

import gc
import sys
from collections.abc import Generator
from typing import TypeVar

import hypothesis
import pytest

from tests import one_database, ordering, skips
from tests.scale import scale, scaled
from tests.servers import runs
from tests.servers.databases import BACKENDS, Databases

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

hypothesis.settings.register_profile(
    "sen", deadline=None, print_blob=True, max_examples=scaled(5000), derandomize=scale() < 1
)
hypothesis.settings.load_profile("sen")


@pytest.fixture(scope="session")
def databases() -> Databases:
    """New databases of either kind."""
    return Databases(runs.current())


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Runs the test twice: on SQLite and on PostgreSQL."""
    return str(request.param)


@pytest.fixture
def empty_database_url(databases: Databases, backend: str) -> str:
    """A database without tables, for migrations and for servers that run outside the test."""
    return databases.new(backend)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if waiting := one_database.left_out(items):
        config.hook.pytest_deselected(items=waiting)
        items[:] = [item for item in items if item not in set(waiting)]
    items[:] = ordering.spread(items)


gc.disable()  # until all tests are loaded


def pytest_collection_finish() -> None:
    """What was loaded stays: the collector need not look at thousands of tests and models again and again."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(10_000, 20, 20)


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        runs.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        runs.end()


def pytest_sessionfinish() -> None:
    if browser := sys.modules.get("tests.browser"):
        browser.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _no_silent_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _no_silent_skip((yield))


def _no_silent_skip(report: Report) -> Report:
    if report.skipped and not skips.is_allowed(report.nodeid):
        report.outcome = "failed"
        report.longrepr = skips.complaint(report.longrepr)
    return report
