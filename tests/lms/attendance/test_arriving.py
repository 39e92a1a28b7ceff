"""The short way through the door answers and records what the long way does, and its page is each person's own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from flask import Flask, render_template
from flask_login import current_user
from sqlalchemy import Connection

from lms import database
from lms.attendance import answering, checking_in
from lms.attendance.checking_in import Answer, Outcome, Scan
from lms.attendance.looks import LOOKS
from lms.attendance.models import AttendanceCorrection, CheckIn, Checkpoint, Method
from lms.attendance.places import place_of
from lms.attendance.rules import Entry
from lms.attendance.windows import Mark, Phase
from lms.classes.models import SessionState
from lms.web import clock
from lms.web.filters import as_time
from tests.lms.attendance.hall import open_hall, rows
from tests.lms.browser import TestClient
from tests.lms.cast import Cast


@pytest.fixture
def door(cast: Cast) -> Checkpoint:
    return open_hall(cast)


def corrected(door: Checkpoint, cast: Cast, mark: Mark) -> None:
    what = {"old": Mark.NONE, "new": mark, "at": clock.now(), "by_id": cast.an.id, "reason": ""}
    database.session.add(AttendanceCorrection(checkpoint_id=door.id, person_id=cast.an.id, **what))


def cancelled(door: Checkpoint) -> None:
    door.class_session.state, door.class_session.reason = SessionState.CANCELLED, "Bão số 3"


SITUATIONS: dict[str, Callable[[Checkpoint, Cast], Any]] = {
    "all is well": lambda _door, _cast: None,
    "withdrawn before": lambda door, cast: corrected(door, cast, Mark.NONE),
    "marked absent by hand": lambda door, cast: corrected(door, cast, Mark.ABSENT),
    "marked present by hand": lambda door, cast: corrected(door, cast, Mark.PRESENT),
    "cancelled": lambda door, _cast: cancelled(door),
    "closed": lambda door, _cast: setattr(door, "closed_at", clock.now() - timedelta(minutes=1)),
}


@pytest.mark.parametrize("who", ["an", "binh", "em"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_both_ways_say_and_record_the_same(
    connection: Connection, cast: Cast, door: Checkpoint, situation: str, who: str
) -> None:
    SITUATIONS[situation](door, cast)
    database.session.commit()
    now, person_id = clock.now(), getattr(cast, who).id
    scan = Scan(door.id, now, Method.QR)
    told: list[tuple[Any, ...]] = []
    for way in (
        lambda: checking_in.arrive(person_id, scan, now),
        lambda: checking_in.check_in(connection, person_id, scan, now),
    ):
        outer = connection.begin_nested()
        answers = [way(), way()]
        entries = [place_of(connection, scan.checkpoint_id, person_id).entries]  # type: ignore[union-attr]
        counts = len(rows(CheckIn)), len(rows(AttendanceCorrection))
        told.append((*((each.outcome, each.at, each.late) for each in answers), *entries, counts))
        database.session.commit()
        outer.rollback()
    assert told[0] == told[1]


def test_a_scan_of_nothing_is_stale(cast: Cast) -> None:
    now = clock.now()
    assert checking_in.arrive(cast.an.id, Scan(10**9, now, Method.QR), now).outcome is Outcome.STALE


def test_the_page_is_the_one_that_would_be_drawn_for_this_answer_alone(
    app: Flask, connection: Connection, cast: Cast, door: Checkpoint
) -> None:
    """Every combination that changes a word of it, each twice: drawn, and filled into what is kept."""
    place = place_of(connection, door.id, cast.an.id)
    assert place is not None
    present = Entry(Mark.PRESENT, clock.now())
    places = [
        replace(
            place,
            phase=phase,
            entries={**place.entries, other: entry},
            both_needed=both,
            group=group,
            room=room,
        )
        for (phase, other), entry, both, group, room in product(
            ((Phase.BEFORE, Phase.AFTER), (Phase.AFTER, Phase.BEFORE)),
            (Entry(), present),
            (True, False),
            ("", "Tổ 1"),
            ("", "Hội trường A"),
        )
    ]
    client: Any = TestClient(app)
    client.sign_in(cast.an)
    with client:
        client.get("/account")
        for one, outcome, late, minutes in product(
            places, (Outcome.RECORDED, Outcome.ALREADY), (True, False), (0, 7)
        ):
            answer = Answer(outcome, clock.now() + timedelta(minutes=minutes), one, late=late)
            at = as_time(answer.at)
            alone = render_template(
                "attendance/check_in.html", answer=answer, looks=LOOKS, person=current_user.full_name, at=at
            )
            kept = answering.page(answer, current_user.full_name)
            assert isinstance(kept, bytes)
            assert kept.decode() == alone
