"""Learners answer while processes are killed, one, all, the server, and while it is started anew as for a new version:
what was acknowledged is there, and there once.
"""

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import exam, ledger
from tests.faults.exam import Exam
from tests.scale import scale, scaled
from tests.servers import live
from tests.servers.live import Sen

LEARNERS = scaled(30, least=16)
WORKERS = scaled(3, least=2)
SECONDS, AT_LEAST = 120, 5
BETWEEN = max(1.0, 2 * scale())
# A worker that ends soon after it was started by itself is not started again: the server ends, and whoever manages
# services starts it anew. So all are killed first, while each is the first in its place.
ENDINGS = ("all workers", "the server", *["a worker"] * scaled(3), "a new version")


@pytest.mark.timeout(1200)
def test_no_acknowledged_answer_is_lost_or_doubled_while_processes_are_killed_and_started_anew(
    empty_database_url: str,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    sitting = furnish(empty_database_url, LEARNERS)
    options = ("--with-worker",) * scaled(1, least=0)  # one more process that ends with the others
    with live.running(empty_database_url, tmp_path, workers=WORKERS, options=options) as sen:
        ended: list[str] = []
        sitting.sit(sen.url, lambda: _end_now_and_then(sen, ended))
        assert len(sen.worker_pids()) == WORKERS, "a worker that was killed never came back"
    assert set(ended) == set(ENDINGS)
    report(sitting.nothing_was_lost(**{f"ended {what}": ended.count(what) for what in sorted(set(ended))}))
    assert {answer.status for answer in sitting.turned_away} <= {503}, "busy, perhaps; nothing else"
    assert ledger.integrity() == []


def _end_now_and_then(sen: Sen, ended: list[str]) -> None:
    """`kill -9` and a polite end, each at least once; what ends is started again as systemd would."""
    goes_on = exam.last(SECONDS, AT_LEAST)
    ways = {"a worker": sen.kill_worker, "all workers": sen.kill_workers, "the server": sen.kill}
    for what in itertools.cycle(ENDINGS):
        if not goes_on() and set(ended) == set(ENDINGS):
            return
        time.sleep(BETWEEN)
        ways.get(what, sen.stop)()
        ended.append(what)
        if what == "all workers":
            time.sleep(BETWEEN)
        if sen.is_down():
            sen.start()
