"""PostgreSQL is killed and started again in the middle of an exam; Sen goes on by itself, and nothing is lost."""

import time
from collections.abc import Callable

import pytest

from tests.faults import exam
from tests.faults.postgres.place import Place
from tests.faults.watcher import STYLES
from tests.scale import scale, scaled

KILLS = scaled(4, least=1)
DOWN_FOR = 2.0
RECOVERS_WITHIN_SECONDS = 10.0


@pytest.mark.timeout(1200)
def test_no_answer_is_lost_while_the_database_is_killed_and_comes_back(
    place: Place, report: Callable[[str], None]
) -> None:
    sitting, recoveries = place.killed, list[float]()
    workers, watcher = place.sen.worker_pids(), place.watcher(sitting)
    with watcher.watching(page="/", static=STYLES):
        sitting.sit(place.sen.url, lambda: _kill_and_start_again(place, recoveries))
    assert place.sen.worker_pids() == workers, "Sen itself was not to be started again"
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(kills=KILLS, recovered_after=_said(recoveries), turned_away=answers))
    assert set(answers) == {"503"}
    assert all(answer.retry_after for answer in sitting.turned_away)
    assert set(watcher.seen) == {"page 200", "page 503", "static 200"}
    assert scale() < 1 or max(recoveries) < RECOVERS_WITHIN_SECONDS


def _kill_and_start_again(place: Place, recoveries: list[float]) -> None:
    for _kill in range(KILLS):
        time.sleep(2)
        place.postgres.kill()
        time.sleep(DOWN_FOR)
        assert not place.sen.is_well()
        place.postgres.start_again()
        since = time.monotonic()
        while not place.sen.is_well():
            time.sleep(0.1)
        recoveries.append(time.monotonic() - since)


def _said(recoveries: list[float]) -> str:
    return " ".join(f"{one:.1f} s" for one in recoveries)
