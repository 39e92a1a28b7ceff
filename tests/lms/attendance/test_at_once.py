"""Many at the same moment: every scan is stored once, whoever was faster, on both databases."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from lms import database
from lms.attendance import checking_in, checkpoints, roll
from lms.attendance.checking_in import Outcome, Scan
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, Method
from lms.attendance.roll import Wish
from lms.attendance.windows import Mark, Phase
from tests.lms import cast as casting
from tests.lms.attendance.hall import rows, session_of
from tests.lms.cast import NOW, Cast
from tests.scale import scaled


@pytest.fixture
def cast(own_engine: Engine) -> Cast:
    """In a database of its own, in which things are really committed."""
    with database.transaction():
        return casting.make_cast()


@pytest.fixture
def checkpoint(cast: Cast) -> Checkpoint:
    with database.transaction():
        return checkpoints.prepare(session_of(cast.k1), Phase.BEFORE)


def at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    with ThreadPoolExecutor(16) as pool:
        return [future.result() for future in [pool.submit(action) for action in actions]]


def scans(person_id: int, checkpoint: Checkpoint, seconds: int = 0) -> Callable[[], Outcome]:
    scan = Scan(checkpoint.id, NOW + timedelta(seconds=seconds), Method.QR)

    def action() -> Outcome:
        with database.own_session():
            return checking_in.arrive(person_id, scan, NOW).outcome

    return action


def test_one_person_scanning_many_times_at_once_is_one_row(cast: Cast, checkpoint: Checkpoint) -> None:
    outcomes = at_once([scans(cast.an.id, checkpoint, seconds) for seconds in range(24)])
    assert Counter(outcomes) == {Outcome.RECORDED: 1, Outcome.ALREADY: 23}
    assert len(rows(CheckIn)) == 1
    assert rows(AttendanceCorrection) == []


def test_a_hall_scanning_at_once_is_all_recorded(cast: Cast, checkpoint: Checkpoint) -> None:
    with database.transaction():
        people = [
            casting.make_person(f"p{n}", f"Người Học {n}", cast.unit1) for n in range(scaled(300, least=40))
        ]
        for person in people:
            casting.enrol(person, cast.k1)
    ids = [person.id for person in people]
    outcomes = at_once([scans(person_id, checkpoint) for person_id in ids * 2])
    assert Counter(outcomes) == {Outcome.RECORDED: len(ids), Outcome.ALREADY: len(ids)}
    assert sorted(row.person_id for row in rows(CheckIn)) == sorted(ids)


def test_a_scan_and_a_tap_at_once_leave_one_person_present(cast: Cast, checkpoint: Checkpoint) -> None:
    def tap() -> Any:
        with database.transaction():
            made = database.session.get_one(Checkpoint, checkpoint.id)
            roll.mark(made, Wish([cast.an.id], Mark.PRESENT), cast.em, NOW)
        database.session.remove()

    at_once([scans(cast.an.id, checkpoint), tap] * 6)
    assert len(rows(CheckIn)) == 1
    assert rows(AttendanceCorrection) == []


def test_preparing_at_once_makes_one_checkpoint(cast: Cast) -> None:
    def prepare() -> None:
        with database.transaction():
            checkpoints.prepare(session_of(cast.k1), Phase.AFTER)
        database.session.remove()

    at_once([prepare] * 12)
    assert len(rows(Checkpoint)) == 1
