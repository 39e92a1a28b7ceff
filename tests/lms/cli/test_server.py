"""The processes of the server: each on a core of its own, with everything at hand before the first request."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lms.cli.server import keep_to_one_core
from lms.config import ROOT
from tests.servers import live, tables

CORES = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else [0]


@pytest.fixture
def all_cores() -> object:
    """This process may go anywhere again afterwards."""
    yield
    os.sched_setaffinity(0, CORES)


@pytest.mark.usefixtures("all_cores")
def test_processes_one_after_another_take_one_core_after_another() -> None:
    taken = []
    for number in range(1, len(CORES) + 1):
        os.sched_setaffinity(0, CORES)
        keep_to_one_core(number)
        taken.append(os.sched_getaffinity(0))
    assert sorted(core for each in taken for core in each) == CORES


def test_where_the_system_knows_no_cores_the_server_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_setaffinity")
    before = os.sched_getaffinity(0)
    keep_to_one_core(1)
    assert os.sched_getaffinity(0) == before


def test_each_process_that_answers_keeps_to_one_core(empty_database_url: str, tmp_path: Path) -> None:
    tables.make(empty_database_url, tmp_path / "data")
    sen = live.Sen(empty_database_url, tmp_path / "data", workers=2)
    sen.start()
    try:
        kept = [os.sched_getaffinity(pid) for pid in sen.worker_pids()]
        assert [len(cores) for cores in kept] == [1, 1]
        assert len(set.union(*kept)) == min(2, len(CORES))
    finally:
        sen.stop()


def test_a_process_has_all_templates_at_hand_and_the_collector_leaves_them_alone(tmp_path: Path) -> None:
    """What `lms.wsgi` does when it is loaded shows only in a process of its own."""
    code = (
        "import gc; from lms.wsgi import app; env = app.jinja_env;"
        "print(len(env.list_templates()), len(env.cache), gc.get_freeze_count() > 10_000, gc.get_threshold()[0])"
    )
    environ = {
        **os.environ,
        **live.SETTINGS,
        "SEN_DATABASE_URL": f"sqlite:///{tmp_path / 'x.sqlite'}",
        "SEN_DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    there, loaded, frozen, threshold = done.stdout.split()
    assert there == loaded
    assert frozen == "True"
    assert int(threshold) == 10_000
