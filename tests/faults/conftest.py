"""Halls for faults: a running exam, a PostgreSQL that may be killed, and a line in the report for each exam."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms import database
from tests.faults import exam
from tests.faults.exam import Exam
from tests.servers import runs
from tests.servers.postgres import Postgres

REPORTED = "exam"


@pytest.fixture
def furnish(tmp_path: Path) -> Iterator[Callable[[str, int], Exam]]:
    """`furnish(database_url, learners)`: a hall in which a quiz is under way."""
    yield lambda url, learners: exam.furnish(url, tmp_path, learners)
    database.session.remove()
    database.engine().dispose()


@pytest.fixture(scope="session")
def breakable_postgres() -> Iterator[Postgres]:
    """A durable PostgreSQL of this worker's own. Who kills it or makes it stand still puts it right again."""
    server = runs.own_postgres(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def report(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """`report(line)`: shown at the end of the run beside the name of the test."""
    return lambda line: record_property(REPORTED, line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    passed = terminalreporter.getreports("passed")
    lines = [(one.nodeid, value) for one in passed for name, value in one.user_properties if name == REPORTED]
    if lines:
        terminalreporter.section("What the scripted learners saw")
    for nodeid, line in sorted(set(lines)):
        terminalreporter.write_line(f"{nodeid.rpartition('::')[2]}: {line}")
