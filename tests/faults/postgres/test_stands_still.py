"""PostgreSQL stands still: open connections, no answer. Health says so, saves are turned away, and all is made good."""

import time
from collections.abc import Callable

import pytest

from tests.faults import exam
from tests.faults.postgres.place import Place
from tests.faults.watcher import STYLES
from tests.scale import scaled

SECONDS = scaled(60, least=14)


@pytest.mark.timeout(1200)
def test_a_database_that_stands_still_costs_no_answer_and_does_not_silence_the_server(
    place: Place, report: Callable[[str], None]
) -> None:
    sitting, watcher = place.still, place.watcher(place.still)

    def stand_still() -> None:
        time.sleep(1)
        with place.postgres.standing_still(), watcher.watching(health="/health", static=STYLES):
            time.sleep(SECONDS)

    sitting.sit(place.sen.url, stand_still)
    assert place.sen.is_well()
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(seconds_still=SECONDS, turned_away=answers, watched=dict(watcher.seen)))
    assert set(answers) == {"503"}
    assert all(answer.retry_after for answer in sitting.turned_away)
    assert set(watcher.seen) == {"health 503", "static 200"}
