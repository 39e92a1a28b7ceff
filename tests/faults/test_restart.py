"""Sen is stopped politely and started anew in the middle of an exam, as for a new version: nobody loses anything."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import ledger
from tests.faults.exam import Exam
from tests.scale import scaled
from tests.servers import live
from tests.servers.live import Sen

LEARNERS = scaled(60, least=12)
RESTARTS = scaled(6, least=1)


@pytest.mark.timeout(1200)
def test_a_restart_in_the_middle_of_an_exam_costs_no_answer(
    empty_database_url: str,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    sitting = furnish(empty_database_url, LEARNERS)
    with live.running(empty_database_url, tmp_path, workers=2, options=("--with-worker",)) as sen:
        sitting.sit(sen.url, lambda: _restart(sen))
    report(sitting.nothing_was_lost(restarts=RESTARTS))
    assert {answer.status for answer in sitting.turned_away} <= {503}, "busy, perhaps; nothing else"
    assert ledger.integrity() == []


def _restart(sen: Sen) -> None:
    for _restart in range(RESTARTS):
        time.sleep(2)
        sen.stop()
        sen.start()
    time.sleep(1)
