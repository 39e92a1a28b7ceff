"""PostgreSQL stands still: open connections, no answer. Health says so, saves are turned away, and all is made good."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults import exam
from tests.faults.exam import Exam
from tests.faults.watcher import STYLES, Watcher
from tests.scale import scaled
from tests.servers import live
from tests.servers.postgres import Postgres

LEARNERS = scaled(60, least=12)
SECONDS = scaled(60, least=14)


@pytest.mark.timeout(1200)
def test_a_database_that_stands_still_costs_no_answer_and_does_not_silence_the_server(
    breakable_postgres: Postgres,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    url = breakable_postgres.create_database("still")
    sitting = furnish(url, LEARNERS)

    def stand_still() -> None:
        time.sleep(1)
        with breakable_postgres.standing_still(), watcher.watching(health="/health", static=STYLES):
            time.sleep(SECONDS)

    with live.running(url, tmp_path, workers=2) as sen:
        watcher = Watcher(sen.url, sitting.scene.learners[0])
        sitting.sit(sen.url, stand_still)
        assert sen.is_well()
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(seconds_still=SECONDS, turned_away=answers, watched=dict(watcher.seen)))
    assert set(answers) == {"503"}
    assert all(answer.retry_after for answer in sitting.turned_away)
    assert set(watcher.seen) == {"health 503", "static 200"}
