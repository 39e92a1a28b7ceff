"""The way to PostgreSQL is slow for a while: saves take long or are turned away, and none is lost or doubled."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.faults import exam
from tests.faults.exam import Exam
from tests.faults.watcher import STYLES, Watcher
from tests.scale import scaled
from tests.servers import live
from tests.servers.databases import Databases
from tests.servers.wire import Mode, stretched

LEARNERS = scaled(60, least=10)
SECONDS = scaled(60, least=8)
LATENCY = 2.0


@pytest.mark.timeout(1200)
def test_a_slow_way_to_the_database_costs_no_answer_and_does_not_silence_the_server(
    databases: Databases,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    url = databases.new("postgresql")
    sitting = furnish(url, LEARNERS)
    direct = make_url(url)
    with stretched(str(direct.host), direct.port or 5432, LATENCY) as wire:
        slow_url = direct.set(port=wire.port).render_as_string(hide_password=False)

        def slow_down() -> None:
            time.sleep(1)
            wire.mode = Mode.SLOW
            with watcher.watching(static=STYLES):
                time.sleep(SECONDS)
            wire.mode = Mode.WHOLE

        with live.running(slow_url, tmp_path, workers=2) as sen:
            watcher = Watcher(sen.url, sitting.scene.learners[0])
            sitting.sit(sen.url, slow_down)
    answers = exam.kinds(sitting.turned_away)
    report(sitting.nothing_was_lost(seconds_slow=SECONDS, latency=LATENCY, turned_away=answers))
    assert set(answers) <= {"503"}
    assert set(watcher.seen) == {"static 200"}
