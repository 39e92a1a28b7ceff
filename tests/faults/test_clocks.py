"""Clocks of servers jump by an hour and differ from each other in mid-exam: nothing changes in what counts."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import select

from lms import database
from lms.quizzes.models import Attempt, ResponseEdit
from lms.quizzes.rules import ClosedBy
from tests.faults.exam import Exam
from tests.faults.false_clock.clock import FalseClock
from tests.scale import scaled
from tests.servers import live

LEARNERS = scaled(30, least=10)
STEPS = (3600, 0, -3600, 0)
EACH_FOR = scaled(10, least=1)
APART = -30


@pytest.mark.timeout(1200)
def test_clocks_that_jump_and_differ_change_nothing_in_what_counts(
    empty_database_url: str,
    tmp_path: Path,
    furnish: Callable[[str, int], Exam],
    report: Callable[[str], None],
) -> None:
    """Two servers on one database, half a minute apart; both jump, the exam of three hours goes on."""
    sitting = furnish(empty_database_url, LEARNERS)
    ends = _ends()
    clocks = FalseClock(tmp_path / "clock-1"), FalseClock(tmp_path / "clock-2", APART)
    with ExitStack() as stack:
        urls = [
            stack.enter_context(
                live.running(
                    empty_database_url, tmp_path / f"server-{number}", workers=1, settings=clock.settings
                )
            ).url
            for number, clock in enumerate(clocks)
        ]
        over = threading.Event()

        def jump() -> None:
            changing = threading.Thread(target=_change_servers, args=(sitting, urls, over))
            changing.start()
            for step in STEPS:
                time.sleep(EACH_FOR)
                for clock in clocks:
                    clock.step(step)
            time.sleep(EACH_FOR)
            over.set()
            changing.join()

        sitting.sit(urls[0], jump)
    assert {answer.status for answer in sitting.turned_away} <= {503}, "busy, perhaps; nothing else"
    assert [one.refused for one in sitting.sittings if one.refused] == []
    report(sitting.nothing_was_lost(steps=STEPS, second_server=f"{APART} s"))
    assert _ends() == ends
    assert _closed_by() == {ClosedBy.CLICK}
    assert _hours_of_arrival() >= 2, "the servers never noticed that their clocks were wrong"


def _change_servers(sitting: Exam, urls: list[str], over: threading.Event) -> None:
    """Every learner goes from one server to the other and back."""
    turn = 0
    while not over.wait(0.2):
        turn += 1
        for place, one in enumerate(sitting.sittings):
            one.browser.url = urls[(turn + place) % len(urls)]


def _ends() -> dict[int, object]:
    with database.reading_connection() as connection:
        return {row.id: row.ends_at for row in connection.execute(select(Attempt.id, Attempt.ends_at))}


def _closed_by() -> set[ClosedBy | None]:
    with database.reading_connection() as connection:
        return set(connection.execute(select(Attempt.closed_by)).scalars())


def _hours_of_arrival() -> float:
    """Between the first and the last edit, as the servers wrote it down."""
    with database.reading_connection() as connection:
        times = connection.execute(select(ResponseEdit.received_at)).scalars().all()
    return (max(times) - min(times)).total_seconds() / 3600 + 0.1
