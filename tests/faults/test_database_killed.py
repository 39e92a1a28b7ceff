"""PostgreSQL is killed and started again in the middle of an exam; Sen goes on by itself, and nothing is lost."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import exam
from tests.faults.exam import Exam
from tests.faults.watcher import STYLES, Watcher
from tests.scale import scale, scaled
from tests.servers import live
from tests.servers.live import Sen
from tests.servers.postgres import Postgres

LEARNERS = scaled(30, least=10)
KILLS = scaled(4, least=1)
DOWN_FOR = 2.0
RECOVERS_WITHIN_SECONDS = 10.0


@pytest.mark.timeout(1200)
def test_no_answer_is_lost_while_the_database_is_killed_and_comes_back(
    breakable_postgres: Postgres,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    url = breakable_postgres.create_database("killed")
    sitting = furnish(url, LEARNERS)
    with live.running(url, tmp_path, workers=2) as sen:
        workers, recoveries = sen.worker_pids(), list[float]()
        watcher = Watcher(sen.url, sitting.scene.learners[0])
        with watcher.watching(page="/", static=STYLES):
            sitting.sit(sen.url, lambda: _kill_and_start_again(breakable_postgres, sen, recoveries))
        assert sen.worker_pids() == workers, "Sen itself was not to be started again"
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(kills=KILLS, recovered_after=_said(recoveries), turned_away=answers))
    assert set(answers) == {"503"}
    assert all(answer.retry_after for answer in sitting.turned_away)
    assert set(watcher.seen) == {"page 200", "page 503", "static 200"}
    assert scale() < 1 or max(recoveries) < RECOVERS_WITHIN_SECONDS


def _kill_and_start_again(postgres: Postgres, sen: Sen, recoveries: list[float]) -> None:
    for _kill in range(KILLS):
        time.sleep(2)
        postgres.kill()
        time.sleep(DOWN_FOR)
        assert not sen.is_well()
        postgres.start_again()
        since = time.monotonic()
        while not sen.is_well():
            time.sleep(0.1)
        recoveries.append(time.monotonic() - since)


def _said(recoveries: list[float]) -> str:
    return " ".join(f"{one:.1f} s" for one in recoveries)
