"""Learners answer while processes are killed, one, all, the server: what was acknowledged is there, and there once."""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import exam, ledger
from tests.faults.exam import Exam
from tests.scale import scaled
from tests.servers import live
from tests.servers.live import Sen

LEARNERS = scaled(30, least=16)
SECONDS, AT_LEAST = 60, 5
BETWEEN_KILLS = 2.0
# What the server does by itself with a worker that ended, it does not do twice within this time: then it ends, and
# whoever manages services starts it anew.
GIVES_UP_WITHIN = 6.0


@pytest.mark.timeout(1200)
def test_no_acknowledged_answer_is_lost_or_doubled_while_processes_are_killed(
    empty_database_url: str,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    sitting = furnish(empty_database_url, LEARNERS)
    with live.running(empty_database_url, tmp_path, workers=3) as sen:
        killed: list[str] = []
        sitting.sit(sen.url, lambda: _kill_now_and_then(sen, killed))
        assert len(sen.worker_pids()) == 3, "a worker that was killed never came back"
    assert {"a worker", "all workers", "the server"} <= set(killed)
    report(sitting.nothing_was_lost(**{f"killed {what}": killed.count(what) for what in sorted(set(killed))}))
    assert ledger.integrity() == []


def _kill_now_and_then(sen: Sen, killed: list[str]) -> None:
    """`kill -9`, a little of everything, each at least once; what ends is started again as systemd would."""
    goes_on = exam.last(SECONDS, AT_LEAST)
    for what in itertools.cycle(("a worker", "a worker", "a worker", "all workers", "the server")):
        if not goes_on() and "the server" in killed:
            return
        time.sleep(BETWEEN_KILLS)
        {"a worker": sen.kill_worker, "all workers": sen.kill_workers, "the server": sen.kill}[what]()
        killed.append(what)
        if what == "all workers":
            time.sleep(BETWEEN_KILLS)
        if sen.is_down():
            sen.start()
