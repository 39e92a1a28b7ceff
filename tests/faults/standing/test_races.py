"""Many do at once what may happen once: it happens once, and everybody hears the same."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import pytest
from sqlalchemy import select

from lms import database
from lms.quizzes import closing
from lms.quizzes.models import Attempt, Response
from lms.web import clock
from tests.faults import ledger
from tests.faults.standing.place import ROUNDS, Standing
from tests.learner import Browser, Learner
from tests.scale import scaled
from tests.servers.scene import Scene

STARTS = scaled(100, least=24)
AT_ONCE = 10

T = TypeVar("T")


@dataclass
class Hall:
    scene: Scene
    url: str


@pytest.fixture
def hall(standing: Standing) -> Hall:
    """Everybody but the last has begun, and one attempt is what each may make."""
    return Hall(standing.racing, standing.sen.url)


@pytest.mark.timeout(1200)
def test_one_attempt_is_made_by_many_starts_and_one_submission_by_many_clicks(
    hall: Hall, report: Callable[[str], None]
) -> None:
    places = _all_at_once([lambda: _start(hall)] * STARTS)
    assert len(set(places)) == 1
    assert "/attempts/" in places[0]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        sittings = list(pool.map(lambda one: _hand_in_while_saving(hall, one), range(ROUNDS)))
    verdict = ledger.compare(sittings)
    assert (verdict.lost, verdict.doubled) == ([], [])
    people = [one.person_id for one in hall.scene.learners]
    _one_attempt_each(people)
    _marked_as_it_stands(people)
    refused = sum(len(one.refused) for one in sittings)
    acknowledged = sum(len(one.receipts) for one in sittings)
    report(
        f"{STARTS} starts made 1 attempt; {ROUNDS} rounds, {acknowledged} saved, {refused} came after the end"
    )


def _start(hall: Hall) -> str:
    browser = _browser(hall, len(hall.scene.learners) - 1)
    page = f"/quizzes/{hall.scene.quiz_id}"
    return browser.post_form(f"{page}/attempts", page=page).location


def _hand_in_while_saving(hall: Hall, place: int) -> Learner:
    """Saves race with two clicks on the button; both clicks lead to the same receipt."""
    chooser = random.Random(place)
    one = Learner(_browser(hall, place))
    one.resume(f"/attempts/{hall.scene.learners[place].attempt}")
    page = f"/attempts/{one.state['attempt']}"

    def save() -> str:
        for slot in (1, 2, 3):
            one.answer(slot, chooser.choice(hall.scene.options[slot]))
            one.flush()
        return ""

    def click() -> str:
        browser = _browser(hall, place)
        time.sleep(chooser.uniform(0, 0.1))
        return browser.post_form(f"{page}/submission", page=f"/quizzes/{hall.scene.quiz_id}").location

    _saved, *receipts = _all_at_once([save, click, click])
    assert set(receipts) == {f"{page}/result"}
    return one


def _browser(hall: Hall, place: int) -> Browser:
    name, _, value = hall.scene.learners[place].cookie.partition("=")
    return Browser(hall.url, {name: value})


def _all_at_once(actions: Sequence[Callable[[], T]]) -> list[T]:
    """The results, in order; all begin at the same moment."""
    barrier = threading.Barrier(len(actions))

    def begin(action: Callable[[], T]) -> T:
        barrier.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(begin, actions))


def _one_attempt_each(people: list[int]) -> None:
    theirs = select(Attempt.person_id).where(Attempt.person_id.in_(people))
    with database.reading_connection() as connection:
        assert sorted(connection.execute(theirs).scalars()) == sorted(people)


def _marked_as_it_stands(people: list[int]) -> None:
    """A save that arrived before the click and was stored after it counts: the sweep marks what stands in the end."""
    closing.close_overdue(clock.now())
    with database.reading_connection() as connection:
        closed = select(Attempt).where(Attempt.person_id.in_(people), Attempt.closed_at.is_not(None))
        attempts = list(connection.execute(closed))
        ids = [row.id for row in attempts]
        marks = closing.latest_marks(connection, ids)
        stand = select(Response.attempt_id, Response.slot, Response.version)
        answers = connection.execute(stand.where(Response.attempt_id.in_(ids))).all()
    assert len(ids) == ROUNDS
    assert [row.id for row in attempts if row.marked_at is None] == []
    assert [row for row in answers if marks[row.attempt_id][row.slot].version != row.version] == []
