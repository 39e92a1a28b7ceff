"""The way to PostgreSQL is slow for a while: saves take long or are turned away, and none is lost or doubled."""

import time
from collections.abc import Callable

import pytest

from tests.faults import exam
from tests.faults.postgres.place import LATENCY, Place
from tests.faults.watcher import STYLES
from tests.scale import scaled
from tests.servers.wire import Mode

SECONDS = scaled(60, least=8)


@pytest.mark.timeout(1200)
def test_a_slow_way_to_the_database_costs_no_answer_and_does_not_silence_the_server(
    place: Place, report: Callable[[str], None]
) -> None:
    sitting, watcher = place.slow, place.watcher(place.slow)

    def slow_down() -> None:
        time.sleep(1)
        place.wire.mode = Mode.SLOW
        with watcher.watching(static=STYLES):
            time.sleep(SECONDS)
        place.wire.mode = Mode.WHOLE

    sitting.sit(place.sen.url, slow_down)
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(seconds_slow=SECONDS, latency=LATENCY, turned_away=answers))
    assert set(answers) <= {"503"}
    assert set(watcher.seen) == {"static 200"}
